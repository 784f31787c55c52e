"""With which of these customers and leads may the asking actor work? For lists with a step in each row."""

from collections.abc import Iterable

from crm_core.domain.access.actor import Actor
from crm_core.domain.party import Party
from crm_core.ports.world import World
from crm_core.queries.possibilities import possibilities


def engaged_parties(parties: Iterable[Party], *, actor: Actor, world: World) -> frozenset[Party]:
    """At most one reading of each sort, however many are asked for; none for who only reads."""
    asked = set(parties) if possibilities(actor).engage else set()
    customers = sorted({one.customer_id for one in asked if one.customer_id is not None})
    leads = sorted({one.lead_id for one in asked if one.lead_id is not None})
    houses = world.customer_readings.engaged(actor, customers) if customers else frozenset()
    companies = world.lead_readings.engaged(actor, leads) if leads else frozenset()
    return frozenset(
        {
            *(Party(customer_id=one) for one in houses),
            *(Party(lead_id=one) for one in companies),
        }
    )
