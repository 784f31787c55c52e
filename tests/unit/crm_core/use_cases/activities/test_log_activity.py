"""What is logged is kept and told, and what its kind declares follows at once."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from crm_core.domain.customers.customer import CoveragePolicy
from crm_core.domain.customers.refusals import CustomerIsArchived
from crm_core.domain.follow_ups.follow_up import State
from crm_core.domain.ids import CustomerId
from crm_core.domain.leads.refusals import LeadIsReserved
from crm_core.domain.party import LeadId, Party
from crm_core.domain.refusals import Invalid, NotAllowed
from crm_core.domain.settings.setting import Scope
from crm_core.ports.world import World
from crm_core.queries.activities import activity_by_id
from crm_core.queries.lead_by_id import lead_by_id
from crm_core.use_cases.activities.log_activity import LogActivity, log_activity
from crm_core.use_cases.customers.archive_customer import ArchiveCustomer, archive_customer
from crm_core.use_cases.customers.patch_fields import PatchFields, patch_fields
from crm_food_pack.domain.samples.refusals import NoSuchTransition, SampleIsFinal
from crm_food_pack.domain.samples.status import SampleStatus
from crm_food_pack.queries.samples import sample_by_id
from tests import boxes, given, journal
from tests.logged import logged, withdrawn

SCENARIO = UUID(int=0x501)


def put(world: World, key: str, value: object) -> None:
    with world.unit_of_work(given.ADMIN) as uow:
        uow.settings.put(key, Scope.TENANT, value, version=0)
        uow.commit()


def refused(world: World, *args: object, **more: object) -> list[tuple[str, str]]:
    with pytest.raises(Invalid) as refusal:
        logged(world, *args, **more)  # type: ignore[arg-type]  # a builder's loose arguments
    return [(error.pointer, error.code) for error in refusal.value.errors]


def fields(world: World, customer_id: CustomerId) -> dict[str, object]:
    reading = world.field_readings.now(given.MANAGER, customer_id)
    assert reading is not None
    return dict(reading.fields.plain())


def test_what_is_logged_is_kept_told_and_audited_without_its_words(world: World) -> None:
    customer = given.customer(world)
    made = logged(world, customer.id, "CALL", note="Ruft Montag zurück").activity
    assert activity_by_id(made.id, actor=given.MANAGER, world=world) == made
    assert (made.author, made.recorded_at, made.entry.occurred_at) == (
        given.MANAGER.user,
        given.START,
        given.START,
    )
    fact, deed = journal.last_fact(world), journal.last_deed(world)
    assert (fact.type, fact.subject) == ("activity.created", str(made.id))
    assert fact.data == {
        "activityId": str(made.id),
        "customerId": str(customer.id),
        "leadId": None,
        "kind": "CALL",
        "occurredAt": "2026-03-02T08:00:00Z",
        "outcome": None,
    }
    assert (deed.action, deed.resource, deed.resource_id) == ("log", "activity", str(made.id))


def test_a_kind_of_another_trade_is_one_declaration(world: World) -> None:
    customer = given.customer(world)
    assert logged(world, customer.id, "SITE_VISIT", outcome="FITS").activity.outcome == "FITS"
    assert refused(world, customer.id, "SITE_VISIT", outcome="PERHAPS") == [("/outcome", "not-a-choice")]


def test_bad_members_absent_parties_and_times_are_named(world: World) -> None:
    nobody = given.nobody_knows()
    assert refused(world, nobody) == [("/customerId", "unknown-reference")]
    assert refused(world, Party(lead_id=LeadId(nobody))) == [("/leadId", "unknown-reference")]
    customer = given.customer(world)
    late = (given.START + timedelta(minutes=5, seconds=1)).isoformat()
    early = (given.START - timedelta(days=731)).isoformat()
    assert refused(world, customer.id, occurredAt=late) == [("/occurredAt", "in-future")]
    assert refused(world, customer.id, occurredAt=early) == [("/occurredAt", "too-long-ago")]
    put(world, "activities.monthsBack", 60)
    old = logged(world, customer.id, occurredAt=early).activity
    assert old.entry.occurred_at < given.START - timedelta(days=730)


def test_a_kind_that_is_not_offered_is_refused(world: World) -> None:
    customer = given.customer(world)
    put(world, "features.activities.kinds", "NOTE, CALL")
    assert logged(world, customer.id, "CALL").activity.entry.kind == "CALL"
    assert refused(world, customer.id, "EMAIL") == [("/kind", "not-a-choice")]


def test_one_logs_where_one_may_work_and_never_on_what_is_archived(world: World) -> None:
    customer = given.customer(world, owner=given.user(1))
    for by in (given.AUDITOR, given.actor(territories=frozenset({"DE"}), number=92)):
        if by is given.AUDITOR:
            with pytest.raises(NotAllowed):
                logged(world, customer.id, by=by)
        else:
            assert logged(world, customer.id, by=by).activity.author == by.user
    archive_customer(ArchiveCustomer(customer.id), actor=given.MANAGER, world=world)
    with pytest.raises(CustomerIsArchived):
        logged(world, customer.id, by=given.rep(1))


def test_feedback_judges_its_sample_and_closes_what_waited_for_it(world: World) -> None:
    customer = given.customer(world, owner=given.user(1))
    sample = boxes.requested(world, customer.id)
    boxes.moved(world, sample.id, SampleStatus.DELIVERED)
    done = logged(world, customer.id, "PRODUCTTEST_FEEDBACK", sampleId=sample.id, outcome="SUCCESS")
    judged = sample_by_id(sample.id, actor=given.MANAGER, world=world).sample
    assert (judged.status, judged.steps[-1].activity_id) == (SampleStatus.FEEDBACK_SUCCESS, done.activity.id)
    assert [(one.rule, one.state, one.closing and one.closing.by) for one in done.follow_ups] == [
        ("sample-feedback", State.DONE, done.activity.id)
    ]
    told = [fact.type for fact in journal.facts(world)][-3:]
    assert sorted(told) == ["activity.created", "followup.completed", "sample.status.changed"]


def test_feedback_is_for_a_delivered_sample_of_the_same_customer_and_once(world: World) -> None:
    customer, other = given.customer(world), given.customer(world)
    sample = boxes.requested(world, customer.id)
    feedback: dict[str, Any] = {"sampleId": sample.id, "outcome": "FAIL"}
    told = journal.facts(world)
    with pytest.raises(NoSuchTransition):
        logged(world, customer.id, "PRODUCTTEST_FEEDBACK", **feedback)
    boxes.moved(world, sample.id, SampleStatus.DELIVERED)
    unknown = [("/sampleId", "unknown-reference")]
    assert refused(world, other.id, "PRODUCTTEST_FEEDBACK", **feedback) == unknown
    nothing: dict[str, Any] = {"sampleId": given.nobody_knows(), "outcome": "FAIL"}
    assert refused(world, other.id, "PRODUCTTEST_FEEDBACK", **nothing) == unknown
    logged(world, customer.id, "PRODUCTTEST_FEEDBACK", **feedback)
    with pytest.raises(SampleIsFinal):
        logged(world, customer.id, "PRODUCTTEST_FEEDBACK", **feedback)
    # A delivery, one feedback and what it moved and closed; the refused ones left nothing.
    assert len(journal.facts(world)) == len(told) + 4


def test_alignment_writes_that_those_who_decide_agree_and_leaves_the_rest(world: World) -> None:
    customer = given.customer(world)
    patch = PatchFields(customer.id, {"decision_makers": [{"name": "Kim"}, {"name": "Alex"}]})
    patch_fields(patch, actor=given.MANAGER, world=world)
    logged(world, customer.id, "DECISION_ALIGNMENT", outcome="PARTIAL", roles=["CHEF"])
    assert fields(world, customer.id)["decision_makers"] == [{"name": "Kim"}, {"name": "Alex"}]
    logged(world, customer.id, "DECISION_ALIGNMENT", outcome="ALIGNED", roles=["CHEF", "BUYER"])
    assert fields(world, customer.id)["decision_makers"] == {
        "members": [{"name": "Kim"}, {"name": "Alex"}],
        "has_exec_alignment": True,
    }
    version = world.customer_readings.one(given.MANAGER, customer.id)
    assert version is not None
    assert version.customer.version == 3
    # Saying so again changes no field.
    logged(world, customer.id, "DECISION_ALIGNMENT", outcome="ALIGNED", roles=["GM"])
    again = world.customer_readings.one(given.MANAGER, customer.id)
    assert again is not None
    assert again.customer.version == 3


def test_savings_update_the_potential_only_where_the_tenant_wants_it(world: World) -> None:
    customer = given.customer(world)
    consulted: dict[str, Any] = {
        "roiScenarioId": SCENARIO,
        "commitmentLevel": "HIGH",
        "savingsPerMonth": "1800",
    }
    logged(world, customer.id, "ROI_CONSULTATION", **consulted)
    assert "roi_potential" not in fields(world, customer.id)
    put(world, "features.roi.updatePotential", value=True)
    done = logged(world, customer.id, "ROI_CONSULTATION", **consulted)
    assert str(fields(world, customer.id)["roi_potential"]) == "{'value': Decimal('1800.00')}"
    told = [fact for fact in journal.facts(world) if fact.type == "roi.consultation.updated"]
    assert [fact.data["savingsPerMonth"] for fact in told] == ["1800.00", "1800.00"]
    opened = [(one.rule, one.state) for one in done.follow_ups]
    # The second consultation is what the first one's follow-up waited for, and opens its own.
    assert sorted(opened) == [("roi-follow-up", State.DONE), ("roi-follow-up", State.OPEN)]


def test_a_consultation_names_a_kept_scenario_where_the_tenant_is_strict(world: World) -> None:
    customer = given.customer(world)
    consulted: dict[str, Any] = {"roiScenarioId": SCENARIO, "commitmentLevel": "LOW"}
    assert logged(world, customer.id, "ROI_CONSULTATION", **consulted).activity.version == 1
    put(world, "features.roi.strictScenario", value=True)
    unknown = [("/roiScenarioId", "unknown-reference")]
    assert refused(world, customer.id, "ROI_CONSULTATION", **consulted) == unknown


def test_a_sibling_in_a_shared_chain_logs_but_writes_no_field(world: World) -> None:
    shared = given.chain(world, coverage_policy=CoveragePolicy.CHAIN_SHARED)
    given.location(world, shared, owner=given.user(1))
    other = given.location(world, shared, owner=given.user(2))
    aligned: dict[str, Any] = {"outcome": "ALIGNED", "roles": ["GM"]}
    done = logged(world, other.id, "DECISION_ALIGNMENT", by=given.rep(1), **aligned)
    assert done.activity.author == given.user(1)
    assert "decision_makers" not in fields(world, other.id)


def test_progress_on_a_lead_moves_its_clock(world: World) -> None:
    party = boxes.lead_of(world)
    assert party.lead_id is not None
    world.clock.pass_by(days=30)  # type: ignore[attr-defined]  # the tests' clock
    done = logged(world, party, "QUALIFIED_CALL", by=given.rep(1), note="Will probieren")
    seen = lead_by_id(party.lead_id, actor=given.rep(1), world=world)
    (fact,) = seen.reading.facts.activities
    assert (UUID(str(fact.id)), fact.kind, fact.qualifies) == (done.activity.id, "QUALIFIED_CALL", True)
    assert seen.notes[fact.id] == "Will probieren"
    withdrawn(world, done.activity.id, by=given.rep(1))
    again = lead_by_id(party.lead_id, actor=given.rep(1), world=world)
    assert [one.withdrawn_at is not None for one in again.reading.facts.activities] == [True]


def test_a_reserved_lead_takes_no_activity(world: World) -> None:
    reserved = given.kept_lead(world, given.reservation_made(world))
    with pytest.raises(LeadIsReserved):
        logged(world, Party(lead_id=reserved.id), by=given.rep(1))


def test_an_input_that_is_no_object_is_refused(world: World) -> None:
    with pytest.raises(Invalid):
        log_activity(LogActivity([]), actor=given.MANAGER, world=world)
