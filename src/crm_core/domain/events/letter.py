"""An event that a consumer could not deal with: when it is tried again, and when it is given up."""

import hashlib
from datetime import datetime, timedelta

from attrs import evolve, frozen

ATTEMPTS = 5  # the first one and four repetitions, together about three minutes
FIRST_WAIT = 2.0  # seconds; each further wait is four times as long
JITTER = 0.25  # waits differ by up to this part, so that many failures do not return at one moment


@frozen
class Letter:
    """From `position` on, the events of one subject wait for a consumer; a dead letter waits for a person."""

    subject: str
    position: int
    attempts: int
    retry_at: datetime | None
    reason: str

    @classmethod
    def first(cls, subject: str, position: int, *, reason: str, now: datetime) -> "Letter":
        return cls(subject, position, 0, None, "").failed(reason, now)

    @property
    def is_dead(self) -> bool:
        return self.retry_at is None

    def failed(self, reason: str, now: datetime) -> "Letter":
        """After one more failure: waiting for longer, or dead."""
        attempts = self.attempts + 1
        retry_at = None if attempts >= ATTEMPTS else now + self._wait(attempts)
        return evolve(self, attempts=attempts, retry_at=retry_at, reason=reason)

    def at(self, position: int, now: datetime) -> "Letter":
        """The same line further on, due at once, with nothing held against it."""
        return Letter(self.subject, position, 0, now, "")

    def revived(self, now: datetime) -> "Letter":
        """Due at once, as if it had never failed; why it failed stays readable until it is tried."""
        return evolve(self, attempts=0, retry_at=now)

    def _wait(self, attempts: int) -> timedelta:
        """The jitter is drawn from the letter itself: the core has no dice, and a hash spreads as well."""
        drawn = hashlib.sha256(f"{self.subject}:{self.position}:{attempts}".encode()).digest()[0] / 255
        return timedelta(seconds=FIRST_WAIT * 4 ** (attempts - 1) * (1 + JITTER * (2 * drawn - 1)))
