"""Whether hot rows are what their sources make: what a check finds, and how far it has come."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from attrs import evolve, frozen

from crm_core.domain.ids import CustomerId

ROW, CUSTOMER = "row", "customer"  # said in place of columns: the row is missing, or its customer is
CARRIED_ON_FOR = timedelta(hours=12)  # an older check that never ended is begun anew


@frozen
class Drift:
    """A row that is not what its sources make, and in which columns; no value is told."""

    customer_id: CustomerId
    columns: tuple[str, ...]


@frozen
class Unreadable:
    """A value in a source that cannot stand in its column, which is therefore null; that is no drift."""

    customer_id: CustomerId
    column: str
    code: str


@frozen
class HotBatch:
    """What some customers showed. `left` still differs after it was made anew, or could not be held;
    `last` is where the next batch goes on, None at the end."""

    checked: int
    drifted: tuple[Drift, ...] = ()
    left: tuple[Drift, ...] = ()
    unreadable: tuple[Unreadable, ...] = ()
    last: CustomerId | None = None


@frozen
class HotCheck:
    """One passage through all customers of a tenant; `place` is the last one seen, None at the end."""

    begun_at: datetime
    seen_at: datetime
    place: CustomerId | None = None
    checked: int = 0
    drifted: int = 0
    remaining: int = 0
    unreadable: int = 0
    finished_at: datetime | None = None

    @classmethod
    def begun(cls, now: datetime) -> "HotCheck":
        return cls(now, now)

    @classmethod
    def next_after(cls, before: "HotCheck | None", now: datetime) -> "HotCheck":
        """Where somebody stopped not long ago it goes on; else from the first customer."""
        if before is None or before.finished_at is not None or now - before.seen_at > CARRIED_ON_FOR:
            return cls.begun(now)
        return before

    def went_on(self, batch: HotBatch, now: datetime) -> "HotCheck":
        return evolve(
            self,
            seen_at=now,
            place=batch.last,
            checked=self.checked + batch.checked,
            drifted=self.drifted + len(batch.drifted),
            remaining=self.remaining + len(batch.left),
            unreadable=self.unreadable + len(batch.unreadable),
            finished_at=now if batch.last is None else None,
        )

    @property
    def is_finished(self) -> bool:
        return self.finished_at is not None


def repaired(batch: HotBatch) -> Sequence[Drift]:
    """Those that were made anew and are right now."""
    left = {one.customer_id for one in batch.left}
    return [one for one in batch.drifted if one.customer_id not in left]
