"""The demo tenant: its people, its kitchens, its prospects."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta

from attrs import frozen

from crm_core.domain.access.actor import Actor
from crm_core.domain.days import local_day
from crm_core.domain.ids import CorrelationId, CustomerId, UserId
from crm_core.domain.party import LeadId
from crm_core.domain.people.card import Card
from crm_core.ports.world import World
from crm_core.use_cases.perform import perform
from crm_food_pack.demo.boxes import boxes
from crm_food_pack.demo.contacts import Acquaintance, Bounce, acquaintances, bounces
from crm_food_pack.demo.kitchens import Kitchen, kitchens
from crm_food_pack.demo.knowledge import Note, knowledge
from crm_food_pack.demo.people import ANA, KATRIN, PEOPLE, TENANT
from crm_food_pack.demo.prospects import customer_like, decider_for, helper_for, prospects
from crm_food_pack.use_cases.samples.move_sample import MoveSample, move_sample
from crm_food_pack.use_cases.samples.request_sample import RequestSample, request_sample


def demo_kitchens() -> Sequence[Kitchen]:
    return tuple(kitchens())


def demo_contacts() -> Sequence[Acquaintance]:
    return tuple(acquaintances())


def demo_bounces() -> Sequence[Bounce]:
    return tuple(bounces())


def demo_cards() -> Sequence[Card]:
    """How the demo's people are called and reached."""
    return [Card(TENANT, person.id, person.name, person.email) for person in PEOPLE]


def demo_admin(correlation: CorrelationId) -> Actor:
    """Who introduces them."""
    return ANA.acting(correlation)


def send_boxes(world: World, earlier: Callable[[int], World]) -> None:
    """The demo's sample boxes on their ways; `earlier` is the world so many days ago."""
    actor, today = KATRIN.acting(CorrelationId(world.ids.new())), local_day(world.clock.now())
    for box in boxes():
        delivery = today - timedelta(days=box.days_ago - 5)
        wish = {"customerId": str(box.customer_id), "deliveryDate": delivery.isoformat()}
        then = earlier(box.days_ago)
        perform(request_sample, RequestSample(wish, box.id), actor=actor, world=then)
        for status, after in box.way:
            then = earlier(box.days_ago - after)
            perform(move_sample, MoveSample(box.id, status), actor=actor, world=then)


def demo_knowledge(today: date) -> Sequence[Note]:
    return tuple(knowledge(today))


def demo_actor(user: UserId, correlation: CorrelationId) -> Actor:
    """Somebody of the demo tenant, acting."""
    return next(person for person in PEOPLE if person.id == user).acting(correlation)


@frozen
class DemoProspect:
    """A prospect's story with the people in it."""

    id: LeadId
    said: Mapping[str, object]
    days_ago: float
    happened: Sequence[tuple[float, str]]
    owner: UserId
    helper: UserId
    decider: UserId
    customer: CustomerId


def demo_prospects() -> Sequence[DemoProspect]:
    return [
        DemoProspect(
            one.id,
            one.said,
            one.days_ago,
            one.happened,
            one.city.rep.id,
            helper_for(one.city),
            decider_for(one.city),
            customer_like(one.city),
        )
        for one in prospects()
    ]


def demo_manager(correlation: CorrelationId) -> Actor:
    """Who loads the demo data."""
    return KATRIN.acting(correlation)
