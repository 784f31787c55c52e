"""The work list: whose follow-ups, which of them, and what each row says and offers."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from urllib.parse import urlencode

from attrs import frozen

from adapters.web.activity_desk import FEATURE, place_of
from adapters.web.asked import refuse_unknown
from adapters.web.follow_up_words import PutOff, due_in_words, put_off, reason_of, title_of
from adapters.web.visit import Visit
from crm_core.domain.fields.faults import Faults
from crm_core.domain.fields.kinds import Choice, Identity, Kind
from crm_core.domain.fields.kinds import Text as Words
from crm_core.domain.follow_ups.alternative_channel import ALTERNATIVE_CHANNEL
from crm_core.domain.follow_ups.follow_up import Badge, FollowUp, State
from crm_core.domain.follow_ups.listing import FollowUpFilter
from crm_core.domain.rollups.rollup import OPEN_BADGES
from crm_core.queries.engaged_parties import engaged_parties
from crm_core.queries.follow_ups import FollowUpPage
from crm_core.queries.party_names import party_names

PATH = "/follow-ups"
MINE, TEAM = "mine", "team"
_KINDS: Mapping[str, Kind] = {
    "of": Choice((MINE, TEAM)),
    "badge": Choice(tuple(str(badge) for badge in OPEN_BADGES)),
    "customer": Identity(),
    "chain": Identity(),
    "cursor": Words(2000),
}


@frozen
class WorkAddress:
    """What the address of the list says, read strictly; an empty word says nothing."""

    values: Mapping[str, str]
    read_as: Mapping[str, object]

    @classmethod
    def read(cls, given: Mapping[str, str]) -> "WorkAddress":
        faults = Faults()
        refuse_unknown(given, _KINDS, faults)
        said = {name: given[name].strip() for name in _KINDS if given.get(name, "").strip()}
        read = {name: _KINDS[name].parse(text, f"/{name}", faults) for name, text in said.items()}
        faults.refuse_if_any()
        return cls(said, read)

    @property
    def of(self) -> str:
        """One's own, unless one asks for all or comes from a customer or chain."""
        return self.values.get("of", TEAM if {"customer", "chain"} & self.values.keys() else MINE)

    @property
    def badge(self) -> str:
        return self.values.get("badge", "")

    @property
    def cursor(self) -> str | None:
        return self.values.get("cursor")

    def wanted(self, visit: Visit) -> FollowUpFilter:
        return FollowUpFilter(
            owner=visit.actor.user if self.of == MINE else None,
            badge=Badge(self.badge) if self.badge else None,
            state=State.OPEN,
            customer=self.read_as.get("customer"),  # type: ignore[arg-type]  # read as an identity
            chain=self.read_as.get("chain"),  # type: ignore[arg-type]  # read as an identity
        )

    def at(self, **changes: str | None) -> str:
        """The list narrowed otherwise, from its first page."""
        merged = {**self.values, "cursor": None, **changes}
        query = urlencode({name: value for name, value in merged.items() if value})
        return f"{PATH}?{query}" if query else PATH


@frozen
class WorkRow:
    follow_up: FollowUp
    title: str
    badge: str
    due: str
    reason: str
    whom: str | None
    place: str
    owner: str | None
    put_off: PutOff | None
    # What gets it done: an activity, or another way to reach the customer; none where neither does.
    way: tuple[str, str] | None
    open: str


def work_rows(visit: Visit, address: WorkAddress, page: FollowUpPage) -> Sequence[WorkRow]:
    """With names of all parties, and whether one may work with them, in one question each."""
    names = party_names([one.party for one in page.rows], actor=visit.actor, world=visit.world)
    engaged = engaged_parties([one.party for one in page.rows], actor=visit.actor, world=visit.world)
    here, may_log = address.at(), visit.offers(FEATURE)
    return [
        _row(
            visit,
            one,
            names.get(one.party),
            page.now,
            way=_way(visit, one, here, may_log=may_log) if one.party in engaged else None,
            here=here,
        )
        for one in page.rows
    ]


def _row(
    visit: Visit, one: FollowUp, name: str | None, now: datetime, *, way: tuple[str, str] | None, here: str
) -> WorkRow:
    return WorkRow(
        follow_up=one,
        title=title_of(visit, one.rule),
        badge=str(one.badge(now) or ""),
        due=due_in_words(visit, one, now),
        reason=reason_of(visit, one),
        whom=name,
        place=place_of(one.party),
        owner=visit.name_of(one.owner_user_id),
        put_off=put_off(one, now),
        way=way,
        open=f"{PATH}/{one.id}?{urlencode({'back': here})}",
    )


def _way(visit: Visit, one: FollowUp, here: str, *, may_log: bool) -> tuple[str, str] | None:
    """The address and its words."""
    if one.rule == ALTERNATIVE_CHANNEL.key:
        return f"{place_of(one.party)}/contacts/new", visit.say("reach.add-contact")
    rule = visit.world.follow_up_rules.get(one.rule)
    if not may_log or rule is None or not rule.completed_by:
        return None
    query = urlencode({"follow_up": str(one.id), "back": here})
    return f"/activities/new?{query}", visit.say("activity.log-short")
