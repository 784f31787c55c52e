"""The four kinds of the food trade take exactly what the contract says, and do what it says."""

from collections.abc import Mapping
from decimal import Decimal
from uuid import UUID

import pytest

from crm_core.domain.activities.activity import Activity, ActivityId
from crm_core.domain.activities.activity_type import ActivityType, Target
from crm_core.domain.activities.effects import Consequence, FieldWrite, StatusMove, Telling, consequences
from crm_core.domain.activities.reading import Limits, read_entry
from crm_core.domain.ids import CustomerId
from crm_core.domain.refusals import Invalid
from crm_core.pack import activity_types_of
from crm_food_pack.domain.activity_types import FOOD_ACTIVITY_TYPES
from crm_food_pack.domain.roi.events import RoiConsultationUpdated
from crm_food_pack.domain.roi.settings import UPDATE_POTENTIAL
from crm_food_pack.domain.samples.status import SampleStatus
from crm_food_pack.pack import FOOD
from tests import given

DICTIONARY = activity_types_of(FOOD)
CUSTOMER, SAMPLE, SCENARIO = UUID(int=5), UUID(int=6), UUID("11111111-1111-1111-1111-111111111111")
TESTED = {"kind": "PRODUCTTEST_FEEDBACK", "sampleId": str(SAMPLE), "outcome": "SUCCESS"}
ADVISED = {"kind": "ROI_CONSULTATION", "roiScenarioId": str(SCENARIO), "commitmentLevel": "MID"}
PLANNED = {"kind": "MENU_INTEGRATION", "season": "Q4/Xmas", "outcome": "MENU_LOCKED"}
ALIGNED = {"kind": "DECISION_ALIGNMENT", "roles": ["CHEF", "GM"], "outcome": "ALIGNED"}

# Kind: required, optional, outcomes, target; copied from the table of the contract.
TABLE = {
    "PRODUCTTEST_FEEDBACK": (
        {"sampleId", "outcome"}, {"rating", "sensoricNotes", "menuSuitability", "nextStep"},
        {"SUCCESS", "NEUTRAL", "FAIL"}, Target.BOTH,
    ),
    "ROI_CONSULTATION": (
        {"roiScenarioId", "commitmentLevel"}, {"savingsPerMonth", "assumptionsVersion", "outcome"},
        {"QUALIFIED", "NEEDS_DATA", "NO_INTEREST"}, Target.CUSTOMER,
    ),
    "MENU_INTEGRATION": (
        {"outcome", "season"}, {"plannedDishes", "rolloutWindow"},
        {"MENU_LOCKED", "DRAFT", "DROPPED"}, Target.CUSTOMER,
    ),
    "DECISION_ALIGNMENT": (
        {"outcome", "roles"}, {"alignmentScore"}, {"ALIGNED", "PARTIAL", "MISALIGNED"}, Target.CUSTOMER,
    ),
}  # fmt: skip


@pytest.mark.parametrize("kind", FOOD_ACTIVITY_TYPES, ids=lambda kind: kind.kind)
def test_a_kind_takes_what_the_table_says(kind: ActivityType) -> None:
    members = kind.content.members
    required = {member.key for member in members if member.required}
    optional = {member.key for member in members if not member.required}

    assert (required, optional, set(kind.outcomes), kind.target) == TABLE[kind.kind]
    assert not kind.is_progress


def activity(raw: Mapping[str, object], **more: object) -> Activity:
    entry = read_entry(
        {"customerId": str(CUSTOMER), **raw, **more}, dictionary=DICTIONARY, limits=Limits(given.START)
    )
    return Activity(ActivityId(UUID(int=1)), given.TENANT, entry, given.user(1), given.START)


def follows(of: Activity, *flags: str) -> tuple[Consequence, ...]:
    return consequences(DICTIONARY.types[of.entry.kind].effects, of, flags=flags)


@pytest.mark.parametrize(
    ("raw", "fault"),
    [
        ({**TESTED, "rating": 6}, ("rating", "too-large")),
        ({**TESTED, "menuSuitability": 0}, ("menuSuitability", "too-small")),
        ({**TESTED, "outcome": "MIXED"}, ("outcome", "not-a-choice")),
        ({**ADVISED, "commitmentLevel": "SURE"}, ("commitmentLevel", "not-a-choice")),
        ({**ADVISED, "savingsPerMonth": -1}, ("savingsPerMonth", "too-small")),
        (
            {**PLANNED, "rolloutWindow": {"start": "2026-12-01", "end": "2026-11-30"}},
            ("rolloutWindow.end", "out-of-order"),
        ),
        ({**PLANNED, "rolloutWindow": {"start": "2026-12-01"}}, ("rolloutWindow.end", "required")),
        ({**ALIGNED, "roles": []}, ("roles", "wrong-length")),
        ({**ALIGNED, "roles": ["COOK"]}, ("roles.0", "not-a-choice")),
        ({**ALIGNED, "alignmentScore": 101}, ("alignmentScore", "too-large")),
    ],
)
def test_limits_are_kept(raw: dict[str, object], fault: tuple[str, str]) -> None:
    with pytest.raises(Invalid) as refusal:
        activity(raw)

    assert [(error.field, error.code) for error in refusal.value.errors] == [fault]


@pytest.mark.parametrize("outcome", ["SUCCESS", "NEUTRAL", "FAIL"])
def test_feedback_judges_the_sample(outcome: str) -> None:
    (move,) = follows(activity(TESTED, outcome=outcome))

    assert move == StatusMove("sample", SAMPLE, f"FEEDBACK_{outcome}", given.START)
    assert isinstance(move, StatusMove)
    assert SampleStatus(move.status)


def test_a_consultation_is_told_and_updates_the_potential_only_with_the_flag() -> None:
    advised = activity(ADVISED, savingsPerMonth=1200)
    told = Telling(RoiConsultationUpdated(CustomerId(CUSTOMER), SCENARIO, "MID", "1200.00"))

    assert follows(advised) == (told,)
    write = FieldWrite("roi_potential", {"value": "1200.00"}, given.START)
    assert follows(advised, UPDATE_POTENTIAL) == (write, told)
    assert follows(activity(ADVISED), UPDATE_POTENTIAL) == (
        Telling(RoiConsultationUpdated(CustomerId(CUSTOMER), SCENARIO, "MID", None)),
    )
    assert advised.content["savingsPerMonth"] == Decimal("1200.00")


def test_only_alignment_aligns_and_a_bare_list_of_people_is_kept() -> None:
    (write,) = follows(activity(ALIGNED))

    assert isinstance(write, FieldWrite)
    assert write.onto([{"name": "A"}]) == {"members": [{"name": "A"}], "has_exec_alignment": True}
    assert follows(activity(ALIGNED, outcome="PARTIAL")) == ()


def test_planning_a_menu_moves_nothing() -> None:
    whole = {"plannedDishes": ["Ente"], "rolloutWindow": {"start": "2026-11-30", "end": "2026-11-30"}}

    assert follows(activity(PLANNED, **whole)) == ()


def test_what_the_effects_write_are_fields_of_the_pack() -> None:
    declared = {definition.key for definition in FOOD.fields}
    written = [follows(activity(ALIGNED)), follows(activity(ADVISED, savingsPerMonth=1), UPDATE_POTENTIAL)]

    assert {one.key for many in written for one in many if isinstance(one, FieldWrite)} <= declared
