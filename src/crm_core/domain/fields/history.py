"""Every change of a customer's fields, in the order in which it happened; nothing is merged or dropped."""

from bisect import bisect_right
from collections.abc import Iterable
from datetime import datetime, timedelta

from attrs import frozen

from crm_core.domain.fields.canonical import same
from crm_core.domain.fields.field_set import FieldChange, FieldSet


class HistoryIsBroken(ValueError):
    """A change does not follow from the one before: it was lost, doubled or put in the wrong place."""


@frozen
class FieldHistory:
    """An unbroken line of changes; each one's `old` is what stood there, and time never runs backwards."""

    changes: tuple[FieldChange, ...] = ()

    def appended(self, changes: Iterable[FieldChange]) -> "FieldHistory":
        """With more changes, or HistoryIsBroken when they do not continue this line."""
        present = replay(self.changes)
        more = tuple(changes)
        for change in more:
            _check_next(present, change)
            present = present.after([change])
        return FieldHistory(self.changes + more)

    def of_field(self, key: str) -> tuple[FieldChange, ...]:
        """Every version of one field, oldest first."""
        return tuple(change for change in self.changes if change.key == key)

    def as_of(self, instant: datetime) -> FieldSet:
        """The fields as they were at an instant: a change counts from its own instant on."""
        _refuse_naive(instant)
        moments = [change.stamp.at for change in self.changes]
        return replay(self.changes[: bisect_right(moments, instant)])


def replay(changes: Iterable[FieldChange]) -> FieldSet:
    return FieldSet().after(changes)


def _check_next(present: FieldSet, change: FieldChange) -> None:
    _refuse_naive(change.stamp.at)
    stood = present.plain().get(change.key)
    if not same(stood, change.old) or same(change.old, change.new):
        raise HistoryIsBroken(change.key)
    if present.changed_at is not None and change.stamp.at < present.changed_at:
        raise HistoryIsBroken(f"{change.key}: before {present.changed_at.isoformat()}")


def _refuse_naive(instant: datetime) -> None:
    offset: timedelta | None = instant.utcoffset()
    if offset is None:
        raise ValueError("an instant needs its offset")
