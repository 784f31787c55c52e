"""How a command reads and changes fields: in one statement each, after the customer's row is locked."""

from collections.abc import Collection, Sequence

from attrs import frozen

from adapters.postgres.field_definitions import HOLD, PostgresFieldDefinitions
from adapters.postgres.field_rows import HISTORY, change_from, changes_json, claim_of, field_set_from
from adapters.postgres.transaction import Transaction
from crm_core.domain.fields.field_set import FieldChange, FieldSet
from crm_core.domain.fields.patch import Patched
from crm_core.domain.fields.refusals import taken
from crm_core.domain.ids import CustomerId

OF = f"""SELECT (SELECT {HOLD}), c.fields_changed_at, v.key, v.value, v.updated_at, v.updated_by
    FROM customers c
    LEFT JOIN field_values v ON v.tenant_id = c.tenant_id AND v.customer_id = c.id
    WHERE c.tenant_id = %s AND c.id = %s ORDER BY v.key"""  # noqa: S608 - names of ours
LINE = f"""SELECT {HISTORY} FROM field_history
    WHERE tenant_id = %s AND customer_id = %s AND key = %s
    ORDER BY version DESC LIMIT %s"""  # noqa: S608 - names of ours
TAKEN = "SELECT app.taken_fields(%s::uuid, %s::text[], %s::text[])"
_TOLD = """WITH change AS MATERIALIZED (SELECT * FROM jsonb_to_recordset(%(changes)s::jsonb)
        AS x (key text, old_value jsonb, new_value jsonb, restricted boolean, claim text)),
    told AS (INSERT INTO field_history
        (tenant_id, customer_id, key, version, old_value, new_value, restricted, changed_at, changed_by,
        correlation_id, activity_id)
        SELECT %(tenant)s::uuid, %(customer)s::uuid, key, %(version)s::bigint, old_value, new_value,
        restricted, %(at)s::timestamptz, %(by)s::uuid, %(correlation)s::uuid,
        %(activity)s::uuid FROM change)"""
_GONE = """,
    gone AS (DELETE FROM field_values v USING change
        WHERE v.tenant_id = %(tenant)s AND v.customer_id = %(customer)s AND v.key = change.key
        AND change.new_value IS NULL RETURNING v.key)"""
_OTHER = """,
    other AS (UPDATE field_values v SET (value, restricted, claim, updated_at, updated_by)
        = (change.new_value, change.restricted, decode(change.claim, 'hex'), %(at)s::timestamptz,
        %(by)s::uuid) FROM change
        WHERE v.tenant_id = %(tenant)s AND v.customer_id = %(customer)s AND v.key = change.key
        AND change.old_value IS NOT NULL AND change.new_value IS NOT NULL RETURNING v.key)"""
# A null that came from elsewhere stands there although it is no value.
_NEW = """,
    new AS (INSERT INTO field_values
        (tenant_id, customer_id, key, value, restricted, claim, updated_at, updated_by)
        SELECT %(tenant)s::uuid, %(customer)s::uuid, key, new_value, restricted, decode(claim, 'hex'),
        %(at)s::timestamptz, %(by)s::uuid FROM change WHERE old_value IS NULL AND new_value IS NOT NULL
        ON CONFLICT (tenant_id, customer_id, key) DO UPDATE
        SET (value, restricted, claim, updated_at, updated_by) = (excluded.value, excluded.restricted,
        excluded.claim, excluded.updated_at, excluded.updated_by) RETURNING key)"""
# Where somebody took the rows away past every lock, no row tells of these changes, and no instant does: it is
# as if they had been taken away afterwards.
_AT = """
    UPDATE customers SET fields_changed_at = %(at)s WHERE tenant_id = %(tenant)s AND id = %(customer)s
        AND EXISTS ("""


def keep_text(changes: Sequence[FieldChange]) -> str:
    """Only the parts that these changes need: each brings its walls along, and those cost the most."""
    needed = {
        "new": (_NEW, any(one.old is None and one.new is not None for one in changes)),
        "other": (_OTHER, any(one.old is not None and one.new is not None for one in changes)),
        "gone": (_GONE, any(one.new is None for one in changes)),
    }
    parts = {name: part for name, (part, is_needed) in needed.items() if is_needed}
    written = " UNION ALL ".join(f"SELECT FROM {name}" for name in parts)
    return "".join((_TOLD, *parts.values(), _AT, written, ")"))


@frozen
class PostgresFieldValues:
    transaction: Transaction
    definitions: PostgresFieldDefinitions

    def foresee(self, customer_id: CustomerId) -> None:
        self.transaction.foresee(OF, (self.transaction.actor.tenant, customer_id))

    def of(self, customer_id: CustomerId) -> FieldSet:
        rows = self.transaction.ask(OF, (self.transaction.actor.tenant, customer_id))
        if not rows:
            return FieldSet()
        self.definitions.held_at(rows[0][0])
        return field_set_from((row[2:] for row in rows), rows[0][1])

    def line(self, customer_id: CustomerId, key: str, *, limit: int) -> Sequence[FieldChange]:
        asked = (self.transaction.actor.tenant, customer_id, key, limit)
        return [change_from(row) for row in self.transaction.ask(LINE, asked)]

    def keep(self, customer_id: CustomerId, patched: Patched, *, restricted: Collection[str]) -> None:
        if not patched.changes:
            return
        self._refuse_taken(customer_id, patched)
        stamp = patched.changes[0].stamp
        told = {
            "tenant": self.transaction.actor.tenant,
            "customer": customer_id,
            "changes": changes_json(patched, restricted),
            "version": stamp.version,
            "at": stamp.at,
            "by": stamp.by,
            "correlation": stamp.correlation,
            "activity": stamp.activity,
        }
        self.transaction.tell(keep_text(patched.changes), told)

    def taken(self, customer_id: CustomerId) -> Sequence[str]:
        return self._lost(customer_id, None, None)

    def _refuse_taken(self, customer_id: CustomerId, patched: Patched) -> None:
        if not patched.claims:
            return
        keys = [key for key, _ in patched.claims]
        lost = self._lost(customer_id, keys, [claim_of(text) for _, text in patched.claims])
        if lost:
            raise taken(lost)

    def _lost(
        self, customer_id: CustomerId, keys: list[str] | None, claims: list[str] | None
    ) -> Sequence[str]:
        """Values of customers that the caller cannot see count too, so a function looks behind the wall."""
        lost: list[str] = self.transaction.ask(TAKEN, (customer_id, keys, claims))[0][0]
        return lost
