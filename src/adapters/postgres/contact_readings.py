"""Questions about contacts: each is one flush of identity and one prepared statement."""

from collections.abc import Sequence
from uuid import UUID

from attrs import frozen

from adapters.postgres.contact_rows import COLUMNS, WIDTH, contact_from
from adapters.postgres.customer_rows import COLUMNS as OF_CUSTOMER
from adapters.postgres.customer_rows import customer_from
from adapters.postgres.flush import Row
from adapters.postgres.pool import Connections
from adapters.postgres.question import asked
from crm_core.domain.access.actor import Actor
from crm_core.domain.customers.contact import ContactId
from crm_core.domain.ids import CustomerId
from crm_core.ports.contact_readings import ContactReading, ContactRow

_CONTACT = ", ".join(f"k.{name.strip()}" for name in COLUMNS.split(","))
_CUSTOMER = ", ".join(f"c.{name.strip()}" for name in OF_CUSTOMER.split(","))
ONE = f"""SELECT {_CONTACT}, r.role, {_CUSTOMER} FROM contacts k
    JOIN contact_roles r ON r.tenant_id = k.tenant_id AND r.contact_id = k.id
    JOIN customers c ON c.tenant_id = r.tenant_id AND c.id = r.customer_id
    WHERE k.tenant_id = %s AND k.id = %s ORDER BY c.id, r.role"""  # noqa: S608 - names of ours
# A row without a contact says that the account is seen.
AT = f"""SELECT {_CONTACT}, held.roles FROM customers a
    LEFT JOIN LATERAL (SELECT * FROM contacts x WHERE x.tenant_id = a.tenant_id
        AND x.id IN (SELECT r.contact_id FROM contact_roles r
            WHERE r.tenant_id = a.tenant_id AND r.customer_id = a.id)
        AND (%(place)s::text IS NULL OR (x.name_key, x.id) > (%(place)s, %(after)s))
        ORDER BY x.name_key, x.id LIMIT %(limit)s) k ON true
    LEFT JOIN LATERAL (SELECT jsonb_agg(jsonb_build_array(c.id, r.role, c.name)) AS roles
        FROM contact_roles r JOIN customers c ON c.tenant_id = r.tenant_id AND c.id = r.customer_id
        WHERE r.tenant_id = k.tenant_id AND r.contact_id = k.id) held ON true
    WHERE a.tenant_id = %(tenant)s AND a.id = %(customer)s
    ORDER BY k.name_key, k.id"""  # noqa: S608 - names of ours


@frozen
class PostgresContactReadings:
    connections: Connections

    def one(self, actor: Actor, contact_id: ContactId) -> ContactReading | None:
        rows, scope = asked(self.connections, actor, ONE, (actor.tenant, contact_id))
        if not rows:
            return None
        accounts = {row[WIDTH + 2]: customer_from(row[WIDTH + 1 :]) for row in rows}
        contact = contact_from(rows[0][:WIDTH], [(row[WIDTH + 2], row[WIDTH]) for row in rows])
        return ContactReading(contact, list(accounts.values()), scope)

    def at(
        self, actor: Actor, customer_id: CustomerId, *, after: tuple[str, UUID] | None, limit: int
    ) -> Sequence[ContactRow] | None:
        place, last_id = after or (None, None)
        told = {"tenant": actor.tenant, "customer": customer_id, "limit": limit}
        rows, _ = asked(self.connections, actor, AT, {**told, "place": place, "after": last_id})
        if not rows:
            return None
        return [_row(row) for row in rows if row[1] is not None]


def _row(row: Row) -> ContactRow:
    held = [(CustomerId(UUID(customer)), role, name) for customer, role, name in row[WIDTH]]
    contact = contact_from(row[:WIDTH], [(customer, role) for customer, role, _ in held])
    return ContactRow(contact, {customer: name for customer, _, name in held})
