"""What happened with a customer as people read it: a sentence, a sign, and what is worth adding."""

from collections.abc import Callable, Mapping
from datetime import datetime
from uuid import UUID

from attrs import frozen

from adapters.web.activity_words import any_outcome_called, kind_called, outcome_called, sign_of
from adapters.web.follow_up_words import title_of
from adapters.web.values.showing import Shown, shown
from adapters.web.values.speaking import Speaking, in_language
from adapters.web.visit import Visit
from crm_core.domain.customers.timeline import FIELD_CHANGED, Entry
from crm_core.domain.fields.catalogue import Catalogue

# By kind: the sign beside it and its colour.
SIGNS: Mapping[str, tuple[str, str]] = {
    "CREATED": ("plus", "good"),
    FIELD_CHANGED: ("edit", ""),
    "REASSIGNED": ("swap", ""),
    "CONTACTABILITY": ("mail", "warn"),
    "ARCHIVED": ("archive", "warn"),
    "RESTORED": ("undo", "good"),
    "FOLLOW_UP_OPENED": ("clock", ""),
    "FOLLOW_UP_CLOSED": ("check", "good"),
    "ACTIVITY": ("phone", ""),
    "SAMPLE_REQUESTED": ("box", ""),
    "SAMPLE_STATUS": ("box", ""),
}
FIELDS = "fields"
# What one chooses between: several kinds under one word.
GROUPS: Mapping[str, tuple[str, ...]] = {
    FIELDS: (FIELD_CHANGED,),
    "follow-ups": ("FOLLOW_UP_OPENED", "FOLLOW_UP_CLOSED"),
    "activities": ("ACTIVITY",),
    "samples": ("SAMPLE_REQUESTED", "SAMPLE_STATUS"),
    "customer": ("CREATED", "REASSIGNED", "CONTACTABILITY", "ARCHIVED", "RESTORED"),
}


@frozen
class TimelineRow:
    what: str
    who: str | None
    at: datetime
    sign: str
    colour: str
    old: Shown | None = None
    new: Shown | None = None
    note: str = ""
    href: str | None = None


@frozen
class TimelineWords:
    """`catalogue` and `currency` are those of the customer's fields."""

    visit: Visit
    catalogue: Catalogue
    currency: str

    def row(self, entry: Entry) -> TimelineRow:
        sign, colour = SIGNS.get(entry.kind, ("note", ""))
        tell: Mapping[str, Callable[[Entry], tuple[str, str]]] = {
            "REASSIGNED": self._reassigned,
            "CONTACTABILITY": self._contactability,
            "FOLLOW_UP_OPENED": self._follow_up,
            "FOLLOW_UP_CLOSED": self._follow_up,
            "ACTIVITY": self._activity,
            "SAMPLE_STATUS": self._sample,
        }
        who = None if entry.by is None else self.visit.name_of(entry.by)
        if entry.kind == FIELD_CHANGED:
            return self._field(entry, who, sign)
        what, note = tell[entry.kind](entry) if entry.kind in tell else (self._plain(entry), "")
        href = None
        if entry.kind == "ACTIVITY":
            sign, href = sign_of(str(entry.data["kind"])), f"/activities/{entry.data['activityId']}"
        if entry.kind.startswith("SAMPLE_"):
            href = f"/samples/{entry.data['sampleId']}"
        return TimelineRow(what, who, entry.at, sign, colour, note=note, href=href)

    def _plain(self, entry: Entry) -> str:
        key = f"timeline.{entry.kind}"
        return (
            self.visit.say(key) if self.visit.tongue.knows(key) else entry.kind.replace("_", " ").capitalize()
        )

    def _field(self, entry: Entry, who: str | None, sign: str) -> TimelineRow:
        key = str(entry.data["key"])
        definition = self.catalogue.definitions.get(key)
        if definition is None:
            return TimelineRow(self.visit.say("timeline.FIELD_CHANGED", field=key), who, entry.at, sign, "")
        speaking = Speaking.of(definition, self.visit.tongue, self.currency)
        what = self.visit.say("timeline.FIELD_CHANGED", field=in_language(definition, self.visit.tongue))
        old, new = (shown(definition.kind, entry.data.get(side), speaking) for side in ("old", "new"))
        return TimelineRow(what, who, entry.at, sign, "", old, new)

    def _reassigned(self, entry: Entry) -> tuple[str, str]:
        after = entry.data.get("after")
        whom = None if after is None else self.visit.name_of(UUID(str(after)))
        what = self.visit.say("timeline.REASSIGNED", whom=whom or self.visit.say("owner.nobody"))
        return what, str(entry.data.get("reason") or "")

    def _contactability(self, entry: Entry) -> tuple[str, str]:
        return self.visit.say(f"timeline.reach.{entry.data.get('after')}"), ""

    def _follow_up(self, entry: Entry) -> tuple[str, str]:
        title = title_of(self.visit, str(entry.data["rule"]))
        outcome, note = entry.data.get("outcome"), entry.data.get("note")
        told = [any_outcome_called(self.visit, str(outcome))] if outcome else []
        told += [str(note)] if note else []
        return self.visit.say(f"timeline.{entry.kind}", title=title), " · ".join(told)

    def _activity(self, entry: Entry) -> tuple[str, str]:
        kind, outcome = str(entry.data["kind"]), entry.data.get("outcome")
        told = "" if outcome is None else outcome_called(self.visit, kind, str(outcome))
        note = str(entry.data.get("note") or "")
        return kind_called(self.visit, kind), " · ".join(filter(None, (told, note)))

    def _sample(self, entry: Entry) -> tuple[str, str]:
        status = self.visit.say(f"hot-word.sample_status.{entry.data['after']}")
        return self.visit.say("timeline.SAMPLE_STATUS", status=status), ""
