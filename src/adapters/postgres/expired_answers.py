"""Stored answers are thrown away once no repetition of their request is expected any more."""

from datetime import timedelta

from attrs import frozen

from adapters.postgres.pool import Connections
from adapters.postgres.relay import PostgresRelay
from adapters.postgres.transaction import Transaction
from crm_core.domain.access.actor import Actor
from crm_core.domain.ids import CorrelationId, TenantId
from crm_core.ports.clock import Clock
from crm_core.ports.ids import Ids

KEPT_FOR = timedelta(hours=48)  # twice as long as they are given again
FORGET = "DELETE FROM idempotency_answers WHERE tenant_id = %s AND answered_at < %s RETURNING 1"


@frozen
class ExpiredAnswers:
    connections: Connections
    clock: Clock
    ids: Ids

    def forget(self) -> int:
        """In every tenant that has events; a transaction each. How many there were."""
        return sum(self._forget_of(tenant) for tenant in PostgresRelay(self.connections).tenants())

    def _forget_of(self, tenant: TenantId) -> int:
        actor = Actor.system(tenant, CorrelationId(self.ids.new()))
        with self.connections.borrow() as connection:
            transaction = Transaction(connection, actor, self.clock, self.ids)
            try:
                transaction.begin()
                gone = transaction.ask(FORGET, (tenant, self.clock.now() - KEPT_FOR))
                transaction.commit()
            finally:
                transaction.roll_back()
        return len(gone)
