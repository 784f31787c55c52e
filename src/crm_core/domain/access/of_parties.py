"""What hangs on a customer or a lead is open to whoever sees that one, and worked on by whoever engages."""

from crm_core.domain.access.leads import LEAD_PERSONS, LEADS
from crm_core.domain.access.policy import CUSTOMERS, Operation
from crm_core.domain.access.reach import Row
from crm_core.domain.access.scope import Scope


def may_with(operation: Operation, *, scope: Scope, customer: Row | None, lead: Row | None) -> bool:
    """Asked with the one that it hangs on; a lead that one sees only by name is not enough."""
    if customer is not None:
        needed = {Operation.READ} if operation is Operation.READ else {Operation.READ, Operation.ENGAGE}
        return all(CUSTOMERS.permits(one, scope, customer) for one in needed)
    if lead is None or not LEAD_PERSONS.permits(Operation.READ, scope, lead):
        return False
    return operation is Operation.READ or LEADS.permits(Operation.ENGAGE, scope, lead)
