"""What happened to customers, as rows that are added and never changed."""

from attrs import frozen

from adapters.postgres.transaction import Transaction
from crm_core.domain.customers.history import HistoryEntry

KEEP = """INSERT INTO customer_history
    (tenant_id, customer_id, version, turn, at, by_user, correlation_id, before, after, why)
    VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s)"""


@frozen
class PostgresCustomerHistory:
    transaction: Transaction

    def keep(self, entry: HistoryEntry) -> None:
        key = (self.transaction.actor.tenant, entry.customer_id, entry.version, str(entry.turn))
        circumstances = (entry.at, entry.by, entry.correlation)
        self.transaction.tell(KEEP, (*key, *circumstances, entry.before, entry.after, entry.why))
