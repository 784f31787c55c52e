"""Who may see and move a sample: who sees or engages with its customer; of a lead, whoever asked for it."""

from crm_core.domain.access.policy import CUSTOMERS, Grant, Operation, Policy
from crm_core.domain.access.reach import Everything, OwnRows
from crm_core.domain.access.role import Role
from crm_core.domain.access.scope import Scope
from crm_core.domain.customers.customer import Customer
from crm_food_pack.domain.samples.sample import Sample

_FULL = frozenset(Operation)
_READ = frozenset({Operation.READ})

# Of those for a lead; of the others the customer's own policy decides.
LEAD_SAMPLES = Policy(
    resource="sample",
    grants=(
        Grant(frozenset({Role.MANAGER, Role.ADMIN, Role.SYSTEM}), _FULL, Everything()),
        Grant(frozenset({Role.AUDITOR}), _READ, Everything()),
        Grant(frozenset({Role.SALES_REP, Role.TEAM_LEAD}), _FULL, OwnRows("created_by")),
    ),
)


def may(operation: Operation, sample: Sample, *, scope: Scope, customer: Customer | None) -> bool:
    """Asked with the sample's customer; None when it is for a lead."""
    if customer is None:
        return LEAD_SAMPLES.permits(operation, scope, sample)
    needed = {Operation.READ} if operation is Operation.READ else {Operation.READ, Operation.ENGAGE}
    return all(CUSTOMERS.permits(one, scope, customer) for one in needed)
