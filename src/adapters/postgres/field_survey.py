"""How a job goes through the values of a field, some customers at a time."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from attrs import frozen

from adapters.postgres.exact_json import exact_json
from adapters.postgres.field_rows import claim_of
from adapters.postgres.transaction import Transaction
from crm_core.domain.ids import CustomerId
from crm_core.ports.field_survey import Surveyed

FIRST = UUID(int=0)
AFTER = """WITH c AS MATERIALIZED (SELECT id, archived_at FROM customers
        WHERE tenant_id = %(tenant)s AND id > %(place)s ORDER BY id LIMIT %(limit)s)
    SELECT c.id, c.archived_at IS NULL, coalesce(
        (SELECT jsonb_object_agg(v.key, v.value) FROM field_values v
         WHERE v.tenant_id = %(tenant)s AND v.customer_id = c.id AND v.key = ANY (%(keys)s::text[])), '{}')
    FROM c ORDER BY c.id"""
MARK = "SELECT app.mark_field(%s::uuid[], %s, %s)"
# What was written meanwhile has been claimed by whoever wrote it.
CLAIM = """UPDATE field_values v SET claim = decode(x.claim, 'hex')
    FROM jsonb_to_recordset(%(claims)s::jsonb) AS x (customer uuid, claim text)
    WHERE v.tenant_id = %(tenant)s AND v.customer_id = x.customer AND v.key = %(key)s AND v.claim IS NULL"""
DOUBLES = """SELECT x.customer_id FROM (
        SELECT v.customer_id, row_number() OVER (PARTITION BY v.claim ORDER BY v.customer_id) AS place
        FROM field_values v JOIN customers o ON o.tenant_id = v.tenant_id AND o.id = v.customer_id
        WHERE v.tenant_id = %(tenant)s AND v.key = %(key)s AND v.claim IS NOT NULL
            AND o.archived_at IS NULL) x
    WHERE x.place > 1 ORDER BY x.customer_id LIMIT %(limit)s"""
UNCLAIM = "SELECT app.unclaim_field(%s)"


@frozen
class PostgresFieldSurvey:
    transaction: Transaction

    def after(self, place: CustomerId | None, keys: Sequence[str], *, limit: int) -> Sequence[Surveyed]:
        told = {**self._tenant, "place": place or FIRST, "keys": list(keys), "limit": limit}
        return [
            Surveyed(CustomerId(one), live, values) for one, live, values in self.transaction.ask(AFTER, told)
        ]

    def mark(self, customers: Sequence[CustomerId], key: str, *, restricted: bool) -> None:
        self.transaction.tell(MARK, (list(customers), key, restricted))

    def claim(self, key: str, texts: Mapping[CustomerId, str]) -> None:
        claims = [{"customer": str(one), "claim": claim_of(text)} for one, text in texts.items()]
        self.transaction.tell(CLAIM, {**self._tenant, "key": key, "claims": exact_json(claims)})

    def doubles(self, key: str, *, limit: int) -> Sequence[CustomerId]:
        rows = self.transaction.ask(DOUBLES, {**self._tenant, "key": key, "limit": limit})
        return [CustomerId(row[0]) for row in rows]

    def unclaim(self, key: str) -> None:
        self.transaction.tell(UNCLAIM, (key,))

    @property
    def _tenant(self) -> dict[str, object]:
        return {"tenant": self.transaction.actor.tenant}
