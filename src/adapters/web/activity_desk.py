"""Somebody about to log an activity: whom it is about, of which kind, and what it may fulfil."""

from collections.abc import Mapping, Sequence
from urllib.parse import urlencode
from uuid import UUID

from attrs import frozen

from adapters.web.activity_choices import SAMPLE, SCENARIO, choices
from adapters.web.activity_form import ActivityForm
from adapters.web.activity_words import kind_called, outcome_called, sign_of
from adapters.web.follow_up_words import title_of
from adapters.web.paths import local
from adapters.web.visit import Visit
from crm_core.domain.activities.activity_type import ActivityType, Target
from crm_core.domain.activities.dictionary import Dictionary
from crm_core.domain.activities.settings import OFFERED_KINDS
from crm_core.domain.follow_ups.follow_up import FollowUp, FollowUpId, State
from crm_core.domain.follow_ups.matching import Completion
from crm_core.domain.ids import CustomerId
from crm_core.domain.party import LeadId, Party
from crm_core.domain.refusals import NotFound
from crm_core.queries.effective_settings import effective_settings
from crm_core.queries.engagement import Engagement, engagement
from crm_core.queries.follow_ups import follow_up_by_id

PATH = "/activities/new"
FEATURE = "features.activities.b2b_food"
_KEPT = ("customer", "lead", "kind", "follow_up", "sample", "scenario", "back")
# What an address may name beforehand, by the member of the kind that takes it.
_NAMED = {SAMPLE: "sample", SCENARIO: "scenario"}


@frozen
class KindPick:
    """A kind that can be chosen, and the address of the form that it leads to."""

    kind: str
    label: str
    sign: str
    href: str
    is_chosen: bool
    fulfils: bool


@frozen
class LogDesk:
    """What the address of the form says. Without a party one is chosen first, then a kind."""

    visit: Visit
    asked: Mapping[str, str]
    types: Dictionary
    whom: Engagement | None
    kind: ActivityType | None
    follow_up: FollowUp | None

    @classmethod
    def of(cls, visit: Visit) -> "LogDesk":
        query = visit.request.query_params
        asked = {name: query[name].strip() for name in _KEPT if query.get(name, "").strip()}
        types, follow_up = on_offer(visit), _follow_up(visit, asked)
        party = _party(asked) if follow_up is None else follow_up.party
        whom = None if party is None else engagement(party, actor=visit.actor, world=visit.world)
        kind = types.types[asked["kind"]] if asked.get("kind") in types.offered else None
        desk = cls(visit, asked, types, whom, kind, follow_up)
        return cls(visit, asked, types, whom, kind or desk._only_way(), follow_up)

    @property
    def back(self) -> str:
        """Where one came from; else the page of the party."""
        if "back" in self.asked:
            return local(self.asked["back"])
        return "/customers" if self.whom is None else place_of(self.whom.party)

    def at(self, **changes: str | None) -> str:
        """The address of this form with something else chosen."""
        merged = {**self.asked, **changes}
        return f"{PATH}?{urlencode({name: merged[name] for name in _KEPT if merged.get(name)})}"

    @property
    def here(self) -> str:
        return self.at(kind=None if self.kind is None else self.kind.kind)

    def ways(self) -> Mapping[str, str]:
        """By the name of a member: where what it could name is made, and leads back here."""
        customer = None if self.whom is None else self.whom.party.customer_id
        if customer is None:
            return {}
        return {SCENARIO: f"/roi?{urlencode({'customer': str(customer), 'back': self.here})}"}

    def picks(self) -> Sequence[KindPick]:
        """The kinds that fit the party; those that would fulfil the follow-up come first."""
        wanted = [kind for way in self._ways() for kind in way.kinds]
        fitting = [self.types.types[one] for one in self.types.offered if self._fits(self.types.types[one])]
        ordered = sorted(fitting, key=lambda one: one.kind not in wanted)
        return [
            KindPick(
                one.kind,
                kind_called(self.visit, one.kind),
                sign_of(one.kind),
                self.at(kind=one.kind),
                one == self.kind,
                one.kind in wanted,
            )
            for one in ordered
        ]

    def form(self) -> ActivityForm | None:
        if self.kind is None or self.whom is None:
            return None
        offered = choices(self.visit, self.kind, self.whom.party, self.whom.territory)
        return ActivityForm(self.visit, self.kind, self.whom.territory, offered)

    def begun(self) -> dict[str, object]:
        """What is known before somebody types: what the address names, or the follow-up is about."""
        asked = self.asked
        named: dict[str, object] = {key: asked[name] for key, name in _NAMED.items() if name in asked}
        if self.follow_up is None or self.kind is None:
            return named
        source = str(self.follow_up.source.id)
        ways = [one for one in self._ways() if self.kind.kind in one.kinds]
        return {**named, **{way.names_source: source for way in ways if way.names_source is not None}}

    def promise(self) -> tuple[str, str] | None:
        """What is said of the follow-up that this may fulfil, and its title."""
        ways = [one for one in self._ways() if self.kind is None or self.kind.kind in one.kinds]
        if self.follow_up is None or self.follow_up.state is not State.OPEN or not ways:
            return None
        title, outcome = title_of(self.visit, self.follow_up.rule), ways[0].outcome
        if outcome is None:
            return self.visit.say("activity.fulfils"), title
        word = outcome_called(self.visit, ways[0].kinds[0], outcome)
        return self.visit.say("activity.fulfils-with", outcome=word), title

    def _ways(self) -> Sequence[Completion]:
        rule = None if self.follow_up is None else self.visit.world.follow_up_rules.get(self.follow_up.rule)
        return () if rule is None else rule.completed_by

    def _only_way(self) -> ActivityType | None:
        kinds = [one.kind for one in self.picks() if one.fulfils]
        return self.types.types[kinds[0]] if len(kinds) == 1 else None

    def _fits(self, one: ActivityType) -> bool:
        if self.whom is None:
            return True
        return one.target in (Target.BOTH, Target.CUSTOMER if self.whom.customer else Target.LEAD)


def on_offer(visit: Visit) -> Dictionary:
    """The kinds that this tenant offers; none of it exists where activities are switched off."""
    visit.refuse_unless_offered(FEATURE)
    (found,) = effective_settings([OFFERED_KINDS], actor=visit.actor, world=visit.world)
    return visit.world.activity_types.restricted(str(found.value))


def place_of(party: Party) -> str:
    """Where the page of a customer or lead is."""
    if party.customer_id is not None:
        return f"/customers/{party.customer_id}"
    return f"/leads/{party.lead_id}"


def _party(asked: Mapping[str, str]) -> Party | None:
    try:
        if "customer" in asked:
            return Party(CustomerId(UUID(asked["customer"])))
        return Party(lead_id=LeadId(UUID(asked["lead"]))) if "lead" in asked else None
    except ValueError:
        raise NotFound from None


def _follow_up(visit: Visit, asked: Mapping[str, str]) -> FollowUp | None:
    """The follow-up that this may fulfil; one that is done meanwhile still says whom it was about."""
    if "follow_up" not in asked:
        return None
    try:
        key = FollowUpId(UUID(asked["follow_up"]))
    except ValueError:
        raise NotFound from None
    return follow_up_by_id(key, actor=visit.actor, world=visit.world)
