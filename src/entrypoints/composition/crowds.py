"""The demo tenant's crowds: customers, leads, activities and samples that are there to be measured."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from attrs import frozen

from adapters.postgres.bulk import Bulk, Values
from adapters.postgres.customer_bulk import Told, customer_rows_of
from adapters.postgres.lead_bulk import lead_rows_of
from adapters.postgres.talk_bulk import activity_rows_of, sample_rows_of
from crm_core.domain.access.actor import Actor
from crm_core.domain.audit.entry import Deed
from crm_core.domain.customers.events import CustomerCreated
from crm_core.domain.events.envelope import Envelope
from crm_core.domain.ids import CorrelationId, EventId
from crm_core.ports.world import World
from crm_food_pack.demo.crowd import member
from crm_food_pack.demo.crowd_boxes import SAMPLES_PER_CUSTOMER, Shipping
from crm_food_pack.demo.crowd_talk import BLOCK, CUSTOMERS, Talk
from crm_food_pack.demo.crowd_year import Life, Year
from crm_food_pack.demo.lead_crowd import Teller
from crm_food_pack.demo.people import ANA
from crm_food_pack.ports.sample_readings import SAMPLE_READINGS
from entrypoints.composition.installation import installation_of
from entrypoints.config import Config
from entrypoints.crowd import Crowd

CROWD_BASE = 0xC0DE  # the ids of the crowd begin with this


@frozen
class Crowds:
    """All of the demo tenant's, written by its administrator."""

    customers: Crowd
    leads: Crowd
    activities: Crowd
    samples: Crowd

    @property
    def in_order(self) -> Sequence[Crowd]:
        """First those to whom the others belong."""
        return self.customers, self.leads, self.activities, self.samples


@contextmanager
def crowds(config: Config, service: str) -> Iterator[Crowds]:
    installation = installation_of(config, service, 2)
    world, connections = installation.world(), installation.connections()
    actor = ANA.acting(CorrelationId(world.ids.new()))
    try:
        yield crowds_of(world, actor, Bulk(connections, actor, world.clock, world.ids))
    finally:
        connections.close()


def customers_for(*, activities: int, samples: int) -> int:
    """How many customers so many activities and samples belong to."""
    blocks = -(-activities // BLOCK) * CUSTOMERS
    return max(blocks, -(-samples // SAMPLES_PER_CUSTOMER))


def crowds_of(world: World, actor: Actor, bulk: Bulk, base: int = CROWD_BASE) -> Crowds:
    return Crowds(
        _customers(world, actor, bulk, base),
        _leads(world, actor, bulk, base),
        _activities(world, actor, bulk, base),
        _samples(world, actor, bulk, base),
    )


def _customers(world: World, actor: Actor, bulk: Bulk, base: int) -> Crowd:
    year = Year(actor.tenant, base, world.clock.now(), world.fields)
    restricted = [key for key in world.fields.definitions if world.fields.marks(key)]

    def told(life: Life) -> Told:
        fact, id_, now = CustomerCreated.of(life.customer), world.ids.new(), world.clock.now()
        created = Envelope.around(fact, id=EventId(f"evt-{id_}"), actor=actor, now=now)
        return life.customer, life.changes, life.contacts, created

    def add(numbers: Sequence[int]) -> None:
        lives = [told(year.life(member(number, base))) for number in numbers]
        rows = customer_rows_of(lives, restricted=restricted)
        bulk.add(rows, _deed("customer", rows["customers"]))

    def is_there(number: int) -> bool:
        return world.customer_readings.one(actor, member(number, base).id) is not None

    return Crowd(is_there, add)


def _leads(world: World, actor: Actor, bulk: Bulk, base: int) -> Crowd:
    teller = Teller(actor.tenant, base, world.clock.now())

    def add(numbers: Sequence[int]) -> None:
        rows = lead_rows_of((one.lead, one.facts) for one in map(teller.story, numbers))
        bulk.add(rows, _deed("lead", rows["leads"]))

    return Crowd(lambda number: world.lead_readings.one(actor, teller.id_of(number)) is not None, add)


def _activities(world: World, actor: Actor, bulk: Bulk, base: int) -> Crowd:
    talk = Talk(actor.tenant, base, world.clock.now(), world.activity_types)

    def add(numbers: Sequence[int]) -> None:
        rows = activity_rows_of(map(talk.activity, numbers))
        bulk.add(rows, _deed("activity", rows["activities"]))

    return Crowd(lambda number: world.activity_readings.one(actor, talk.id_of(number)) is not None, add)


def _samples(world: World, actor: Actor, bulk: Bulk, base: int) -> Crowd:
    shipping, readings = (
        Shipping(actor.tenant, base, world.clock.now(), world.working_days),
        world.of(SAMPLE_READINGS),
    )

    def add(numbers: Sequence[int]) -> None:
        boxes = (shipping.box(number) for number in numbers)
        rows = sample_rows_of((box.sample, box.feedback, box.follow_up) for box in boxes)
        bulk.add(rows, _deed("sample", rows["sample_request"]))

    return Crowd(lambda number: readings.one(actor, shipping.id_of(number)) is not None, add)


def _deed(what: str, rows: Sequence[Values]) -> Deed:
    return Deed("seed", what, f"{rows[0]['id']}…{rows[-1]['id']}")
