"""A hold names the sample that proposed it; a sample is on its way until it arrives or is called off."""

from datetime import timedelta

import pytest
from attrs import evolve

from crm_core.domain.leads.history import HoldReason
from crm_core.domain.leads.holding import placed
from crm_core.domain.leads.recorded import HoldId
from crm_food_pack.domain.samples.delay import ended_at, origin_of, sample_behind
from crm_food_pack.domain.samples.status import SampleStatus
from tests import given
from tests.unit.crm_food_pack.domain.samples.boxes import moved, sample

S = SampleStatus
NOW = given.START


def test_a_hold_leads_back_to_its_sample_and_one_of_a_person_to_none() -> None:
    one = sample()
    by_hand = placed(HoldId(one.id), HoldReason.FFZ_SAMPLE_DELAY, NOW, None, by=given.user(1), now=NOW)

    assert sample_behind(evolve(by_hand, origin=origin_of(one.id))) == one.id
    assert sample_behind(by_hand) is None


@pytest.mark.parametrize("ways", [(), (S.PACKED,), (S.PACKED, S.SHIPPED)])
def test_what_is_underway_has_not_ended(ways: tuple[SampleStatus, ...]) -> None:
    assert ended_at(moved(sample(), *ways)) is None


@pytest.mark.parametrize("ways", [(S.DELIVERED,), (S.SHIPPED, S.CANCELED), (S.DELIVERED, S.FEEDBACK_FAIL)])
def test_it_ended_when_it_arrived_or_was_called_off(ways: tuple[SampleStatus, ...]) -> None:
    one = moved(sample(), *ways)
    last = next(step for step in one.steps if step.new in (S.DELIVERED, S.CANCELED))
    judged = evolve(one, steps=(*one.steps, evolve(last, event_at=last.event_at + timedelta(days=9))))

    assert ended_at(one) == ended_at(judged) == last.event_at
