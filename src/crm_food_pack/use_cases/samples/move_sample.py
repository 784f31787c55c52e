"""Recording where a sample is: packed, shipped, delivered, judged or canceled."""

from datetime import datetime

from attrs import frozen

from crm_core.domain.access.actor import Actor
from crm_core.domain.audit.entry import Deed
from crm_core.domain.follow_ups.working_time import Place
from crm_core.ports.unit_of_work import UnitOfWork
from crm_core.ports.world import World
from crm_core.use_cases.deadlines import Deadlines
from crm_core.use_cases.taking_up import Counterpart
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
        counterpart = _counterpart_of(found, uow)
        moved = found.moved(command.status, by=actor.user, now=world.clock.now(), event_at=command.event_at)
        if moved == found:
            return _seen(found, counterpart)
        uow.of(SAMPLES).save(moved)
        fact = SampleStatusChanged.of(moved)
        uow.outbox.add(fact)
        deadlines = Deadlines(counterpart, uow, world, what_is_set(uow, world))
        deadlines.start(fact)
        if moved.is_final:
            deadlines.drop(moved.id)
        uow.audit.record(Deed("move", "sample", str(moved.id), found.version, moved.version))
        seen = _seen(moved, counterpart)
        uow.commit(seen)
    return seen


def _counterpart_of(sample: Sample, uow: UnitOfWork) -> Counterpart:
    """Whom the sample is for; an archived customer receives nothing any more."""
    party = sample.party
    if party.lead_id is not None:
        return Counterpart(party, lead=uow.leads.find(party.lead_id))
    assert party.customer_id is not None  # noqa: S101 - a party is one of the two
    customer = uow.customers.find(party.customer_id)
    if customer is not None:
        customer.refuse_if_archived()
    return Counterpart(party, customer)


def _seen(sample: Sample, counterpart: Counterpart) -> SeenSample:
    customer, lead = counterpart.customer, counterpart.lead
    if customer is None:
        return SeenSample(sample, name="" if lead is None else lead.details.company_name)
    return SeenSample(sample, Place.of(customer.details.address), customer.details.name)
