"""The hot row: the few properties of a customer that lists filter and sort by, declared once and folded."""

from collections.abc import Iterable, Mapping
from enum import StrEnum

from attrs import frozen

from crm_core.domain.events.fact import camel
from crm_core.domain.fields.catalogue import Catalogue
from crm_core.domain.fields.faults import UNREADABLE, Faults
from crm_core.domain.projections.hot_source import HotSources, Source, first_found
from crm_core.domain.projections.hot_types import HotType, read, shown, shown_cents


class Comparison(StrEnum):
    """How a filter compares the column with what was asked; both bounds are inclusive."""

    EQUAL = "="
    AT_LEAST = ">="
    AT_MOST = "<="


@frozen
class Filter:
    """A parameter of the list; a customer without a value is matched by none."""

    parameter: str
    comparison: Comparison = Comparison.EQUAL


@frozen
class HotColumn:
    """One column. The first of `sources` with anything in it decides.

    `options` are the words that a text column takes. `sorts` are the list's orders by this column; a minus
    means descending, and each order has its indexes.
    """

    name: str
    type: HotType
    sources: tuple[Source, ...]
    options: tuple[str, ...] = ()
    filters: tuple[Filter, ...] = ()
    sorts: tuple[str, ...] = ()
    shown_as: str = ""

    @property
    def api_name(self) -> str:
        return self.shown_as or camel(self.name)

    @property
    def fields(self) -> frozenset[str]:
        """The fields that feed this column."""
        return frozenset(path.split(".")[0] for path in self.paths)

    @property
    def paths(self) -> tuple[str, ...]:
        return tuple(source.reads for source in self.sources if source.reads is not None)


@frozen
class Unread:
    """A value that stands in a source and cannot stand in its column."""

    column: str
    code: str


@frozen
class Folded:
    """A row by column, and what fell to null on the way."""

    row: Mapping[str, object]
    unread: tuple[Unread, ...] = ()


@frozen
class HotColumns:
    """All hot columns of the plugged-in packs, in the order of their declaration."""

    columns: tuple[HotColumn, ...] = ()

    @classmethod
    def of(cls, columns: Iterable[HotColumn], catalogue: Catalogue) -> "HotColumns":
        """The declaration, held against the fields; what contradicts itself stops the start."""
        declared = cls(tuple(columns))
        trouble = [fault for column in declared.columns for fault in declared.trouble(column, catalogue)]
        if trouble:
            raise ValueError("; ".join(trouble))
        return declared

    def trouble(self, column: HotColumn, catalogue: Catalogue) -> list[str]:
        known = [one.name for one in self.columns]
        restricted = [one.restricted for key, one in catalogue.definitions.items() if key in column.fields]
        claims = (
            (known.count(column.name) > 1, "is declared twice"),
            (None in map(catalogue.kind_at, column.paths), "reads what no field declares"),
            # Everybody who sees the list sees the hot row.
            (any(restricted), "reads a restricted field"),
            (len(column.sorts) > 1, "is sorted by in two directions"),
            (bool(column.options) and column.type is not HotType.TEXT, "has options and is no text"),
        )
        return [f"hot column {column.name} {said}" for holds, said in claims if holds]

    def fold(self, sources: HotSources) -> Folded:
        """The row that these sources make. It never fails: what cannot be read is null, and told."""
        row: dict[str, object] = {}
        unread: list[Unread] = []
        for column in self.columns:
            row[column.name], code = _value(column, sources)
            if code is not None:
                unread.append(Unread(column.name, code))
        return Folded(row, tuple(unread))

    def drift(self, stored: Mapping[str, object], folded: Folded) -> tuple[str, ...]:
        """The columns in which a stored row differs from what its sources make."""
        return tuple(c.name for c in self.columns if stored.get(c.name) != folded.row[c.name])

    def as_json(self, row: Mapping[str, object]) -> dict[str, object]:
        """A row as lists show it: camelCase, money with two places."""
        return {
            c.api_name: (shown_cents if c.type is HotType.CENTS else shown)(row.get(c.name))
            for c in self.columns
        }

    def fed_by(self, field: str) -> tuple[HotColumn, ...]:
        """The columns that a field feeds: the hot mapping of its definition."""
        return tuple(column for column in self.columns if field in column.fields)


def _value(column: HotColumn, sources: HotSources) -> tuple[object, str | None]:
    raw = first_found(column.sources, sources)
    if raw is None:
        return None, None
    faults = Faults()
    value = read(raw, column.type, faults)
    if value is UNREADABLE:
        return None, faults.found[0].code
    if column.options and value not in column.options:
        return None, "not-a-choice"
    return value, None
