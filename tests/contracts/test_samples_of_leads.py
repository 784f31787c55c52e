"""A sample for a lead: only for one that the caller sees, followed up and judged there."""

import pytest

from crm_core.domain.access.actor import Actor
from crm_core.domain.follow_ups.follow_up import State
from crm_core.domain.leads.lead import CollaboratorRole
from crm_core.domain.party import LeadId, Party
from crm_core.domain.refusals import Invalid, NotAllowed
from crm_core.ports.world import World
from crm_core.use_cases.leads.set_collaborator import SetCollaborator, set_collaborator
from crm_food_pack.domain.samples.status import SampleStatus
from crm_food_pack.ports.samples import SAMPLES
from tests import boxes, due, given
from tests.logged import logged

OWNER, HELPER, STRANGER = given.rep(1), given.rep(2), given.rep(3)


def test_one_that_is_absent_and_one_that_is_invisible_are_answered_alike(food_world: World) -> None:
    real, nobodys = boxes.lead_of(food_world), Party(lead_id=LeadId(given.nobody_knows()))
    told = []
    for by, party in ((STRANGER, real), (STRANGER, nobodys), (OWNER, nobodys)):
        with pytest.raises(Invalid) as refusal:
            boxes.requested(food_world, party, by=by)
        told.append([(one.pointer, one.code) for one in refusal.value.errors])
    assert told == [[("/leadId", "unknown-reference")]] * 3


@pytest.mark.parametrize("by", [OWNER, HELPER])
def test_its_delivery_asks_for_feedback_on_the_lead_and_the_feedback_judges_it(
    food_world: World, by: Actor
) -> None:
    lead = boxes.lead_of(food_world)
    assert lead.lead_id is not None
    command = SetCollaborator(lead.lead_id, HELPER.user, CollaboratorRole.ASSIST)
    set_collaborator(command, actor=OWNER, world=food_world)
    sample = boxes.requested(food_world, lead, by=by)
    boxes.moved(food_world, sample.id, SampleStatus.DELIVERED, by=by)
    [asked] = due.page(food_world, OWNER, lead=lead.lead_id)
    assert (asked.rule, asked.party, asked.owner_user_id) == ("sample-feedback", lead, OWNER.user)

    done = logged(food_world, lead, "PRODUCTTEST_FEEDBACK", by=by, sampleId=sample.id, outcome="NEUTRAL")
    assert [(one.id, one.state) for one in done.follow_ups] == [(asked.id, State.DONE)]
    with food_world.unit_of_work(OWNER) as uow:
        assert uow.of(SAMPLES).lock(sample.id).status is SampleStatus.FEEDBACK_NEUTRAL


def test_who_only_looks_sends_nothing(food_world: World) -> None:
    lead = boxes.lead_of(food_world)
    assert lead.lead_id is not None
    command = SetCollaborator(lead.lead_id, HELPER.user, CollaboratorRole.VIEW)
    set_collaborator(command, actor=OWNER, world=food_world)
    with pytest.raises(NotAllowed):
        boxes.requested(food_world, lead, by=HELPER)
