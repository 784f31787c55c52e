"""The customer list as an address: which filters it carries, and where each link of the page leads."""

from collections.abc import Mapping
from decimal import Decimal

from attrs import evolve, field, frozen

from adapters.web.asked import refuse_unknown
from adapters.web.trail import OF_THE_PAGE, ROWS, Trail
from adapters.web.trail import address as url_of
from crm_core.domain.access.actor import Actor
from crm_core.domain.customers.list_query import ListQuery
from crm_core.domain.customers.listing import CustomerOrder, CustomerSlice
from crm_core.domain.fields.faults import UNREADABLE, Faults, step
from crm_core.domain.fields.kinds import Boolean, Choice, Identity, Kind, Text
from crm_core.domain.fields.numbers import Number
from crm_core.domain.views.form import columns_of

PATH = "/customers"
ME = "me"
TRUE, FALSE = "true", "false"
# Shown until somebody chooses others.
USUAL_COLUMNS = ("name", "type", "city", "ownerUserId", "sampleStatus", "roiValue", "renewalDate")


def _typed(kind: Kind, text: str) -> object:
    """The text of an address as the JSON that its kind reads; what cannot be one is refused by the kind."""
    if isinstance(kind, Boolean):
        return {TRUE: True, FALSE: False}.get(text, text)
    if isinstance(kind, Number) and text.lstrip("-").isdecimal() and text.isascii():
        return Decimal(text)
    return text


@frozen
class ListAddress:
    """What the address of a list says, each value read strictly; an empty one says nothing."""

    query: ListQuery
    values: Mapping[str, str]
    asked: Mapping[str, object] = field(factory=dict, repr=False)

    @classmethod
    def read(cls, given: Mapping[str, str], query: ListQuery) -> "ListAddress":
        address, faults = cls.tried(given, query)
        faults.refuse_if_any()
        return address

    @classmethod
    def tried(cls, given: Mapping[str, str], query: ListQuery) -> tuple["ListAddress", Faults]:
        """What of it can be read, and what is wrong with the rest; an unknown name never widens a list."""
        faults, values, asked, kinds = Faults(), dict[str, str](), dict[str, object](), _kinds(query)
        refuse_unknown(given, kinds, faults)
        for name, kind in kinds.items():
            if text := given.get(name, "").strip():
                value = kind.parse(_typed(kind, text), step("", name), faults)
                if value is not UNREADABLE:
                    values[name], asked[name] = text, value
        known = columns_of(query)
        for column in values.get("columns", "name").split(","):
            Choice(known).parse(column, "/columns", faults)
        return cls(query, values, asked), faults

    def wanted(self, actor: Actor) -> CustomerSlice:
        return self.query.slice(self.asked, me=actor.user, sort=self.values.get("sort"), limit=self.rows)

    @property
    def sort(self) -> str:
        return self.values.get("sort", CustomerOrder.NAME.name)

    @property
    def rows(self) -> int:
        return self.trail.rows

    @property
    def columns(self) -> tuple[str, ...]:
        known = columns_of(self.query)
        chosen = self.values.get("columns")
        return tuple(chosen.split(",")) if chosen else tuple(c for c in USUAL_COLUMNS if c in known)

    @property
    def filters(self) -> dict[str, str]:
        """The filters that narrow this list, in the order in which they are declared."""
        return {name: self.values[name] for name in self.query.filters if name in self.values}

    @property
    def cursor(self) -> str | None:
        return self.values.get("cursor")

    @property
    def is_narrowed(self) -> bool:
        return bool(self.filters)

    @property
    def is_special(self) -> bool:
        """Whether there is anything about this list that one could want to keep."""
        return bool(self.kept.keys() - {"rows", "view"})

    @property
    def kept(self) -> dict[str, str]:
        """Everything but the place in the list."""
        return {name: value for name, value in self.values.items() if name not in OF_THE_PAGE}

    @property
    def number(self) -> int | None:
        return self.trail.number

    @property
    def trail(self) -> Trail:
        return Trail(PATH, self.values)

    def with_(self, path: str = PATH, **changes: str | None) -> str:
        """The list under other filters or another order, from its first page."""
        merged = {**self.kept, **changes}
        return url_of(path, {name: value for name, value in merged.items() if value is not None})

    def without(self, *names: str) -> str:
        return self.with_(PATH, **dict.fromkeys(names))

    def reset(self) -> str:
        """Without any filter; columns and order stay."""
        return self.without(*self.query.filters, "view")

    def after(self, next_cursor: str) -> str:
        return self.trail.after(next_cursor)

    def before(self) -> str | None:
        return self.trail.before()

    def longer(self) -> str | None:
        return self.trail.longer()

    def first(self) -> "ListAddress":
        return evolve(self, values=self.kept)


def _kinds(query: ListQuery) -> Mapping[str, Kind]:
    return {
        **{one.name: one.kind for one in query.filters.values()},
        "sort": Choice(tuple(query.orders)),
        "rows": Choice(tuple(str(rows) for rows in ROWS)),
        "columns": Text(1000),
        "view": Identity(),
        "cursor": Text(1000),
        "trail": Text(20000),
    }
