"""The list of leads as an address: its filters, what they are called, and where each link leads."""

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from attrs import field, frozen

from adapters.web.asked import refuse_unknown
from adapters.web.list_words import NOTHING_TYPED, Chip
from adapters.web.trail import ROWS, Trail, address
from adapters.web.values.controls import Control, Options
from adapters.web.visit import Visit
from crm_core.domain.access.actor import Actor
from crm_core.domain.customers.list_query import MeOr
from crm_core.domain.days import start_of
from crm_core.domain.fields.faults import UNREADABLE, Faults, step
from crm_core.domain.fields.kinds import Choice, Day, Kind, Text
from crm_core.domain.leads.listing import LeadFilter, LeadOrder, LeadState

PATH = "/leads"
FILTERS: Mapping[str, Kind] = {
    "q": Text(200),
    "state": Choice(tuple(LeadState)),
    "owner": MeOr(),
    "region": Text(50),
    "lapsing_before": Day(),
}
_KINDS: Mapping[str, Kind] = {
    **FILTERS,
    "sort": Choice(tuple(LeadOrder)),
    "rows": Choice(tuple(str(rows) for rows in ROWS)),
    "cursor": Text(1000),
    "trail": Text(20000),
}


@frozen
class LeadAddress:
    """What the address says, each value read strictly; an empty one says nothing."""

    values: Mapping[str, str]
    asked: Mapping[str, object] = field(factory=dict, repr=False)

    @classmethod
    def read(cls, given: Mapping[str, str]) -> "LeadAddress":
        address, faults = cls.tried(given)
        faults.refuse_if_any()
        return address

    @classmethod
    def tried(cls, given: Mapping[str, str]) -> tuple["LeadAddress", Faults]:
        """What of it can be read, and what is wrong with the rest."""
        faults, values, asked = Faults(), dict[str, str](), dict[str, object]()
        refuse_unknown(given, _KINDS, faults)
        for name, kind in _KINDS.items():
            if text := given.get(name, "").strip():
                value = kind.parse(text, step("", name), faults)
                if value is not UNREADABLE:
                    values[name], asked[name] = text, value
        return cls(values, asked), faults

    @property
    def trail(self) -> Trail:
        return Trail(PATH, self.values)

    @property
    def sort(self) -> LeadOrder:
        return LeadOrder(self.values.get("sort", LeadOrder.COMPANY))

    @property
    def filters(self) -> dict[str, str]:
        return {name: self.values[name] for name in FILTERS if name in self.values}

    def wanted(self, actor: Actor) -> LeadFilter:
        owner, state = self.asked.get("owner"), self.values.get("state")
        day = self.asked.get("lapsing_before")
        return LeadFilter(
            q=self.values.get("q"),
            state=None if state is None else LeadState(state),
            owner=actor.user if owner == MeOr.ME else owner,  # type: ignore[arg-type]  # an id, by its kind
            region=self.values.get("region"),
            lapsing_before=start_of(day) if isinstance(day, date) else None,
        )

    def with_(self, path: str = PATH, **changes: str | None) -> str:
        """The list under other filters or another order, from its first page."""
        merged = {**self.trail.kept, **changes}
        return address(path, {name: value for name, value in merged.items() if value is not None})

    def reset(self) -> str:
        return self.with_(PATH, **dict.fromkeys(FILTERS))


@frozen
class LeadListWords:
    visit: Visit
    address: LeadAddress

    def chips(self) -> list[Chip]:
        """The filters that narrow the list, each with the address without it."""
        told = self.address.filters.items()
        return [
            Chip(name, self._chip(name, value), self.address.with_(PATH, **{name: None}))
            for name, value in told
            if name != "q"
        ]

    def sorts(self) -> list[tuple[str, str, bool]]:
        return [
            (self.order_label(one), self.address.with_(sort=str(one)), one == self.address.sort)
            for one in LeadOrder
        ]

    def order_label(self, order: LeadOrder) -> str:
        return self.visit.say(f"lead-sort.{order.name.lower()}")

    def states(self) -> list[tuple[str, str, bool]]:
        """Each state as a link to the leads that are in it now."""
        chosen = self.address.values.get("state")
        return [
            (self.visit.say(f"lead-state.{one}"), self.address.with_(state=str(one)), one == chosen)
            for one in LeadState
        ]

    def form(self, typed: Mapping[str, str] = NOTHING_TYPED) -> list[Control]:
        """Every filter as an input, with what it says now, or with what somebody typed and sent."""
        say, regions = self.visit.say, sorted(self.visit.actor.regions)
        values = {**self.address.values, **typed}
        everybody = self.visit.site.parts.everybody()
        people: Options = ((MeOr.ME, say("filter.me")), *((str(one.id), one.name) for one in everybody))
        states: Options = tuple((str(one), say(f"lead-state.{one}")) for one in LeadState)
        places: Options = tuple((one, one) for one in regions)

        def control(name: str, form: str, options: Options = ()) -> Control:
            return Control(form, name, say(f"lead-filter.{name}"), values.get(name, ""), options)

        return [
            control("state", "choice", states),
            control("owner", "choice", people),
            control("region", "choice", places) if regions else control("region", "text"),
            control("lapsing_before", "date"),
        ]

    def _chip(self, name: str, value: str) -> str:
        read = self.address.asked[name]
        if name == "owner" and value == MeOr.ME:
            return self.visit.say("lead-filter.mine")
        if name == "state":
            return self.visit.say(f"lead-state.{value}")
        if isinstance(read, date):
            return self.visit.say("lead-filter.lapsing", day=self.visit.tongue.date(read))
        told = self.visit.name_of(read) if isinstance(read, UUID) else value
        return f"{self.visit.say(f'lead-filter.{name}')}: {told}"
