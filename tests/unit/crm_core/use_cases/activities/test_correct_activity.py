"""A correction is another version; what the former one had moved is moved anew, and only that."""

import pytest

from crm_core.domain.activities.activity import ActivityId
from crm_core.domain.activities.refusals import ActivityIsWithdrawn
from crm_core.domain.follow_ups.follow_up import State
from crm_core.domain.ids import CustomerId
from crm_core.domain.refusals import Invalid, NotAllowed, NotFound, Outdated
from crm_core.ports.world import World
from crm_core.queries.activities import activity_versions
from crm_core.queries.lead_by_id import lead_by_id
from crm_core.use_cases.activities.correct_activity import CorrectActivity, correct_activity
from crm_core.use_cases.leads.log_lead_activity import LogLeadActivity, log_lead_activity
from crm_food_pack.domain.samples.sample import Sample, SampleId
from crm_food_pack.domain.samples.status import SampleStatus
from crm_food_pack.queries.samples import sample_by_id
from tests import boxes, due, given, journal
from tests.logged import corrected, logged, withdrawn

S = SampleStatus


def delivered(world: World, customer_id: CustomerId) -> SampleId:
    sample = boxes.requested(world, customer_id)
    return boxes.moved(world, sample.id, S.DELIVERED).id


def now(world: World, sample_id: SampleId) -> Sample:
    return sample_by_id(sample_id, actor=given.MANAGER, world=world).sample


def test_a_correction_keeps_the_former_version_and_names_what_changed(world: World) -> None:
    customer = given.customer(world, owner=given.user(1))
    made = logged(world, customer.id, "CALL", by=given.rep(1), note="Montg").activity
    done = corrected(world, made.id, by=given.rep(1), note="Montag").activity
    assert (done.version, done.entry.note, done.corrected_by) == (2, "Montag", given.user(1))
    assert activity_versions(made.id, actor=given.rep(1), world=world) == [done, made]
    fact, deed = journal.last_fact(world), journal.last_deed(world)
    assert (fact.type, fact.data["version"], fact.data["changed"]) == ("activity.corrected", 2, ["note"])
    assert (deed.action, deed.fields) == ("correct", ("note",))


def test_a_patch_that_changes_nothing_records_nothing(world: World) -> None:
    customer = given.customer(world)
    made = logged(world, customer.id, "CALL", note="Montag").activity
    told = journal.facts(world)
    assert corrected(world, made.id, note=" Montag ").activity == made
    assert journal.facts(world) == told


def test_for_a_day_by_its_author_and_later_by_those_who_lead(world: World) -> None:
    customer = given.customer(world, owner=given.user(1))
    made = logged(world, customer.id, by=given.rep(1)).activity
    other = logged(world, customer.id, by=given.MANAGER).activity
    with pytest.raises(NotAllowed):
        corrected(world, other.id, by=given.rep(1), note="x")
    world.clock.pass_by(hours=24)  # type: ignore[attr-defined]  # the tests' clock
    with pytest.raises(NotAllowed):
        corrected(world, made.id, by=given.rep(1), note="x")
    assert corrected(world, made.id, by=given.team_lead("BERLIN"), note="x").activity.version == 2


def test_another_outcome_judges_the_sample_anew(world: World) -> None:
    customer = given.customer(world)
    sample_id = delivered(world, customer.id)
    made = logged(world, customer.id, "PRODUCTTEST_FEEDBACK", sampleId=sample_id, outcome="SUCCESS").activity
    corrected(world, made.id, outcome="FAIL", rating=1)
    judged = now(world, sample_id)
    assert [step.new for step in judged.steps] == [S.DELIVERED, S.FEEDBACK_SUCCESS, S.FEEDBACK_FAIL]
    assert [one.state for one in due.page(world)] == [State.DONE]
    moved = [fact.data["newStatus"] for fact in journal.facts(world, sample_id)[1:]]
    assert moved == ["DELIVERED", "FEEDBACK_SUCCESS", "FEEDBACK_FAIL"]


def test_another_sample_gives_the_first_one_back(world: World) -> None:
    customer = given.customer(world)
    first, second = delivered(world, customer.id), delivered(world, customer.id)
    made = logged(world, customer.id, "PRODUCTTEST_FEEDBACK", sampleId=first, outcome="NEUTRAL").activity
    done = corrected(world, made.id, sampleId=str(second))
    assert (now(world, first).status, now(world, second).status) == (S.DELIVERED, S.FEEDBACK_NEUTRAL)
    assert {(one.source.id, one.state) for one in done.follow_ups} == {
        (first, State.OPEN),
        (second, State.DONE),
    }


def test_a_note_alone_touches_no_sample(world: World) -> None:
    customer = given.customer(world)
    sample_id = delivered(world, customer.id)
    made = logged(world, customer.id, "PRODUCTTEST_FEEDBACK", sampleId=sample_id, outcome="FAIL").activity
    before = now(world, sample_id)
    corrected(world, made.id, note="Zu salzig")
    assert now(world, sample_id) == before


def test_whom_it_is_about_and_what_sort_it_is_stay(world: World) -> None:
    customer = given.customer(world)
    made = logged(world, customer.id, "CALL").activity
    with pytest.raises(Invalid) as refusal:
        corrected(world, made.id, kind="NOTE", customerId=str(given.nobody_knows()))
    assert {(error.pointer, error.code) for error in refusal.value.errors} == {
        ("/kind", "cannot-change"),
        ("/customerId", "cannot-change"),
    }


def test_when_something_happened_with_a_lead_is_not_rewritten(world: World) -> None:
    party = boxes.lead_of(world)
    made = logged(world, party, "QUALIFIED_CALL", by=given.rep(1)).activity
    with pytest.raises(Invalid) as refusal:
        corrected(world, made.id, by=given.rep(1), occurredAt="2026-03-01T08:00:00Z")
    assert [(error.pointer, error.code) for error in refusal.value.errors] == [
        ("/occurredAt", "cannot-change")
    ]
    assert corrected(world, made.id, by=given.rep(1), evidence="Mail vom 2.3.").activity.version == 2


def test_what_only_the_lead_was_told_outlives_a_correction_and_a_note_does_not(world: World) -> None:
    party = boxes.lead_of(world)
    assert party.lead_id is not None
    told = LogLeadActivity(party.lead_id, "QUALIFIED_CALL", None, "Herr Kranz ruft zurück", "SUCCESSFUL")
    made = log_lead_activity(told, actor=given.rep(1), world=world).activity
    corrected(world, ActivityId(made.id), by=given.rep(1), note=None)
    seen = lead_by_id(party.lead_id, actor=given.rep(1), world=world)
    assert [one.outcome for one in seen.reading.facts.activities] == ["SUCCESSFUL"]
    assert "Herr Kranz ruft zurück" not in seen.notes.values()


def test_versions_are_honoured_and_what_is_hidden_or_withdrawn_stays(world: World) -> None:
    customer = given.customer(world, owner=given.user(1))
    made = logged(world, customer.id).activity
    with pytest.raises(Outdated):
        correct_activity(CorrectActivity(made.id, {"note": "x"}, 7), actor=given.MANAGER, world=world)
    with pytest.raises(NotFound):
        corrected(world, made.id, by=given.rep(2), note="x")
    withdrawn(world, made.id)
    with pytest.raises(ActivityIsWithdrawn):
        corrected(world, made.id, note="x")
