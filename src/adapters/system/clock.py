"""The machine's clock, kept from running backwards within a process."""

from datetime import UTC, datetime
from threading import Lock

from attrs import define, field

_BEGINNING = datetime.min.replace(tzinfo=UTC)


@define
class SystemClock:
    _lock: Lock = field(factory=Lock)
    _latest: datetime = _BEGINNING

    def now(self) -> datetime:
        with self._lock:
            self._latest = max(self._latest, datetime.now(UTC))  # noqa: TID251 - the one place where time enters
            return self._latest
