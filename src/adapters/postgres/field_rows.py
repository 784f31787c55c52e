"""How fields are written as rows and read back: JSON whose decimals keep their digits."""

from collections.abc import Collection, Iterable
from datetime import datetime
from hashlib import sha256

from psycopg.types.json import Jsonb

from adapters.postgres.exact_json import exact_json
from adapters.postgres.flush import Row
from adapters.postgres.instants import utc, utc_or_none
from crm_core.domain.fields.field_set import FieldChange, FieldSet, FieldValue, Stamp
from crm_core.domain.fields.patch import Patched
from crm_core.domain.ids import CorrelationId, UserId

HISTORY = "key, version, old_value, new_value, changed_at, changed_by, correlation_id, activity_id"


def claim_of(text: str) -> str:
    return sha256(text.encode()).hexdigest()


def changes_json(patched: Patched, restricted: Collection[str]) -> Jsonb:
    """The changes as one parameter that the database takes apart."""
    claims = {key: claim_of(text) for key, text in patched.claims}
    return exact_json(
        [
            {
                "key": change.key,
                "old_value": change.old,
                "new_value": change.new,
                "restricted": change.key in restricted,
                "claim": claims.get(change.key),
            }
            for change in patched.changes
        ]
    )


def field_set_from(rows: Iterable[Row], changed_at: datetime | None) -> FieldSet:
    """The set from rows of key, value, instant and user; a row without a key or value is none."""
    values = {key: FieldValue(value, utc(at), UserId(by)) for key, value, at, by in rows if value is not None}
    return FieldSet(values, utc_or_none(changed_at))


def change_from(row: Row) -> FieldChange:
    """A change from the columns of HISTORY."""
    key, version, old, new, at, by, correlation, activity = row
    stamp = Stamp(UserId(by), utc(at), CorrelationId(correlation), version, activity)
    return FieldChange(key, old, new, stamp)
