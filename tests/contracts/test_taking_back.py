"""What activities wrote goes with them, in every store; what people wrote by hand comes back or stays."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from crm_core.domain.activities.activity import ActivityId
from crm_core.domain.ids import CustomerId
from crm_core.domain.settings.setting import Scope
from crm_core.ports.world import World
from crm_core.use_cases.customers.patch_fields import PatchFields, patch_fields
from crm_food_pack.domain.roi.settings import UPDATE_POTENTIAL
from crm_food_pack.domain.samples.sample import Sample, SampleId
from crm_food_pack.domain.samples.status import SampleStatus
from crm_food_pack.queries.samples import sample_by_id
from tests import boxes, given, journal
from tests.logged import corrected, logged, withdrawn

S = SampleStatus
DAY = timedelta(days=1)
ADVICE = {"commitmentLevel": "LOW", "roiScenarioId": UUID(int=0x501)}
ALIGNED: dict[str, Any] = {"outcome": "ALIGNED", "roles": ["CHEF"]}


def ago(world: World, days: int) -> datetime:
    return world.clock.now() - days * DAY


def advised(world: World, customer: CustomerId, savings: str | None, days_ago: int = 0) -> ActivityId:
    """A consultation, where the tenant wants it to update the potential; time passes before the next."""
    world.clock.pass_by(minutes=1)  # type: ignore[attr-defined]  # the tests' clock
    said: dict[str, Any] = {"savingsPerMonth": savings, **ADVICE}
    if days_ago:
        said["occurredAt"] = ago(world, days_ago).isoformat()
    return logged(world, customer, "ROI_CONSULTATION", **said).activity.id


def aligned(world: World, customer: CustomerId) -> ActivityId:
    world.clock.pass_by(minutes=1)  # type: ignore[attr-defined]  # the tests' clock
    return logged(world, customer, "DECISION_ALIGNMENT", **ALIGNED).activity.id


def by_hand(world: World, customer: CustomerId, **values: object) -> None:
    world.clock.pass_by(minutes=1)  # type: ignore[attr-defined]  # the tests' clock
    patch_fields(PatchFields(customer, values), actor=given.MANAGER, world=world)


def fields(world: World, customer: CustomerId) -> dict[str, Any]:
    reading = world.field_readings.now(given.MANAGER, customer)
    assert reading is not None
    return reading.fields.plain()


def potential(world: World, customer: CustomerId) -> str | None:
    found = fields(world, customer).get("roi_potential")
    return None if found is None else str(found["value"])


@pytest.fixture
def wanted(food_world: World) -> World:
    """A tenant who wants consultations to update the potential."""
    with food_world.unit_of_work(given.ADMIN) as uow:
        uow.settings.put(UPDATE_POTENTIAL, Scope.TENANT, value=True, version=0)
        uow.commit()
    return food_world


def test_a_withdrawn_consultation_takes_its_savings_along(wanted: World) -> None:
    customer = given.customer(wanted).id
    made = advised(wanted, customer, "1800")
    assert potential(wanted, customer) == "1800.00"
    withdrawn(wanted, made)
    assert "roi_potential" not in fields(wanted, customer)


def test_a_correction_takes_them_back_and_states_others(wanted: World) -> None:
    customer = given.customer(wanted).id
    made = advised(wanted, customer, "1800")
    corrected(wanted, made, savingsPerMonth=900)
    assert potential(wanted, customer) == "900.00"
    corrected(wanted, made, savingsPerMonth=None)
    assert potential(wanted, customer) is None
    corrected(wanted, made, savingsPerMonth=700)
    assert potential(wanted, customer) == "700.00"


def test_the_newest_by_its_own_day_has_the_word_and_passes_it_on(wanted: World) -> None:
    customer = given.customer(wanted).id
    newest = advised(wanted, customer, "1800", 20)
    advised(wanted, customer, "900", 50)
    middle = advised(wanted, customer, "1200", 30)
    assert potential(wanted, customer) == "1800.00"
    withdrawn(wanted, newest)
    assert potential(wanted, customer) == "1200.00"
    corrected(wanted, middle, occurredAt=ago(wanted, 60).isoformat())
    assert potential(wanted, customer) == "900.00"


def test_of_two_on_the_same_instant_the_later_word_counts(wanted: World) -> None:
    customer = given.customer(wanted).id
    day = ago(wanted, 9).isoformat()
    for savings in ("1800", "900"):
        made = advised(wanted, customer, savings)
        corrected(wanted, made, occurredAt=day)
    assert potential(wanted, customer) == "900.00"


def test_what_somebody_wrote_since_stays_and_outweighs_what_was_said_before(wanted: World) -> None:
    customer = given.customer(wanted).id
    first = advised(wanted, customer, "1800")
    by_hand(wanted, customer, roi_potential={"value": 2000})
    corrected(wanted, first, savingsPerMonth=1700)
    assert potential(wanted, customer) == "2000.00"
    later = advised(wanted, customer, "900")
    assert potential(wanted, customer) == "900.00"
    withdrawn(wanted, later)
    assert potential(wanted, customer) == "2000.00"
    withdrawn(wanted, first)
    assert potential(wanted, customer) == "2000.00"


@pytest.mark.parametrize("said", [True, False, None])
def test_what_stood_there_by_hand_comes_back(wanted: World, said: object) -> None:
    customer = given.customer(wanted).id
    by_hand(wanted, customer, decision_makers={"count": 2, "has_exec_alignment": said})
    before = fields(wanted, customer)
    made = aligned(wanted, customer)
    assert fields(wanted, customer)["decision_makers"] == {"count": 2, "has_exec_alignment": True}
    withdrawn(wanted, made)
    assert fields(wanted, customer) == before


def test_a_list_by_hand_after_the_alignment_stays_a_list(wanted: World) -> None:
    customer = given.customer(wanted).id
    made = aligned(wanted, customer)
    by_hand(wanted, customer, decision_makers=[{"name": "Kim"}])
    withdrawn(wanted, made)
    assert fields(wanted, customer)["decision_makers"] == [{"name": "Kim"}]


def test_the_history_of_a_field_tells_whose_effect_a_change_was(wanted: World) -> None:
    customer = given.customer(wanted).id
    by_hand(wanted, customer, roi_potential={"value": 2000})
    made = advised(wanted, customer, "900")
    withdrawn(wanted, made)
    reading = wanted.field_readings.history(given.MANAGER, customer, "roi_potential", before=None, limit=9)
    assert reading is not None
    assert [change.stamp.activity for change in reading.changes] == [made, made, None]
    with wanted.unit_of_work(given.MANAGER) as uow:
        uow.customers.lock(customer)
        assert list(uow.field_values.line(customer, "roi_potential", limit=2)) == list(reading.changes)[:2]
        assert uow.field_values.line(customer, "decision_makers", limit=2) == []


def judged_on(world: World, sample_id: SampleId) -> Sample:
    return sample_by_id(sample_id, actor=given.MANAGER, world=world).sample


def test_feedback_moves_its_sample_on_the_day_on_which_it_was_given(food_world: World) -> None:
    customer, day = given.customer(food_world).id, ago(food_world, 40)
    sample = boxes.requested(food_world, customer).id
    boxes.moved(food_world, sample, S.DELIVERED, at=ago(food_world, 50))
    said: dict[str, Any] = {"sampleId": sample, "outcome": "SUCCESS", "occurredAt": day.isoformat()}
    made = logged(food_world, customer, "PRODUCTTEST_FEEDBACK", **said).activity.id
    judged = judged_on(food_world, sample)
    assert (judged.last_event_at, judged.updated_at) == (day, food_world.clock.now())
    assert hot_event(food_world, customer) == day

    corrected(food_world, made, occurredAt=(day + DAY).isoformat())
    again = judged_on(food_world, sample)
    assert (again.status, again.last_event_at) == (S.FEEDBACK_SUCCESS, day + DAY)
    assert again.steps[-1].activity_id == made
    assert hot_event(food_world, customer) == day + DAY
    told = [one.data for one in journal.facts(food_world, sample) if one.type == "sample.status.changed"]
    assert [one["eventAt"] for one in told[-2:]] == [utc(day), utc(day + DAY)]

    corrected(food_world, made, outcome="FAIL")
    failed = judged_on(food_world, sample)
    assert (failed.status, failed.last_event_at) == (S.FEEDBACK_FAIL, day + DAY)


def hot_event(world: World, customer: CustomerId) -> object:
    (reading,) = world.hot_rows.of(given.SYSTEM, [customer])
    assert reading.stored is not None
    assert reading.stored == world.hot_columns.fold(reading.sources).row
    return reading.stored["sample_last_event_at"]


def utc(at: datetime) -> str:
    return at.isoformat().replace("+00:00", "Z")
