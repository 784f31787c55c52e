"""Who may see and change a follow-up: whoever sees or engages with its party, and whoever it is given to."""

from crm_core.domain.access.leads import LEAD_PERSONS, LEADS
from crm_core.domain.access.policy import CUSTOMERS, Grant, Operation, Policy
from crm_core.domain.access.reach import OwnRows, Row
from crm_core.domain.access.role import Role
from crm_core.domain.access.scope import Scope
from crm_core.domain.follow_ups.follow_up import FollowUp

OWN_FOLLOW_UPS = Policy(
    resource="follow-up",
    grants=(
        Grant(
            frozenset({Role.SALES_REP, Role.TEAM_LEAD, Role.CHAIN_MANAGER, Role.MANAGER, Role.ADMIN}),
            frozenset({Operation.READ, Operation.WRITE}),
            OwnRows(),
        ),
    ),
)


def may(
    operation: Operation, follow_up: FollowUp, *, scope: Scope, customer: Row | None, lead: Row | None
) -> bool:
    """Asked with the party that the follow-up hangs on; a lead that one sees only by name is not enough."""
    if OWN_FOLLOW_UPS.permits(operation, scope, follow_up):
        return True
    if customer is not None:
        needed = {Operation.READ} if operation is Operation.READ else {Operation.READ, Operation.ENGAGE}
        return all(CUSTOMERS.permits(one, scope, customer) for one in needed)
    if lead is None or not LEAD_PERSONS.permits(Operation.READ, scope, lead):
        return False
    return operation is Operation.READ or LEADS.permits(Operation.ENGAGE, scope, lead)
