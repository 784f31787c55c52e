"""What activities are called and say, in the words that their kinds declare."""

from collections.abc import Mapping, Sequence

from attrs import frozen

from adapters.web.values.controls import Options
from adapters.web.values.showing import Shown, shown
from adapters.web.values.speaking import Speaking, in_language
from adapters.web.visit import Visit
from crm_core.domain.activities.activity import Activity, entry_record
from crm_core.domain.activities.activity_type import OUTCOME, ActivityType
from crm_core.domain.fields.kinds import Identity
from crm_food_pack.domain.kpis.pipeline import currency_of

# The signs of kinds that most people use; any other kind has that of a note.
SIGNS: Mapping[str, str] = {
    "CALL": "phone",
    "EMAIL": "mail",
    "MEETING": "people",
    "QUALIFIED_CALL": "phone",
    "PRODUCTTEST_FEEDBACK": "box",
    "SAMPLE_FEEDBACK": "box",
    "ROI_CONSULTATION": "calculator",
    "ROI_PRESENTATION": "calculator",
    "MENU_INTEGRATION": "calendar",
    "SCHEDULED_FOLLOWUP": "calendar",
    "DECISION_ALIGNMENT": "check",
}
_COLOURS: Mapping[str, str] = {
    **dict.fromkeys(("SUCCESS", "QUALIFIED", "MENU_LOCKED", "ALIGNED"), "good"),
    **dict.fromkeys(("FAIL", "NO_INTEREST", "DROPPED", "MISALIGNED"), "bad"),
}


def sign_of(kind: str) -> str:
    return SIGNS.get(kind, "note")


def kind_called(visit: Visit, kind: str) -> str:
    """The kind's label; of one that nobody declares any more, its name made readable."""
    known = visit.world.activity_types.types.get(kind)
    return kind.replace("_", " ").capitalize() if known is None else in_language(known, visit.tongue)


def outcome_called(visit: Visit, kind: str, outcome: str) -> str:
    known = visit.world.activity_types.types.get(kind)
    return outcome if known is None else speaking_of(visit, known).label(outcome)


def any_outcome_called(visit: Visit, outcome: str) -> str:
    """An outcome whose kind is not told, such as that of a follow-up which an activity fulfilled."""
    key = f"follow-up-outcome.{outcome}"
    if visit.tongue.knows(key):
        return visit.say(key)
    kinds = visit.world.activity_types.types.values()
    known = next((one for one in kinds if outcome in one.outcomes), None)
    return outcome if known is None else speaking_of(visit, known).label(outcome)


def colour_of(outcome: str | None) -> str:
    return _COLOURS.get(outcome or "", "")


def speaking_of(visit: Visit, kind: ActivityType, territory: str = "DE") -> Speaking:
    labels = {part.name: in_language(part, visit.tongue) for part in kind.parts}
    return Speaking(visit.tongue, currency_of(territory), {OUTCOME: visit.say("activity.outcome"), **labels})


@frozen
class Told:
    """One member of an activity's content."""

    label: str
    value: Shown


def told(
    visit: Visit, activity: Activity, territory: str, pointing_to: Mapping[str, Options]
) -> Sequence[Told]:
    """What its kind lets it say beyond time, outcome and note."""
    kind = visit.world.activity_types.types.get(activity.entry.kind)
    if kind is None:
        return ()
    record, speaking = entry_record(activity.entry, kind), speaking_of(visit, kind, territory)
    found = []
    for member in kind.payload:
        value = record.get(member.key)
        if value is None:
            continue
        if isinstance(member.kind, Identity):
            named = dict(pointing_to.get(member.key, ())).get(str(value), visit.say("activity.unseen"))
            found.append(Told(speaking.label(member.key), Shown("text", named)))
        else:
            found.append(Told(speaking.label(member.key), shown(member.kind, value, speaking)))
    return found
