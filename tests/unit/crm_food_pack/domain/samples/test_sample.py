"""A sample goes forward, is judged once, and keeps every step as it was recorded."""

from datetime import timedelta
from uuid import UUID

import pytest

from crm_core.domain.party import LeadId, Party
from crm_core.domain.refusals import Invalid
from crm_food_pack.domain.samples.events import SampleRequested, SampleStatusChanged
from crm_food_pack.domain.samples.refusals import NoSuchTransition, SampleIsFinal
from crm_food_pack.domain.samples.sample import sample_of
from crm_food_pack.domain.samples.status import SampleStatus
from tests import given
from tests.unit.crm_food_pack.domain.samples.boxes import FEEDBACK, PARTY, delivered, moved, said, sample

S = SampleStatus
NOW, BY = given.START, given.user(2)
FIVE = timedelta(minutes=5)


def test_the_same_status_again_changes_nothing() -> None:
    for status in (S.PACKED, S.DELIVERED, S.CANCELED):
        there = moved(sample(), status)
        assert there.moved(status, by=BY, now=NOW) is there


@pytest.mark.parametrize("old", [S.REQUESTED, S.PACKED, S.DELIVERED])
def test_nobody_goes_back_to_requested(old: SampleStatus) -> None:
    start = sample() if old is S.REQUESTED else moved(sample(), old)

    with pytest.raises(NoSuchTransition):
        start.moved(S.REQUESTED, by=BY, now=NOW)


def test_an_event_may_be_recorded_late_and_out_of_order_but_not_before_it_happens() -> None:
    later = moved(sample(), S.PACKED)
    shipped = later.moved(S.SHIPPED, by=BY, now=NOW, event_at=NOW - timedelta(days=9))

    assert [step.event_at for step in shipped.steps] == [NOW, NOW - timedelta(days=9)]
    assert [step.recorded_at for step in shipped.steps] == [NOW, NOW]
    assert shipped.last_event_at == NOW - timedelta(days=9)
    assert later.moved(S.SHIPPED, by=BY, now=NOW, event_at=NOW + FIVE).last_event_at == NOW + FIVE
    with pytest.raises(Invalid) as refusal:
        later.moved(S.SHIPPED, by=BY, now=NOW, event_at=NOW + FIVE + timedelta(microseconds=1))
    assert [(error.pointer, error.code) for error in refusal.value.errors] == [("/eventAt", "in-future")]


def test_feedback_judges_a_delivered_sample_once() -> None:
    judged = delivered().judged(said(S.FEEDBACK_SUCCESS), by=BY, now=NOW)

    assert judged.status is S.FEEDBACK_SUCCESS
    assert judged.steps[-1].activity_id == FEEDBACK
    with pytest.raises(SampleIsFinal):
        judged.judged(said(S.FEEDBACK_SUCCESS, UUID(int=10)), by=BY, now=NOW)
    with pytest.raises(NoSuchTransition):
        moved(sample(), S.SHIPPED).judged(said(S.FEEDBACK_FAIL), by=BY, now=NOW)


def test_corrected_feedback_moves_what_it_had_moved() -> None:
    judged = delivered().judged(said(S.FEEDBACK_SUCCESS), by=BY, now=NOW)
    failed = judged.rejudged(said(S.FEEDBACK_FAIL), by=BY, now=NOW)

    assert (failed.status, len(failed.steps)) == (S.FEEDBACK_FAIL, 3)
    assert failed.rejudged(said(S.FEEDBACK_FAIL), by=BY, now=NOW) is failed
    assert failed.rejudged(said(S.FEEDBACK_NEUTRAL, UUID(int=10)), by=BY, now=NOW) is failed
    with pytest.raises(SampleIsFinal):
        failed.rejudged(said(S.CANCELED), by=BY, now=NOW)


def test_feedback_judges_when_it_was_given_and_never_after_it_is_recorded() -> None:
    """Also before the delivery was recorded, as steps by hand may lie."""
    for given_at in (NOW - timedelta(days=40), NOW, NOW + FIVE):
        judged = delivered().judged(said(S.FEEDBACK_SUCCESS, at=given_at), by=BY, now=NOW)
        assert (judged.last_event_at, judged.updated_at) == (min(given_at, NOW), NOW)


def test_feedback_that_is_dated_anew_is_another_step_to_the_same_status() -> None:
    later, day = NOW + timedelta(hours=1), NOW - timedelta(days=9)
    judged = delivered().judged(said(S.FEEDBACK_FAIL), by=BY, now=NOW)
    dated = judged.rejudged(said(S.FEEDBACK_FAIL, at=day), by=BY, now=later)

    assert (dated.status, dated.last_event_at, dated.updated_at) == (S.FEEDBACK_FAIL, day, later)
    assert len(dated.steps) == 3
    assert dated.rejudged(said(S.FEEDBACK_FAIL, at=day), by=BY, now=later) is dated
    by_hand = moved(delivered(), S.FEEDBACK_FAIL)
    assert by_hand.rejudged(said(S.FEEDBACK_FAIL, at=day), by=BY, now=later) is by_hand


def test_withdrawn_feedback_leaves_the_sample_delivered_again() -> None:
    judged = delivered().judged(said(S.FEEDBACK_SUCCESS), by=BY, now=NOW)
    again = judged.rejudged(said(S.FEEDBACK_FAIL), by=BY, now=NOW).unjudged(FEEDBACK, by=BY, now=NOW)

    assert again.status is S.DELIVERED
    assert again.unjudged(FEEDBACK, by=BY, now=NOW) is again
    assert again.judged(said(S.FEEDBACK_NEUTRAL, UUID(int=10)), by=BY, now=NOW).status is S.FEEDBACK_NEUTRAL


def test_a_status_set_by_hand_is_not_touched_by_any_withdrawal() -> None:
    by_hand = moved(delivered(), S.FEEDBACK_SUCCESS)

    assert by_hand.unjudged(FEEDBACK, by=BY, now=NOW) is by_hand
    assert by_hand.rejudged(said(S.FEEDBACK_FAIL), by=BY, now=NOW) is by_hand


def test_another_partys_sample_is_answered_like_none() -> None:
    answers = []
    for found, party in ((None, PARTY), (sample(), Party(lead_id=LeadId(UUID(int=5))))):
        with pytest.raises(Invalid) as refusal:
            sample_of(found, party)
        answers.append(refusal.value.errors)

    assert answers[0] == answers[1]
    assert sample_of(sample(), PARTY) == sample()


def test_facts_carry_ids_statuses_and_items() -> None:
    requested, changed = SampleRequested.of(sample()), SampleStatusChanged.of(delivered())

    assert requested.data() == {
        "sampleId": str(sample().id), "customerId": str(PARTY.customer_id), "leadId": None,
        "items": [{"sku": "CF-101", "quantity": 2}], "deliveryDate": "2026-03-09",
    }  # fmt: skip
    assert changed.data() == {
        "sampleId": str(sample().id), "customerId": str(PARTY.customer_id), "leadId": None,
        "oldStatus": "REQUESTED", "newStatus": "DELIVERED", "eventAt": "2026-03-02T08:00:00Z",
    }  # fmt: skip
