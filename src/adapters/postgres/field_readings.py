"""Questions about fields: the customer, which decides what may be seen, and its fields in one statement."""

from datetime import datetime

from attrs import frozen

from adapters.postgres.catalogues import VERSION
from adapters.postgres.customer_rows import COLUMNS, customer_from
from adapters.postgres.definition_readings import PostgresDefinitionReadings
from adapters.postgres.field_rows import change_from, field_set_from
from adapters.postgres.pool import Connections
from adapters.postgres.question import asked
from crm_core.domain.access.actor import Actor
from crm_core.domain.ids import CustomerId
from crm_core.ports.field_readings import FieldsReading, HistoryReading

_CUSTOMER = ", ".join(f"c.{name.strip()}" for name in COLUMNS.split(","))
_WIDTH = len(COLUMNS.split(","))
NOW = f"""SELECT {_CUSTOMER}, {VERSION}, c.fields_changed_at, v.key, v.value, v.updated_at, v.updated_by
    FROM customers c LEFT JOIN field_values v ON v.tenant_id = c.tenant_id AND v.customer_id = c.id
    WHERE c.tenant_id = %(tenant)s AND c.id = %(customer)s ORDER BY v.key"""  # noqa: S608 - names of ours
AS_OF = f"""SELECT {_CUSTOMER}, {VERSION},
        max(h.changed_at) OVER (), h.key, h.new_value, h.changed_at, h.changed_by
    FROM customers c LEFT JOIN LATERAL (SELECT DISTINCT ON (f.key)
        f.key, f.new_value, f.changed_at, f.changed_by FROM field_history f
        WHERE f.tenant_id = c.tenant_id AND f.customer_id = c.id AND f.changed_at <= %(instant)s
        ORDER BY f.key, f.version DESC) h ON true
    WHERE c.tenant_id = %(tenant)s AND c.id = %(customer)s ORDER BY h.key"""  # noqa: S608 - names of ours
HISTORY = f"""SELECT {_CUSTOMER}, {VERSION},
        h.key, h.version, h.old_value, h.new_value, h.changed_at, h.changed_by, h.correlation_id,
        h.activity_id
    FROM customers c LEFT JOIN LATERAL (SELECT * FROM field_history f
        WHERE f.tenant_id = c.tenant_id AND f.customer_id = c.id AND f.key = %(key)s
        AND f.version < %(before)s ORDER BY f.version DESC LIMIT %(limit)s) h ON true
    WHERE c.tenant_id = %(tenant)s AND c.id = %(customer)s ORDER BY h.version DESC"""  # noqa: S608 - names of ours
BEYOND = 2**63 - 1  # no version is as high


@frozen
class PostgresFieldReadings:
    connections: Connections
    definitions: PostgresDefinitionReadings

    def now(self, actor: Actor, customer_id: CustomerId) -> FieldsReading | None:
        return self._set(actor, NOW, {"tenant": actor.tenant, "customer": customer_id})

    def as_of(self, actor: Actor, customer_id: CustomerId, instant: datetime) -> FieldsReading | None:
        params = {"tenant": actor.tenant, "customer": customer_id, "instant": instant}
        return self._set(actor, AS_OF, params)

    def history(
        self, actor: Actor, customer_id: CustomerId, key: str, *, before: int | None, limit: int
    ) -> HistoryReading | None:
        params = {
            "tenant": actor.tenant,
            "customer": customer_id,
            "key": key,
            "before": BEYOND if before is None else before,
            "limit": limit,
        }
        rows, scope = asked(self.connections, actor, HISTORY, params)
        if not rows:
            return None
        changes = [change_from(row[_WIDTH + 1 :]) for row in rows if row[_WIDTH + 1] is not None]
        catalogue = self.definitions.at(actor, rows[0][_WIDTH])
        return HistoryReading(customer_from(rows[0]), scope, changes, catalogue)

    def _set(self, actor: Actor, sql: str, params: dict[str, object]) -> FieldsReading | None:
        rows, scope = asked(self.connections, actor, sql, params)
        if not rows:
            return None
        fields = field_set_from((row[_WIDTH + 2 :] for row in rows), rows[0][_WIDTH + 1])
        catalogue = self.definitions.at(actor, rows[0][_WIDTH])
        return FieldsReading(customer_from(rows[0]), scope, fields, catalogue)
