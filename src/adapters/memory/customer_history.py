"""What happened to customers, in memory."""

from attrs import frozen

from adapters.memory.customers import MemoryCustomers
from adapters.memory.store import State
from crm_core.domain.access.policy import CUSTOMERS, Operation
from crm_core.domain.access.scope import Scope
from crm_core.domain.customers.history import HistoryEntry
from crm_core.domain.refusals import NotAllowed


@frozen
class MemoryCustomerHistory:
    state: State
    scope: Scope

    def keep(self, entry: HistoryEntry) -> None:
        customer = MemoryCustomers(self.state, self.scope).find(entry.customer_id)
        if customer is None or not CUSTOMERS.permits(Operation.WRITE, self.scope, customer):
            raise NotAllowed(action="write", resource="row")
        kept = self.state.customer_history.get(entry.customer_id, ())
        self.state.customer_history[entry.customer_id] = (*kept, entry)
