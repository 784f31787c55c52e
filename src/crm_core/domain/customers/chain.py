"""How chains and locations hang together: one level of locations under a chain, and no cycles."""

from crm_core.domain.customers.customer import Customer, CustomerDetails
from crm_core.domain.fields.faults import Faults
from crm_core.domain.refusals import unknown_reference

PARENT = "/parentId"


def refuse_crooked(details: CustomerDetails, *, own_id: object = None) -> None:
    """What is wrong with the place in a chain, from the details alone."""
    faults = Faults()
    if details.is_chain and details.parent_id is not None:
        faults.add(PARENT, "chain-has-no-parent")
    if details.parent_id is not None and details.parent_id == own_id:
        faults.add(PARENT, "own-parent")
    faults.refuse_if_any()


def refuse_unless_chain(parent: Customer | None) -> None:
    """A parent must be a chain that the caller sees; absent and invisible are answered alike."""
    if parent is None:
        raise unknown_reference(PARENT)
    faults = Faults()
    if not parent.details.is_chain or parent.archived_at is not None:
        faults.add(PARENT, "parent-is-no-chain")
    faults.refuse_if_any()
