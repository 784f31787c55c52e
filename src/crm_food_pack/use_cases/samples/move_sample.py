"""Recording where a sample is: packed, shipped, delivered, judged or canceled."""

from datetime import datetime

from attrs import frozen

from crm_core.domain.access.actor import Actor
from crm_core.domain.audit.entry import Deed
from crm_core.domain.customers.customer import Customer
from crm_core.domain.follow_ups.working_time import Place
from crm_core.ports.unit_of_work import UnitOfWork
from crm_core.ports.world import World
from crm_core.use_cases.deadlines import Deadlines
from crm_core.use_cases.what_is_set import what_is_set
from crm_food_pack.domain.samples.events import SampleStatusChanged
from crm_food_pack.domain.samples.listing import SeenSample
from crm_food_pack.domain.samples.sample import Sample, SampleId
from crm_food_pack.domain.samples.status import SampleStatus
from crm_food_pack.ports.samples import SAMPLES


@frozen
class MoveSample:
    """`event_at` is when it happened; None for now."""

    sample_id: SampleId
    status: SampleStatus
    event_at: datetime | None = None
    version: int | None = None


def move_sample(command: MoveSample, *, actor: Actor, world: World) -> SeenSample:
    with world.unit_of_work(actor) as uow:
        found = uow.of(SAMPLES).lock(command.sample_id, version=command.version)
        customer = _customer_of(found, uow)
        moved = found.moved(command.status, by=actor.user, now=world.clock.now(), event_at=command.event_at)
        if moved == found:
            return _seen(found, customer)
        uow.of(SAMPLES).save(moved)
        fact = SampleStatusChanged.of(moved)
        uow.outbox.add(fact)
        deadlines = Deadlines(moved.party, customer, uow, world, what_is_set(uow, world))
        deadlines.start(fact)
        if moved.is_final:
            deadlines.drop(moved.id)
        uow.audit.record(Deed("move", "sample", str(moved.id), found.version, moved.version))
        seen = _seen(moved, customer)
        uow.commit(seen)
    return seen


def _customer_of(sample: Sample, uow: UnitOfWork) -> Customer | None:
    """The customer, held with the sample; an archived one receives nothing any more."""
    if sample.party.customer_id is None:
        return None
    customer = uow.customers.find(sample.party.customer_id)
    if customer is not None:
        customer.refuse_if_archived()
    return customer


def _seen(sample: Sample, customer: Customer | None) -> SeenSample:
    return SeenSample(sample, Place() if customer is None else Place.of(customer.details.address))
