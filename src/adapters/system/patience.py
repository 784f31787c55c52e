"""How long to wait before a whole unit of work is tried again."""

import random

_BASE = 0.01  # seconds; doubles with each attempt


def moment(attempt: int) -> float:
    """A random part of a doubling time, in seconds, so that two rivals do not meet again."""
    return random.uniform(0, _BASE * 2**attempt)  # noqa: S311 - jitter, not a secret
