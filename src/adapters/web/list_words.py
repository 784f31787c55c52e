"""What the list's filters, their values, its columns and orders are called."""

from collections.abc import Mapping, Sequence
from datetime import date
from uuid import UUID

from attrs import frozen

from adapters.web.listing import FALSE, ME, TRUE, ListAddress
from adapters.web.values.controls import Control, Options
from adapters.web.visit import Visit
from crm_core.domain.customers.list_query import ListFilter, MeOr
from crm_core.domain.fields.kinds import Boolean, Choice, Day
from crm_core.domain.fields.numbers import Number

# Of the core's filters: the family of sentences that has the words for their values.
_FAMILIES = {"type": "type", "channel": "channel", "territory": "territory", "contactability": "state-of"}
_NOT_IN_FORM = ("q", "parent")
NOTHING_TYPED: Mapping[str, str] = {}
FEW = 5  # words that stand side by side in the form of filters


@frozen
class Chip:
    """A filter that narrows the list, and the address without it."""

    name: str
    text: str
    without: str


@frozen
class Pick:
    """A filter that can be set by one click: what it offers, and where each leads."""

    name: str
    label: str
    options: tuple[tuple[str, str, bool], ...]


@frozen
class ListWords:
    visit: Visit
    address: ListAddress
    chain_name: str | None = None

    def filter_label(self, name: str) -> str:
        return self._or(f"list-filter.{name}", name)

    def column_label(self, name: str) -> str:
        return self._or(f"column.{name}", name)

    def order_label(self, name: str) -> str:
        return self._or(f"sort.{name}", name)

    def hot_word(self, column: str, word: str) -> str:
        return self._or(f"hot-word.{column}.{word}", word)

    def chips(self) -> list[Chip]:
        return [
            Chip(name, self._chip(self.address.query.filters[name], value), self.address.without(name))
            for name, value in self.address.filters.items()
            if name != "q"
        ]

    def picks(self, names: Sequence[str]) -> list[Pick]:
        """Of these filters those that do not narrow the list yet."""
        declared = self.address.query.filters
        free = [declared[name] for name in names if name in declared and name not in self.address.values]
        return [
            Pick(
                one.name,
                self.filter_label(one.name),
                tuple(
                    (text, self.address.with_(**{one.name: value}), False)
                    for value, text in self.options(one)
                ),
            )
            for one in free
        ]

    def sorts(self) -> list[tuple[str, str, bool]]:
        address = self.address
        return [
            (self.order_label(name), address.with_(sort=name), name == address.sort)
            for name in address.query.orders
        ]

    def form(self, typed: Mapping[str, str] = NOTHING_TYPED) -> list[Control]:
        """Every filter as an input, with what it says now, or with what somebody typed and sent."""
        filters, values = self.address.query.filters.values(), {**self.address.values, **typed}
        return [self._control(one, values) for one in filters if one.name not in _NOT_IN_FORM]

    def options(self, one: ListFilter) -> Options:
        """The words that a filter may say; none when it takes more than words."""
        if isinstance(one.kind, Boolean):
            return ((TRUE, self.visit.say("yes")), (FALSE, self.visit.say("no")))
        if isinstance(one.kind, MeOr):
            people = self.visit.site.parts.everybody()
            return ((ME, self.visit.say("filter.me")), *((str(p.id), p.name) for p in people))
        words: Sequence[str] = one.kind.options if isinstance(one.kind, Choice) else ()
        if one.name == "territory":
            words = self.visit.site.parts.territories
        if one.name == "region":
            words = sorted(self.visit.actor.regions)
        return tuple((str(word), self._word(one, str(word))) for word in words)

    def _control(self, one: ListFilter, values: Mapping[str, str]) -> Control:
        label, value = self.filter_label(one.name), values.get(one.name, "")
        options = self.options(one)
        if options and (value == "" or value in dict(options)):
            form = "words" if len(options) < FEW and not isinstance(one.kind, MeOr) else "choice"
            return Control(form, one.name, label, value, options)
        form = "date" if isinstance(one.kind, Day) else "number" if isinstance(one.kind, Number) else "text"
        return Control(form, one.name, label, value)

    def _chip(self, one: ListFilter, value: str) -> str:
        if one.name == "owner" and value == ME:
            return self.visit.say("filter.mine")
        if one.name == "parent":
            return self.visit.say("filter.chain", name=self.chain_name or "")
        return f"{self.filter_label(one.name)}: {self._said(one, value)}"

    def _said(self, one: ListFilter, value: str) -> str:
        read = self.address.asked[one.name]
        if isinstance(read, UUID):
            return self.visit.name_of(read) or value
        if isinstance(read, bool):
            return self.visit.say("yes" if read else "no")
        if isinstance(read, date):
            return self.visit.tongue.date(read)
        return self.visit.tongue.number(read) if isinstance(read, int) else self._word(one, value)

    def _word(self, one: ListFilter, word: str) -> str:
        if one.hot is not None:
            return self.hot_word(one.hot[0].name, word)
        return self._or(f"{_FAMILIES.get(one.name, one.name)}.{word}", word)

    def _or(self, key: str, otherwise: str) -> str:
        return self.visit.say(key) if self.visit.tongue.knows(key) else otherwise
