"""How fields travel: what stands, and every version of one."""

from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec

from crm_core.domain.fields.field_set import FieldChange
from crm_core.ports.field_readings import FieldsReading

# The store keeps members in an order of its own; one value has one text, and so one ETag.
ENCODER = msgspec.json.Encoder(decimal_format="number", order="deterministic")


class FieldForm(msgspec.Struct, rename="camel", frozen=True):
    """What stands in one field, and who put it there."""

    value: Any
    updated_at: datetime
    updated_by: UUID


class FieldSetForm(msgspec.Struct, rename="camel", frozen=True):
    """The fields of a customer by their keys, as far as this reader may see them."""

    customer_id: UUID
    fields: dict[str, FieldForm]


class FieldChangeForm(msgspec.Struct, rename="camel", frozen=True):
    """One version of one field; null for no value."""

    version: int
    old: Any
    new: Any
    changed_at: datetime
    changed_by: UUID
    correlation_id: UUID


class FieldHistoryForm(msgspec.Struct, rename="camel", frozen=True):
    """Versions of one field, newest first."""

    items: list[FieldChangeForm]
    next_cursor: str | None


def field_set_form(reading: FieldsReading) -> FieldSetForm:
    fields = reading.fields.values
    return FieldSetForm(
        reading.customer.id,
        {key: FieldForm(one.value, one.updated_at, one.updated_by) for key, one in sorted(fields.items())},
    )


def change_form(change: FieldChange) -> FieldChangeForm:
    stamp = change.stamp
    return FieldChangeForm(stamp.version, change.old, change.new, stamp.at, stamp.by, stamp.correlation)
