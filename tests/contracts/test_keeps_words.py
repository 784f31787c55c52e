"""What every port does that keeps words about leads: they give way as a whole, for the system alone."""

from typing import Any

import pytest
from attrs import evolve

from crm_core.domain.leads.lead import Lead
from crm_core.domain.leads.pseudonyms import Pseudonyms
from crm_core.domain.refusals import NotAllowed
from crm_core.ports.world import World
from crm_core.use_cases.leads.pseudonymise_leads import PseudonymiseLeads, pseudonymise_leads
from crm_core.use_cases.leads.release_leads import ReleaseLeads, release_leads
from crm_food_pack.domain.samples.sample import SampleId
from crm_food_pack.domain.samples.status import SampleStatus
from crm_food_pack.ports.samples import SAMPLES
from crm_food_pack.queries.samples import sample_by_id
from crm_food_pack.use_cases.samples.move_sample import MoveSample, move_sample
from crm_food_pack.use_cases.samples.request_sample import RequestSample, request_sample
from tests import given

WORDS: dict[str, Any] = {"deliveryAddress": "Hof 2", "contactEmail": "anke@rose.example", "notes": "früh"}


@pytest.fixture
def lead(food_world: World) -> Lead:
    return given.kept_lead(food_world, given.lead_made(food_world))


def asked(world: World, lead: Lead, **words: Any) -> SampleId:
    wish = {"leadId": str(lead.id), "deliveryDate": "2026-03-09", **words}
    return request_sample(RequestSample(wish), actor=given.rep(1), world=world).sample.id


def test_the_food_pack_names_what_keeps_words(food_world: World) -> None:
    assert food_world.keep_words == (SAMPLES,)


def test_words_of_this_lead_give_way_and_nothing_else_changes(food_world: World, lead: Lead) -> None:
    other = given.kept_lead(food_world, given.lead_made(food_world, "Gasthaus Linde"))
    mine, bare, others = (
        asked(food_world, lead, **WORDS),
        asked(food_world, lead),
        asked(food_world, other, **WORDS),
    )

    def kept(sample_id: SampleId) -> Any:
        return sample_by_id(sample_id, actor=given.MANAGER, world=food_world).sample

    before = {one: kept(one) for one in (mine, bare, others)}
    with food_world.unit_of_work(given.SYSTEM) as uow:
        for port in food_world.keep_words:
            uow.of(port).forget_words(lead.id, lambda text: f"<{text}>")
        uow.commit()

    hidden = {"delivery_address": "<Hof 2>", "contact_email": "<anke@rose.example>", "notes": "<früh>"}
    assert kept(mine) == evolve(before[mine], wanted=evolve(before[mine].wanted, **hidden))
    assert (kept(bare), kept(others)) == (before[bare], before[others])


def test_what_is_delivered_after_all_is_asked_of_nobody(food_world: World, lead: Lead) -> None:
    keyed = evolve(food_world, pseudonyms=Pseudonyms({1: b"key"}))
    sample, other = asked(keyed, lead), asked(keyed, given.kept_lead(keyed, given.lead_made(keyed, "Linde")))
    clock = keyed.clock
    assert isinstance(clock, given.StandingClock)
    clock.pass_by(days=190)
    release_leads(ReleaseLeads((lead.id,)), actor=given.SYSTEM, world=keyed)
    pseudonymise_leads(PseudonymiseLeads((lead.id,)), actor=given.SYSTEM, world=keyed)
    for one in (sample, other):
        for status in (SampleStatus.PACKED, SampleStatus.SHIPPED, SampleStatus.DELIVERED):
            move_sample(MoveSample(one, status), actor=given.MANAGER, world=keyed)

    with keyed.unit_of_work(given.SYSTEM) as uow:
        assert uow.follow_ups.started_by(sample) == []
        assert uow.follow_ups.started_by(other) != []


def test_people_forget_nothing(food_world: World, lead: Lead) -> None:
    sample = asked(food_world, lead, **WORDS)
    for port in food_world.keep_words:
        with pytest.raises(NotAllowed), food_world.unit_of_work(given.ADMIN) as uow:
            uow.of(port).forget_words(lead.id, str.upper)
    assert sample_by_id(sample, actor=given.MANAGER, world=food_world).sample.wanted.notes == "früh"
