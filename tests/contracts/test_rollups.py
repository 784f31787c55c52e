"""What every roll-up keeps: it is the sum of what the reader sees, and of nothing else."""

from datetime import timedelta
from decimal import Decimal

from crm_core.domain.access.actor import Actor
from crm_core.domain.access.role import Role
from crm_core.domain.customers.customer import Customer
from crm_core.domain.follow_ups.follow_up import Badge, Closing
from crm_core.domain.ids import CustomerId
from crm_core.domain.rollups.rollup import Rollup
from crm_core.ports.world import World
from crm_core.use_cases.customers.archive_customer import ArchiveCustomer, archive_customer
from crm_core.use_cases.customers.patch_fields import PatchFields, patch_fields
from tests import due, given


def rollup(
    world: World, customer: Customer | CustomerId, by: Actor = given.MANAGER, *, days: float = 0
) -> Rollup | None:
    customer_id = customer.id if isinstance(customer, Customer) else customer
    reading = world.rollups.of(by, customer_id, given.START + timedelta(days=days))
    return None if reading is None else reading.rollup


def worth(world: World, customer: Customer, value: str, bucket: str = "HIGH") -> None:
    potential = {"roi_potential": {"bucket": bucket, "value": Decimal(value)}}
    patch_fields(PatchFields(customer.id, potential), actor=given.MANAGER, world=world)


def test_a_chain_is_the_sum_of_what_the_reader_sees_of_it(food_world: World) -> None:
    world = food_world
    chain = given.chain(world)
    own = given.location(world, chain, "Own", owner=given.user(1))
    kiel = given.location(world, chain, "Kiel", owner=given.user(2), region="KIEL", territory="CH")
    gone = given.location(world, chain, "Gone")
    other = given.customer(world, "Other")
    for customer, value in ((own, "10.50"), (kiel, "20.00"), (gone, "99.00"), (other, "7.00")):
        worth(world, customer, value)
    worth(world, chain, "1.00", "LOW")
    due.opened(world, own.id)
    due.opened(world, kiel.id, since=given.START - timedelta(days=30))
    due.opened(world, other.id)
    due.kept(world, due.drafted(world, own.id).completed(Closing(given.START)))
    archive_customer(ArchiveCustomer(gone.id), actor=given.MANAGER, world=world)
    whole, part = rollup(world, chain), rollup(world, chain, given.team_lead("BERLIN"))

    assert whole is not None
    assert whole.locations == 2
    assert whole.counts["roi_bucket"] == {"HIGH": 2, "LOW": 1}
    assert whole.counts["sample_status"] == {}
    assert whole.sums == {"roi_value_cents": {"DE": 1150, "CH": 2000}}
    assert whole.open_follow_ups == {Badge.ON_TRACK: 1, Badge.DUE_SOON: 0, Badge.OVERDUE: 1}
    assert rollup(world, chain, given.rep(1)) == whole
    assert part is not None
    assert (part.locations, part.sums) == (1, {"roi_value_cents": {"DE": 1150}})
    assert part.open_follow_ups[Badge.OVERDUE] == 0
    late = rollup(world, chain, days=7)
    assert late is not None
    assert late.open_follow_ups == {Badge.ON_TRACK: 0, Badge.DUE_SOON: 1, Badge.OVERDUE: 1}


def test_any_other_customer_stands_for_itself(food_world: World) -> None:
    house = given.customer(food_world)
    worth(food_world, house, "5.00")
    alone = rollup(food_world, house)

    assert alone is not None
    assert (alone.locations, alone.sums) == (0, {"roi_value_cents": {"DE": 500}})


def test_who_does_not_see_the_chain_learns_nothing(food_world: World) -> None:
    chain = given.chain(food_world, owner=given.user(2))
    for by in (given.rep(1), given.actor(Role.CHAIN_MANAGER), given.actor(tenant=given.OTHER_TENANT)):
        assert rollup(food_world, chain, by) is None
    assert rollup(food_world, given.nobody_knows()) is None
