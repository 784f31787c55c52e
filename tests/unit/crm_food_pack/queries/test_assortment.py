"""The assortment is what the catalogue says."""

from crm_core.ports.world import World
from crm_food_pack.queries.assortment import assortment


def test_the_demo_has_the_box_that_everybody_names(world: World) -> None:
    found = assortment(world)
    assert {"CF-101", "CF-205"} <= found.products.keys()
    assert len(found.kits["CF-BASIS-5"].items) == 5
