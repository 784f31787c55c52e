"""The four activities of selling food: tasting, profitability, the menu, and those who decide."""

from collections.abc import Mapping
from decimal import Decimal

from attrs import frozen

from crm_core.domain.activities.activity_type import ActivityType, Target
from crm_core.domain.activities.effects import MovesStatus, Names, Recorded, Tells, WritesField
from crm_core.domain.events.fact import Fact
from crm_core.domain.fields.faults import UNREADABLE, Faults, step
from crm_core.domain.fields.kinds import Choice, Day, Identity, Text
from crm_core.domain.fields.numbers import Money, Number
from crm_core.domain.fields.record import ListOf, Member, Record
from crm_core.domain.ids import CustomerId
from crm_food_pack.domain import deadlines
from crm_food_pack.domain.roi.events import RoiConsultationUpdated
from crm_food_pack.domain.roi.settings import STRICT_SCENARIO, UPDATE_POTENTIAL

LEVELS = ("LOW", "MID", "HIGH")
ROLES = ("CHEF", "GM", "BUYER")


def _whole(minimum: int, maximum: int) -> Number:
    return Number(minimum=Decimal(minimum), maximum=Decimal(maximum), places=0)


@frozen
class Days(Record):
    """From a first to a last day."""

    members: tuple[Member, ...] = (Member("start", Day(), required=True), Member("end", Day(), required=True))

    def parse(self, raw: object, at: str, faults: Faults) -> object:
        read = super().parse(raw, at, faults)
        days = tuple(read.values()) if isinstance(read, Mapping) else ()
        if days and UNREADABLE not in days and days[0] > days[1]:
            return faults.add(step(at, "end"), "out-of-order", after="start")
        return read


def _savings(activity: Recorded) -> str | None:
    savings = activity.content.get("savingsPerMonth")
    return None if savings is None else str(savings)


def _potential(activity: Recorded) -> Mapping[str, object] | None:
    savings = _savings(activity)
    return None if savings is None else {"value": savings}


def _alignment(activity: Recorded) -> Mapping[str, object] | None:
    return {"has_exec_alignment": True} if activity.outcome == "ALIGNED" else None


def _advised(activity: Recorded) -> Fact:
    return RoiConsultationUpdated(
        customer_id=CustomerId(activity.party.customer_id),  # type: ignore[arg-type]  # the kind's target says so
        scenario_id=activity.content["roiScenarioId"],  # type: ignore[arg-type]  # read as an identity
        commitment_level=str(activity.content["commitmentLevel"]),
        savings_per_month=_savings(activity),
    )


PRODUCTTEST_FEEDBACK = ActivityType(
    "PRODUCTTEST_FEEDBACK",
    "Produkttest-Feedback",
    "Product test feedback",
    payload=(
        Member("sampleId", Identity(), required=True),
        Member("rating", _whole(1, 5)),
        Member("sensoricNotes", Text(4000, min_length=0)),
        Member("menuSuitability", _whole(1, 5)),
        Member("nextStep", Text(1000, min_length=0)),
    ),
    outcomes=("SUCCESS", "NEUTRAL", "FAIL"),
    outcome_required=True,
    rules=(deadlines.SAMPLE_FEEDBACK,),
    effects=(
        MovesStatus(
            "sample",
            named_by="sampleId",
            by_outcome={word: f"FEEDBACK_{word}" for word in ("SUCCESS", "NEUTRAL", "FAIL")},
        ),
    ),
)

ROI_CONSULTATION = ActivityType(
    "ROI_CONSULTATION",
    "ROI-Beratung",
    "ROI consultation",
    target=Target.CUSTOMER,
    payload=(
        Member("roiScenarioId", Identity(), required=True),
        Member("commitmentLevel", Choice(LEVELS), required=True),
        Member("savingsPerMonth", Money(minimum=Decimal(0))),
        Member("assumptionsVersion", Text(40)),
    ),
    outcomes=("QUALIFIED", "NEEDS_DATA", "NO_INTEREST"),
    rules=(deadlines.ROI_FOLLOW_UP,),
    effects=(
        Names("roi-scenario", named_by="roiScenarioId", flag=STRICT_SCENARIO),
        WritesField("roi_potential", _potential, flag=UPDATE_POTENTIAL),
        Tells(_advised),
    ),
)

MENU_INTEGRATION = ActivityType(
    "MENU_INTEGRATION",
    "Menü-Integrations-Gespräch",
    "Menu integration",
    target=Target.CUSTOMER,
    payload=(
        Member("season", Text(60, examples=("Q4/Xmas",)), required=True),
        Member("plannedDishes", ListOf(Text(200), max_items=100)),
        Member("rolloutWindow", Days()),
    ),
    outcomes=("MENU_LOCKED", "DRAFT", "DROPPED"),
    outcome_required=True,
    rules=(deadlines.MENU_APPOINTMENT,),
)

DECISION_ALIGNMENT = ActivityType(
    "DECISION_ALIGNMENT",
    "Entscheider-Koordination",
    "Decision alignment",
    target=Target.CUSTOMER,
    payload=(
        Member("roles", ListOf(Choice(ROLES), max_items=len(ROLES), min_items=1), required=True),
        Member("alignmentScore", _whole(0, 100)),
    ),
    outcomes=("ALIGNED", "PARTIAL", "MISALIGNED"),
    outcome_required=True,
    rules=(deadlines.DECISION_ALIGNMENT,),
    effects=(WritesField("decision_makers", _alignment, list_member="members"),),
)

FOOD_ACTIVITY_TYPES = (PRODUCTTEST_FEEDBACK, ROI_CONSULTATION, MENU_INTEGRATION, DECISION_ALIGNMENT)
