"""The fold of one customer as SQL expressions: where each column looks, and how it reads what is there."""

import json
from collections.abc import Iterable, Mapping

from attrs import frozen

from adapters.postgres.hot.reading import READERS
from adapters.postgres.hot.records import Record
from crm_core.domain.projections.hot_row import HotColumn, HotColumns
from crm_core.domain.projections.hot_source import At, LengthOf, Newest, Source, UnlessThere
from crm_core.domain.projections.hot_types import HotType


@frozen
class Fold:
    """The columns over the tables of their records. In its expressions `f` holds the customer's fields as one
    object, and each sort of record has an alias of its own name for its newest record."""

    columns: HotColumns
    records: Mapping[str, Record]

    @property
    def keys(self) -> tuple[str, ...]:
        """The fields that feed a column."""
        return tuple(sorted({key for column in self.columns.columns for key in column.fields}))

    @property
    def sorts(self) -> Mapping[str, Record]:
        """The sorts of records that feed a column; one without a known table stops the generation."""
        named = {
            source.sort
            for column in self.columns.columns
            for source in column.sources
            if isinstance(source, Newest | UnlessThere)
        }
        return {sort: self.records[sort] for sort in sorted(named)}

    def value(self, column: HotColumn) -> str:
        """The column's value: the first source with anything in it, read as the column's type."""
        raw = [self._found(source) for source in column.sources]
        first = raw[0] if len(raw) == 1 else f"coalesce({', '.join(raw)})"
        if column.options:
            return f"app.json_choice({first}, {words(column.options)})"
        return f"{READERS[column.type]}({first})"

    def _found(self, source: Source) -> str:
        match source:
            case At():
                found = _followed(source.field, source.path)
                if source.otherwise is None:
                    return found
                there = f"f ? {literal(source.field)}"
                other = f"{literal(json.dumps(source.otherwise))}::jsonb"
                return f"CASE WHEN {there} THEN coalesce({found}, {other}) END"
            case LengthOf():
                at = _arrows(source.field, source.path)
                return f"CASE jsonb_typeof({at}) WHEN 'array' THEN to_jsonb(jsonb_array_length({at})) END"
            case Newest():
                name, kind = self.records[source.sort].members[source.member]
                return as_json(f"{source.sort}.{name}", kind)
            case UnlessThere():
                return f"CASE WHEN {source.sort}.id IS NULL THEN {_followed(source.field, ())} END"
            case _:
                raise TypeError(f"the database does not know the source {source!r}")


def as_json(expression: str, kind: str) -> str:
    """A column as JSON, as the core writes it: instants in UTC with Z."""
    if kind == HotType.INSTANT:
        return f"to_jsonb(to_jsonb({expression} AT TIME ZONE 'UTC') #>> '{{}}' || 'Z')"
    return f"to_jsonb({expression})"


def literal(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def words(given: Iterable[str]) -> str:
    return f"ARRAY[{', '.join(map(literal, given))}]"


def _followed(field: str, path: Iterable[str]) -> str:
    """A field, or a member of an object; null in JSON is nothing here."""
    return f"nullif({_arrows(field, path)}, 'null')"


def _arrows(field: str, path: Iterable[str]) -> str:
    return "f" + "".join(f" -> {literal(name)}" for name in (field, *path))
