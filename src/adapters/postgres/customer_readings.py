"""Questions about customers: each is one flush of identity and one prepared statement."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from attrs import frozen

from adapters.postgres.customer_list import WALK, PageTexts, columns_of, parameters
from adapters.postgres.customer_rows import COLUMNS, customer_from
from adapters.postgres.identity import IDENTIFY_FOR_LIST
from adapters.postgres.policies.arms import reached_by
from adapters.postgres.policies.compiled import permitted
from adapters.postgres.pool import Connections
from adapters.postgres.question import asked
from crm_core.domain.access.actor import Actor
from crm_core.domain.access.openings import Surroundings
from crm_core.domain.access.policy import CUSTOMERS, Operation
from crm_core.domain.access.whole_chains import sees_whole_chain
from crm_core.domain.customers.customer import Customer
from crm_core.domain.customers.listing import CustomerColumns, CustomerSlice
from crm_core.domain.ids import CustomerId, UserId
from crm_core.domain.projections.hot_row import HotColumns
from crm_core.ports.customer_readings import Reading, SurroundedReading

_QUALIFIED = ", ".join(f"c.{name.strip()}" for name in COLUMNS.split(","))
ONE = f"""SELECT {_QUALIFIED}, s.size FROM customers c
    LEFT JOIN chain_sizes s ON c.is_chain AND s.tenant_id = c.tenant_id AND s.chain_id = c.id
    WHERE c.tenant_id = %s AND c.id = %s"""  # noqa: S608 - names of ours
SURROUNDED = f"""SELECT {_QUALIFIED}, r.coverage_policy IS NOT DISTINCT FROM 'CHAIN_SHARED', array(
        SELECT DISTINCT o.owner_user_id FROM customers o WHERE o.tenant_id = c.tenant_id
        AND o.chain_root_id = c.chain_root_id AND o.owner_user_id IS NOT NULL)
    FROM customers c LEFT JOIN customers r ON r.tenant_id = c.tenant_id AND r.id = c.parent_id
    WHERE c.tenant_id = %s AND c.id = %s"""  # noqa: S608 - names of ours
# The first condition is what the index on chains can use.
LOCATIONS = f"""SELECT {COLUMNS} FROM customers
    WHERE chain_root_id = %(chain)s AND parent_id = %(chain)s AND archived_at IS NULL
    ORDER BY name_key, id LIMIT %(limit)s"""  # noqa: S608 - names of ours

NAMES = "SELECT id, name FROM customers WHERE tenant_id = %s AND id = ANY (%s)"
ENGAGED = f"""SELECT id FROM customers WHERE tenant_id = %s AND id = ANY (%s) AND archived_at IS NULL
    AND ({permitted(CUSTOMERS, Operation.ENGAGE)})"""  # noqa: S608 - names of ours


@frozen
class PostgresCustomerReadings:
    connections: Connections
    hot_columns: HotColumns = HotColumns()
    walk: int = WALK

    def one(self, actor: Actor, customer_id: CustomerId) -> Reading | None:
        rows, scope = asked(self.connections, actor, ONE, (actor.tenant, customer_id))
        if not rows:
            return None
        customer, size = customer_from(rows[0]), rows[0][-1]
        return Reading(customer, scope, size if sees_whole_chain(scope, customer.id) else None)

    def surroundings(self, actor: Actor, customer_id: CustomerId) -> SurroundedReading | None:
        rows, scope = asked(self.connections, actor, SURROUNDED, (actor.tenant, customer_id))
        if not rows:
            return None
        *columns, is_shared, owners = rows[0]
        around = Surroundings(frozenset(UserId(one) for one in owners), is_shared)
        return SurroundedReading(customer_from(tuple(columns)), scope, around)

    def page(self, actor: Actor, wanted: CustomerSlice) -> CustomerColumns:
        reached = reached_by(actor, CUSTOMERS)
        if not reached:
            return CustomerColumns.of(())
        text = PageTexts(self.hot_columns, self.walk).text(wanted, reached)
        rows, scope = asked(self.connections, actor, text, parameters(wanted), identify=IDENTIFY_FOR_LIST)
        return columns_of(rows, scope)

    def names(self, actor: Actor, ids: Sequence[CustomerId]) -> Mapping[CustomerId, str]:
        rows, _ = asked(self.connections, actor, NAMES, (actor.tenant, list(ids)))
        return {CustomerId(one): str(name) for one, name in rows}

    def engaged(self, actor: Actor, ids: Sequence[CustomerId]) -> frozenset[CustomerId]:
        rows, _ = asked(self.connections, actor, ENGAGED, (actor.tenant, list(ids)))
        return frozenset(CustomerId(one) for (one,) in rows)

    def locations(self, actor: Actor, chain_id: UUID, limit: int) -> Sequence[Customer]:
        rows, _ = asked(self.connections, actor, LOCATIONS, {"chain": chain_id, "limit": limit})
        return [customer_from(row) for row in rows]
