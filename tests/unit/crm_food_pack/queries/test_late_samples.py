"""A sample is late once two working days have passed behind its delivery day, where it was to go."""

from crm_core.domain.customers.customer import Address
from crm_core.ports.world import World
from crm_food_pack.domain.samples.status import SampleStatus
from crm_food_pack.queries.late_samples import late_samples
from tests import boxes, given


def test_the_late_ones_are_those_that_waited_longer_than_two_working_days(world: World) -> None:
    customer = given.customer(world, address=Address(country="DE", state="DE-BE"))
    thursday = boxes.requested(world, customer.id, deliveryDate="2026-03-05")
    boxes.requested(world, boxes.lead_of(world), deliveryDate="2026-03-06")
    arrived = boxes.requested(world, customer.id, deliveryDate="2026-03-02")
    boxes.moved(world, arrived.id, SampleStatus.DELIVERED)

    def late() -> list[object]:
        return [one.sample.id for one in late_samples(limit=9, actor=given.MANAGER, world=world)]

    world.clock.pass_by(days=7, hours=14.9)  # type: ignore[attr-defined]  # Monday before midnight
    assert late() == []
    world.clock.pass_by(hours=0.2)  # type: ignore[attr-defined]  # and after it
    assert late() == [thursday.id]
