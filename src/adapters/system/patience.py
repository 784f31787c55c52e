"""How long to wait before a whole unit of work is tried again."""

import random
import time

_BASE = 0.01  # seconds; doubles with each attempt


def wait_before_retry(attempt: int) -> None:
    """Waits a random part of a doubling time, so that two rivals do not meet again."""
    time.sleep(random.uniform(0, _BASE * 2**attempt))  # noqa: S311 - jitter, not a secret
