"""The fields of the food trade: what a rep must know of a kitchen before it buys."""

from decimal import Decimal

from crm_core.domain.fields.alternatives import AnyOf
from crm_core.domain.fields.choices import MultiChoice
from crm_core.domain.fields.definition import Definition, Part
from crm_core.domain.fields.kinds import CONTACT, Boolean, Choice, Day, Identity, Text
from crm_core.domain.fields.numbers import Money, Number
from crm_core.domain.fields.record import ListOf, Member, Record
from crm_core.domain.fields.rules import NotAfter
from crm_food_pack.domain.samples.status import SampleStatus
from crm_food_pack.domain.terms import CONTRACT_TERMS, DISCOUNT_TERMS

ROI_BUCKETS = ("LOW", "MID", "HIGH")
SAMPLE_STATUSES = tuple(str(status) for status in SampleStatus)
MOST_PEOPLE = 50


def _whole(maximum: int, minimum: int = 0) -> Number:
    return Number(minimum=Decimal(minimum), maximum=Decimal(maximum), places=0)


ROI_POTENTIAL = Definition(
    "roi_potential",
    Record((Member("bucket", Choice(ROI_BUCKETS)), Member("value", Money(minimum=Decimal(0))))),
    "ROI-Potenzial",
    "ROI potential",
    group="potential",
    parts=(
        Part("bucket", "Stufe", "Bucket"),
        Part("value", "Ersparnis je Monat", "Savings per month"),
        Part("LOW", "Niedrig", "Low"),
        Part("MID", "Mittel", "Medium"),
        Part("HIGH", "Hoch", "High"),
    ),
)

_DECIDER = Record(
    (
        Member("name", Text(200)),
        Member("role", Choice(("CHEF", "GM", "BUYER", "OTHER"))),
        Member("contact_id", Identity(CONTACT)),
        Member("note", Text(500)),
    )
)
# Migrated data has members as bare names.
_DECIDERS = ListOf(AnyOf((_DECIDER, Text(200))), MOST_PEOPLE)
DECISION_MAKERS = Definition(
    "decision_makers",
    AnyOf(
        (
            Record(
                (
                    Member("count", _whole(1000)),
                    Member("has_exec_alignment", Boolean()),
                    Member("members", _DECIDERS),
                )
            ),
            _DECIDERS,
        )
    ),
    "Entscheider",
    "Decision makers",
    group="decision",
    personal=True,
    parts=(
        Part("count", "Anzahl", "Count"),
        Part("has_exec_alignment", "Geschäftsführung überzeugt", "Management aligned"),
        Part("members", "Personen", "People"),
        Part("name", "Name", "Name"),
        Part("role", "Rolle", "Role"),
        Part("contact_id", "Kontakt", "Contact"),
        Part("note", "Notiz", "Note"),
        Part("CHEF", "Küchenchef", "Chef"),
        Part("GM", "Geschäftsführung", "General manager"),
        Part("BUYER", "Einkauf", "Buyer"),
        Part("OTHER", "Andere", "Other"),
    ),
)

SEASONAL_MENU_CYCLE = Definition(
    "seasonal_menu_cycle",
    Record((Member("season_start", Day()), Member("season_end", Day()))),
    "Saisonkarte",
    "Seasonal menu",
    group="menu",
    rules=(NotAfter("seasonal_menu_cycle.season_start", "seasonal_menu_cycle.season_end"),),
    parts=(
        Part("season_start", "Beginn der Saison", "Season starts"),
        Part("season_end", "Ende der Saison", "Season ends"),
    ),
)

# The competitor's contract is knowledge of the market, not a term of ours: it is not restricted.
CURRENT_SUPPLIER_CONTRACTS = Definition(
    "current_supplier_contracts",
    Record(
        (
            Member("renewal_date", Day()),
            Member("exclusivity", Boolean()),
            Member("supplier", Text(200)),
        )
    ),
    "Vertrag mit dem jetzigen Lieferanten",
    "Contract with the present supplier",
    group="market",
    parts=(
        Part("renewal_date", "Verlängert sich am", "Renews on"),
        Part("exclusivity", "Exklusiv", "Exclusive"),
        Part("supplier", "Lieferant", "Supplier"),
    ),
)

SAMPLE_STATUS = Definition(
    "sample_status",
    Choice(SAMPLE_STATUSES),
    "Musterstatus (aus Altdaten)",
    "Sample status (migrated)",
    group="samples",
    parts=(
        Part("REQUESTED", "Angefragt", "Requested"),
        Part("PACKED", "Gepackt", "Packed"),
        Part("SHIPPED", "Versandt", "Shipped"),
        Part("DELIVERED", "Zugestellt", "Delivered"),
        Part("FEEDBACK_SUCCESS", "Rückmeldung: überzeugt", "Feedback: success"),
        Part("FEEDBACK_NEUTRAL", "Rückmeldung: unentschieden", "Feedback: neutral"),
        Part("FEEDBACK_FAIL", "Rückmeldung: abgelehnt", "Feedback: fail"),
        Part("CANCELED", "Storniert", "Cancelled"),
    ),
)

KITCHEN_SIZE = Definition(
    "kitchen_size", _whole(100_000, 1), "Küchengröße (m²)", "Kitchen size (m²)", group="kitchen"
)
MEALS_PER_DAY = Definition(
    "meals_per_day", _whole(1_000_000, 1), "Essen je Tag", "Meals per day", group="kitchen"
)
CURRENT_CHALLENGES = Definition(
    "current_challenges",
    MultiChoice(("STAFF_COSTS", "FOOD_WASTE", "QUALITY", "TIME_MANAGEMENT")),
    "Aktuelle Herausforderungen",
    "Current challenges",
    group="kitchen",
    parts=(
        Part("STAFF_COSTS", "Personalkosten", "Staff costs"),
        Part("FOOD_WASTE", "Lebensmittelabfall", "Food waste"),
        Part("QUALITY", "Gleichbleibende Qualität", "Consistent quality"),
        Part("TIME_MANAGEMENT", "Zeitmangel", "Lack of time"),
    ),
)

FIELDS = (
    ROI_POTENTIAL,
    DECISION_MAKERS,
    SEASONAL_MENU_CYCLE,
    CURRENT_SUPPLIER_CONTRACTS,
    SAMPLE_STATUS,
    KITCHEN_SIZE,
    MEALS_PER_DAY,
    CURRENT_CHALLENGES,
    DISCOUNT_TERMS,
    CONTRACT_TERMS,
)
