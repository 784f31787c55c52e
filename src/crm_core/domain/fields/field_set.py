"""A customer's fields at one moment, and the changes that led from one moment to the next."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from uuid import UUID

from attrs import frozen

from crm_core.domain.ids import CorrelationId, UserId


@frozen
class FieldValue:
    """What stands in one field, as JSON with exact decimals, and who put it there."""

    value: object
    updated_at: datetime
    updated_by: UserId


@frozen
class Stamp:
    """Who changes fields in which call, and the version of the customer that comes of it; `activity` is the
    one whose effect it is, None when somebody writes the field itself."""

    by: UserId
    at: datetime
    correlation: CorrelationId
    version: int
    activity: UUID | None = None


@frozen
class FieldChange:
    """One change of one field; None stands for no value."""

    key: str
    old: object
    new: object
    stamp: Stamp


@frozen
class FieldSet:
    """The values that stand; `changed_at` is the latest change, also when that took a value away."""

    values: Mapping[str, FieldValue] = {}
    changed_at: datetime | None = None

    def plain(self) -> dict[str, object]:
        """The values alone, as JSON; a null that came from elsewhere is no value."""
        return {key: one.value for key, one in self.values.items() if one.value is not None}

    def after(self, changes: Iterable[FieldChange]) -> "FieldSet":
        values, changed_at = dict(self.values), self.changed_at
        for change in changes:
            values.pop(change.key, None)
            if change.new is not None:
                values[change.key] = FieldValue(change.new, change.stamp.at, change.stamp.by)
            changed_at = change.stamp.at
        return FieldSet(values, changed_at)
