"""Who may see and change a follow-up: whoever sees or engages with its party, and whoever it is given to."""

from crm_core.domain.access.policy import CUSTOMERS, Grant, Operation, Policy
from crm_core.domain.access.reach import Everything, OwnRows
from crm_core.domain.access.role import Role
from crm_core.domain.access.scope import Scope
from crm_core.domain.customers.customer import Customer
from crm_core.domain.follow_ups.follow_up import FollowUp

_FULL = frozenset(Operation)
_READ = frozenset({Operation.READ})

OWN_FOLLOW_UPS = Policy(
    resource="follow-up",
    grants=(
        Grant(
            frozenset({Role.SALES_REP, Role.TEAM_LEAD, Role.CHAIN_MANAGER, Role.MANAGER, Role.ADMIN}),
            _FULL,
            OwnRows(),
        ),
    ),
)
# Of those that hang on a lead; of the others the customer's own policy decides.
LEAD_FOLLOW_UPS = Policy(
    resource="follow-up",
    grants=(
        Grant(frozenset({Role.MANAGER, Role.ADMIN, Role.SYSTEM}), _FULL, Everything()),
        Grant(frozenset({Role.AUDITOR}), _READ, Everything()),
    ),
)


def may(operation: Operation, follow_up: FollowUp, *, scope: Scope, customer: Customer | None) -> bool:
    """Asked with the follow-up's customer; None when it hangs on a lead."""
    if OWN_FOLLOW_UPS.permits(operation, scope, follow_up):
        return True
    if customer is None:
        return LEAD_FOLLOW_UPS.permits(operation, scope, follow_up)
    needed = {Operation.READ} if operation is Operation.READ else {Operation.READ, Operation.ENGAGE}
    return all(CUSTOMERS.permits(one, scope, customer) for one in needed)
