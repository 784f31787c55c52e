"""The customer list as an address: which filters it carries, and where each link of the page leads."""

from collections.abc import Mapping
from urllib.parse import urlencode
from uuid import UUID

from attrs import evolve, frozen

from crm_core.domain.access.actor import Actor
from crm_core.domain.customers.customer import Channel, CustomerType
from crm_core.domain.customers.listing import CustomerFilter, CustomerOrder, CustomerSlice
from crm_core.domain.fields.faults import UNREADABLE, Faults, step
from crm_core.domain.fields.kinds import Choice, Identity, Kind, Text
from crm_core.domain.ids import UserId

PATH = "/customers"
ME = "me"
ROWS = 50
MAX_TRAIL = 20  # pages one can walk back; keeps addresses short enough for every proxy

_ORDERS = {order.name: order for order in CustomerOrder.ALL}
_KINDS: Mapping[str, Kind] = {
    "q": Text(200),
    "type": Choice(tuple(CustomerType)),
    "territory": Text(5, pattern=r"[A-Z]{2,5}"),
    "region": Text(50),
    "channel": Choice(tuple(Channel)),
    "parent": Identity(),
    "owner": Text(36, pattern=rf"{ME}|[0-9a-fA-F-]{{36}}"),
    "sort": Choice(tuple(_ORDERS)),
    "cursor": Text(1000),
    "trail": Text(20000),
}
FILTERS = ("type", "territory", "region", "channel", "owner", "parent")
_BETWEEN = "~"  # never part of a cursor, which is base64 for addresses


@frozen
class ListAddress:
    """What the address of a list says, each value read strictly; an empty one says nothing."""

    values: Mapping[str, str]

    @classmethod
    def read(cls, query: Mapping[str, str]) -> "ListAddress":
        faults = Faults()
        found: dict[str, str] = {}
        for name, kind in _KINDS.items():
            if raw := query.get(name, "").strip():
                value = kind.parse(raw, step("", name), faults)
                if value is not UNREADABLE:
                    found[name] = str(value)
        if found.get("owner", ME) != ME:
            Identity().parse(found["owner"], "/owner", faults)
        faults.refuse_if_any()
        return cls(found)

    def wanted(self, actor: Actor) -> CustomerSlice:
        given = self.values.get
        owner, parent = given("owner"), given("parent")
        narrowed = CustomerFilter(
            q=given("q"),
            type=given("type"),
            territory=given("territory"),
            region=given("region"),
            owner=None if owner is None else actor.user if owner == ME else UserId(UUID(owner)),
            parent=None if parent is None else UUID(parent),
            channel=given("channel"),
        )
        return CustomerSlice(narrowed, _ORDERS[given("sort", CustomerOrder.NAME.name)], ROWS)

    @property
    def cursor(self) -> str | None:
        return self.values.get("cursor")

    @property
    def is_narrowed(self) -> bool:
        return "q" in self.values or any(name in self.values for name in FILTERS)

    @property
    def number(self) -> int | None:
        """The number of this page; None once the trail no longer reaches the first one."""
        if self.cursor is None:
            return 1
        walked = len(self._trail)
        return walked + 2 if walked < MAX_TRAIL else None

    @property
    def _trail(self) -> list[str]:
        """The cursors of the pages before this one, the first page (which has none) left out."""
        return [cursor for cursor in self.values.get("trail", "").split(_BETWEEN) if cursor]

    def with_(self, **changes: str | None) -> str:
        """The list under other filters or another order, from its first page."""
        kept = {name: value for name, value in self.values.items() if name not in ("cursor", "trail")}
        merged = {**kept, **changes}
        return _url({name: value for name, value in merged.items() if value is not None})

    def after(self, next_cursor: str) -> str:
        trail = [*self._trail, *([self.cursor] if self.cursor else [])][-MAX_TRAIL:]
        more = {"cursor": next_cursor, "trail": _BETWEEN.join(trail)}
        return _url({**self.values, **{name: value for name, value in more.items() if value}})

    def before(self) -> str | None:
        """The page before this one, by the trail that led here."""
        if self.cursor is None:
            return None
        *older, last = self._trail or [""]
        back = {"cursor": last, "trail": _BETWEEN.join(older)}
        return _url({**self.values, **back})

    def first(self) -> "ListAddress":
        kept = {name: value for name, value in self.values.items() if name not in ("cursor", "trail")}
        return evolve(self, values=kept)


def _url(values: Mapping[str, str]) -> str:
    asked = {name: value for name, value in values.items() if value}
    return f"{PATH}?{urlencode(asked)}" if asked else PATH
