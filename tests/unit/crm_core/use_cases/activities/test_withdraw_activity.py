"""Withdrawing takes back what the activity had moved, and nothing that somebody else has moved since."""

from typing import Any

import pytest

from crm_core.domain.follow_ups.follow_up import State
from crm_core.domain.refusals import NotAllowed
from crm_core.ports.world import World
from crm_core.queries.activities import activity_versions
from crm_core.use_cases.customers.patch_fields import PatchFields, patch_fields
from crm_food_pack.domain.samples.status import SampleStatus
from tests import boxes, due, given, journal
from tests.logged import BECAUSE, logged, withdrawn
from tests.unit.crm_core.use_cases.activities.test_correct_activity import delivered, now
from tests.unit.crm_core.use_cases.activities.test_log_activity import fields

S = SampleStatus
ALIGNED: dict[str, Any] = {"outcome": "ALIGNED", "roles": ["CHEF"]}


def test_a_withdrawn_one_is_kept_with_its_reason_and_told_without_it(world: World) -> None:
    customer = given.customer(world)
    made = logged(world, customer.id, "CALL", note="Montag").activity
    gone = withdrawn(world, made.id)
    assert gone.withdrawal is not None
    assert (gone.withdrawal.reason, gone.withdrawal.by, gone.version) == (BECAUSE, given.MANAGER.user, 2)
    assert activity_versions(made.id, actor=given.MANAGER, world=world) == [gone, made]
    fact = journal.last_fact(world)
    assert (fact.type, fact.data["version"]) == ("activity.withdrawn", 2)
    assert BECAUSE not in str(fact.data)
    assert withdrawn(world, made.id) == gone
    assert journal.last_fact(world) == fact


def test_its_sample_waits_for_the_kitchens_word_again(world: World) -> None:
    customer = given.customer(world)
    sample_id = delivered(world, customer.id)
    made = logged(world, customer.id, "PRODUCTTEST_FEEDBACK", sampleId=sample_id, outcome="FAIL").activity
    withdrawn(world, made.id)
    assert now(world, sample_id).status is S.DELIVERED
    assert [one.state for one in due.page(world)] == [State.OPEN]
    again = logged(world, customer.id, "PRODUCTTEST_FEEDBACK", sampleId=sample_id, outcome="SUCCESS")
    assert now(world, sample_id).status is S.FEEDBACK_SUCCESS
    assert [one.state for one in again.follow_ups] == [State.DONE]


def test_what_it_had_opened_is_expected_no_more(world: World) -> None:
    customer = given.customer(world)
    consulted: dict[str, Any] = {"roiScenarioId": given.nobody_knows(), "commitmentLevel": "LOW"}
    made = logged(world, customer.id, "ROI_CONSULTATION", **consulted).activity
    withdrawn(world, made.id)
    assert [one.state for one in due.page(world)] == [State.CANCELED]


def test_a_field_says_what_the_others_say_or_nothing(world: World) -> None:
    customer = given.customer(world)
    first = logged(world, customer.id, "DECISION_ALIGNMENT", **ALIGNED).activity
    second = logged(world, customer.id, "DECISION_ALIGNMENT", **ALIGNED).activity
    withdrawn(world, second.id)
    assert fields(world, customer.id)["decision_makers"] == {"has_exec_alignment": True}
    withdrawn(world, first.id)
    assert fields(world, customer.id).get("decision_makers") in (None, {})


def test_a_field_that_somebody_has_changed_since_stays(world: World) -> None:
    customer = given.customer(world)
    made = logged(world, customer.id, "DECISION_ALIGNMENT", **ALIGNED).activity
    said = {"decision_makers": {"has_exec_alignment": False, "count": 2}}
    patch_fields(PatchFields(customer.id, said), actor=given.MANAGER, world=world)
    withdrawn(world, made.id)
    assert fields(world, customer.id)["decision_makers"] == {"has_exec_alignment": False, "count": 2}


def test_a_status_set_by_hand_stays(world: World) -> None:
    customer = given.customer(world)
    sample = boxes.requested(world, customer.id)
    boxes.moved(world, sample.id, S.DELIVERED, S.FEEDBACK_NEUTRAL)
    note = logged(world, customer.id, note="Schon eingetragen").activity
    withdrawn(world, note.id)
    assert now(world, sample.id).status is S.FEEDBACK_NEUTRAL


def test_only_the_author_and_those_who_lead_withdraw(world: World) -> None:
    customer = given.customer(world, owner=given.user(1))
    made = logged(world, customer.id).activity
    with pytest.raises(NotAllowed):
        withdrawn(world, made.id, by=given.rep(1))
