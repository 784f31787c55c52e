"""What can be sent as a sample?"""

from crm_core.ports.world import World
from crm_food_pack.domain.samples.assortment import Assortment
from crm_food_pack.ports.product_catalogue import PRODUCT_CATALOGUE


def assortment(world: World) -> Assortment:
    """Every product and kit of the catalogue, for whoever may enter."""
    catalogue = world.of(PRODUCT_CATALOGUE)
    return Assortment.of(catalogue.products(), catalogue.kits())
