"""Samples on their way, with which tests of samples and of activities set their scene."""

from collections.abc import Mapping
from datetime import datetime

from crm_core.domain.access.actor import Actor
from crm_core.domain.ids import CustomerId
from crm_core.domain.party import Party
from crm_core.ports.world import World
from crm_food_pack.domain.samples.sample import Sample, SampleId
from crm_food_pack.domain.samples.status import SampleStatus
from crm_food_pack.use_cases.samples.move_sample import MoveSample, move_sample
from crm_food_pack.use_cases.samples.request_sample import RequestSample, request_sample
from tests import given


def lead_of(world: World, number: int = 1) -> Party:
    """A running lead of this representative, in a region of its own."""
    made = given.lead_made(world, owner=given.user(number), region="ROSTOCK")
    with world.unit_of_work(given.rep(number)) as uow:
        kept = uow.leads.add(made)
        uow.commit()
    return Party(lead_id=kept.id)


def wish(party: CustomerId | Party, **more: object) -> Mapping[str, object]:
    """The input that asks for two roulades, with these members changed."""
    of = party if isinstance(party, Party) else Party(party)
    whom = {"customerId": str(of.customer_id)} if of.customer_id else {"leadId": str(of.lead_id)}
    items = [{"sku": "CF-101", "quantity": 2}]
    return {**whom, "items": items, "deliveryDate": "2026-03-09", **more}


def requested(
    world: World, party: CustomerId | Party, *, by: Actor = given.MANAGER, **more: object
) -> Sample:
    return request_sample(RequestSample(wish(party, **more)), actor=by, world=world).sample


def moved(
    world: World,
    sample_id: SampleId,
    *statuses: SampleStatus,
    by: Actor = given.MANAGER,
    at: datetime | None = None,
) -> Sample:
    found = [
        move_sample(MoveSample(sample_id, status, at), actor=by, world=world).sample for status in statuses
    ]
    return found[-1]
