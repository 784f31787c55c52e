"""What are these customers and leads called, as far as the asking actor sees them?"""

from collections.abc import Iterable, Mapping

from crm_core.domain.access.actor import Actor
from crm_core.domain.party import Party
from crm_core.ports.world import World


def party_names(parties: Iterable[Party], *, actor: Actor, world: World) -> Mapping[Party, str]:
    """At most one reading of each sort, however many are asked for."""
    asked = set(parties)
    customers = sorted({one.customer_id for one in asked if one.customer_id is not None})
    leads = sorted({one.lead_id for one in asked if one.lead_id is not None})
    houses = world.customer_readings.names(actor, customers) if customers else {}
    companies = world.lead_readings.names(actor, leads) if leads else {}
    return {
        **{Party(customer_id=one): name for one, name in houses.items()},
        **{Party(lead_id=one): name for one, name in companies.items()},
    }
