"""Who is this customer open to, and by which rule? For auditors, managers and administrators."""

from attrs import frozen

from crm_core.domain.access.actor import Actor
from crm_core.domain.access.openings import Limit, Opening, limits, openings
from crm_core.domain.access.role import Role
from crm_core.domain.access.whole_chains import sees_whole_chain
from crm_core.domain.audit.entry import Deed, Outcome
from crm_core.domain.ids import CustomerId
from crm_core.domain.refusals import NotAllowed, NotFound
from crm_core.ports.world import World

EXPLAINED_TO = (Role.AUDITOR, Role.MANAGER, Role.ADMIN)


@frozen
class CustomerAccess:
    """Every way in; `is_complete`: the asker sees all of the chain, so that nobody of it is left out."""

    customer_id: CustomerId
    openings: tuple[Opening, ...]
    limits: tuple[Limit, ...]
    restricted_fields: tuple[str, ...]
    is_complete: bool


def explain_access(customer_id: CustomerId, *, actor: Actor, world: World) -> CustomerAccess:
    reading = world.customer_readings.surroundings(actor, customer_id)
    if reading is None:
        raise NotFound
    customer = reading.customer
    with world.unit_of_work(actor) as uow:
        if not actor.holds(*EXPLAINED_TO):
            raise NotAllowed(action="explain-access", resource="customer", resource_id=str(customer_id))
        uow.audit.record(Deed("explain-access", "customer", str(customer_id), outcome=Outcome.READ))
        uow.commit()
    catalogue = world.definition_readings.declared(actor).catalogue
    root = customer.chain_root_id
    return CustomerAccess(
        customer_id,
        openings(customer, reading.around),
        limits(customer),
        tuple(sorted(key for key, one in catalogue.definitions.items() if one.restricted is not None)),
        is_complete=root is None or sees_whole_chain(reading.scope, root),
    )
