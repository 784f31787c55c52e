"""How a reading of restricted fields is remembered before they leave."""

from collections.abc import Iterable

from crm_core.domain.access.actor import Actor
from crm_core.domain.customers.fields_read import reading_of
from crm_core.domain.fields.catalogue import Catalogue
from crm_core.domain.ids import CustomerId
from crm_core.ports.world import World


def remember(
    customer_id: CustomerId, keys: Iterable[str], catalogue: Catalogue, *, actor: Actor, world: World
) -> None:
    """Audits that these fields are read, if any of them is not for everybody."""
    deed = reading_of(customer_id, keys, catalogue)
    if deed is None:
        return
    with world.unit_of_work(actor) as uow:
        uow.audit.record(deed)
        uow.commit()
