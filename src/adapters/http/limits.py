"""How many requests one token may make per minute and class of work, and how it is told."""

import time
from collections.abc import Callable
from hashlib import blake2b
from math import ceil
from typing import Protocol

from attrs import define, field

from adapters.http.refusals import RateLimited

WINDOW = 60  # seconds
_MOST_TOKENS = 50_000


class Tally(Protocol):
    """Counts requests per key and window; processes may share one."""

    def count(self, key: bytes, window: int) -> int:
        """Counts one more; how many there are now in this window."""
        ...


@define
class LocalTally:
    """A tally of this process alone."""

    _window: int = 0
    _counts: dict[bytes, int] = field(factory=dict)

    def count(self, key: bytes, window: int) -> int:
        if window != self._window or len(self._counts) >= _MOST_TOKENS:
            self._window, self._counts = window, {}
        now = self._counts.get(key, 0) + 1
        self._counts[key] = now
        return now


@define
class RateLimits:
    """Fixed windows of a minute; `switched_on` is False for load tests only."""

    switched_on: bool = True
    tally: Tally = field(factory=LocalTally)
    monotonic: Callable[[], float] = time.monotonic

    def take(self, token: bytes, name: str, quota: int) -> tuple[tuple[str, str], ...]:
        """Counts one request; the headers that tell what is left, or RateLimited."""
        if not self.switched_on:
            return ()
        now = self.monotonic()
        window = int(now // WINDOW)
        key = blake2b(token, digest_size=16, person=name.encode()).digest()
        left = quota - self.tally.count(key, window)
        rest = max(1, ceil((window + 1) * WINDOW - now))
        headers = (
            ("ratelimit-policy", f'"{name}";q={quota};w={WINDOW}'),
            ("ratelimit", f'"{name}";r={max(left, 0)};t={rest}'),
        )
        if left < 0:
            raise RateLimited((*headers, ("retry-after", str(rest))))
        return headers
