"""The four activities of selling food: tasting, profitability, the menu, and those who decide."""

from collections.abc import Mapping
from decimal import Decimal

from attrs import frozen

from crm_core.domain.activities.activity_type import ActivityType, Target
from crm_core.domain.activities.effects import MovesStatus, Names, Recorded, Tells, WritesField
from crm_core.domain.events.fact import Fact
from crm_core.domain.fields.definition import Part
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
    parts=(
        Part("sampleId", "Muster", "Sample"),
        Part("rating", "Bewertung (1 bis 5)", "Rating (1 to 5)"),
        Part("sensoricNotes", "Geschmack, Aussehen, Konsistenz", "Taste, look, texture"),
        Part("menuSuitability", "Passt auf die Karte (1 bis 5)", "Fits the menu (1 to 5)"),
        Part("nextStep", "Nächster Schritt", "Next step"),
        Part("SUCCESS", "Überzeugt", "Convinced"),
        Part("NEUTRAL", "Unentschieden", "Undecided"),
        Part("FAIL", "Abgelehnt", "Declined"),
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
    parts=(
        Part("roiScenarioId", "Berechnung", "Calculation"),
        Part("commitmentLevel", "Verbindlichkeit", "Commitment"),
        Part("savingsPerMonth", "Ersparnis je Monat", "Savings per month"),
        Part("assumptionsVersion", "Stand der Annahmen", "Version of the assumptions"),
        Part("LOW", "Niedrig", "Low"),
        Part("MID", "Mittel", "Medium"),
        Part("HIGH", "Hoch", "High"),
        Part("QUALIFIED", "Aussichtsreich", "Promising"),
        Part("NEEDS_DATA", "Angaben fehlen noch", "Figures still missing"),
        Part("NO_INTEREST", "Kein Interesse", "No interest"),
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
    parts=(
        Part("season", "Saison", "Season"),
        Part("plannedDishes", "Geplante Gerichte", "Planned dishes"),
        Part("rolloutWindow", "Einführung", "Rollout"),
        Part("start", "Von", "From"),
        Part("end", "Bis", "To"),
        Part("MENU_LOCKED", "Karte steht", "Menu settled"),
        Part("DRAFT", "Entwurf", "Draft"),
        Part("DROPPED", "Fallen gelassen", "Dropped"),
    ),
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
    parts=(
        Part("roles", "Wer war dabei", "Who took part"),
        Part("alignmentScore", "Einigkeit (0 bis 100)", "Alignment (0 to 100)"),
        Part("CHEF", "Küchenchef", "Chef"),
        Part("GM", "Geschäftsführung", "General manager"),
        Part("BUYER", "Einkauf", "Buyer"),
        Part("ALIGNED", "Einig", "In agreement"),
        Part("PARTIAL", "Teilweise einig", "Partly in agreement"),
        Part("MISALIGNED", "Uneinig", "Not in agreement"),
    ),
)

FOOD_ACTIVITY_TYPES = (PRODUCTTEST_FEEDBACK, ROI_CONSULTATION, MENU_INTEGRATION, DECISION_ALIGNMENT)
