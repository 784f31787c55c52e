"""Facts written in the transaction of their cause; the relay takes them from there."""

from attrs import frozen

from adapters.postgres.exact_json import exact_json
from adapters.postgres.transaction import Transaction
from crm_core.domain.events.envelope import Envelope
from crm_core.domain.events.fact import Fact
from crm_core.domain.ids import EventId

EVENT = (
    "tenant_id, event_id, type, version, occurred_at, source, correlation_id, actor_type, actor_id, "
    "subject, data"
)
INTO = f"event_outbox ({EVENT})"


@frozen
class PostgresOutbox:
    """A row is numbered as it is written, after the lock on its subject: numbers keep the subject's order."""

    transaction: Transaction

    def add(self, fact: Fact) -> None:
        t = self.transaction
        event = Envelope.around(fact, id=EventId(f"evt-{t.ids.new()}"), actor=t.actor, now=t.clock.now())
        t.add(INTO, row_of_event(event))


def row_of_event(event: Envelope) -> tuple[object, ...]:
    """The values of EVENT."""
    who = (event.actor_type, event.actor_id)
    what = (event.tenant_id, event.id, event.type, event.version, event.time, event.source)
    return (*what, event.correlation_id, *who, event.subject, exact_json(event.data))
