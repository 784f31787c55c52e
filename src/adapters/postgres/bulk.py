"""Many customers at once, for measuring: written like single ones, with their facts, in large units."""

from collections.abc import Sequence

from adapters.postgres.audit_trail import PostgresAuditTrail
from adapters.postgres.customer_rows import row_of
from adapters.postgres.customers import ADD
from adapters.postgres.outbox import PUT, row_of_event
from adapters.postgres.pool import Connections
from adapters.postgres.transaction import Transaction
from crm_core.domain.access.actor import Actor
from crm_core.domain.audit.entry import Deed
from crm_core.domain.customers.customer import Customer
from crm_core.domain.events.envelope import Envelope
from crm_core.domain.events.fact import Fact
from crm_core.domain.ids import EventId
from crm_core.ports.clock import Clock
from crm_core.ports.ids import Ids


def add_many(
    made: Sequence[tuple[Customer, Fact]], *, connections: Connections, actor: Actor, clock: Clock, ids: Ids
) -> None:
    """One unit of work for all of them; the audit keeps a single deed that says how many."""
    now = clock.now()
    events = [Envelope.around(fact, id=EventId(f"evt-{ids.new()}"), actor=actor, now=now) for _, fact in made]
    deed = Deed("seed", "customer", f"{made[0][0].id}…{made[-1][0].id}")
    with connections.borrow() as connection:
        transaction = Transaction(connection, actor, clock, ids)
        try:
            transaction.begin()
            for customer, _ in made:
                transaction.tell(ADD, row_of(customer))
            for event in events:
                transaction.tell(PUT, row_of_event(event))
            PostgresAuditTrail(transaction).record(deed)
            transaction.commit()
        finally:
            transaction.roll_back()
