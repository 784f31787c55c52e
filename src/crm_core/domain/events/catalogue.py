"""The catalogue of everything that can happen: each fact's type, version and the schema of its data."""

import types
import typing
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from uuid import UUID

from attrs import fields, frozen, resolve_types

from crm_core.domain.events.fact import Fact, camel
from crm_core.domain.fields.record import nullable

_SIMPLE: Mapping[object, dict[str, object]] = {
    str: {"type": "string"},
    int: {"type": "integer"},
    bool: {"type": "boolean"},
    UUID: {"type": "string", "format": "uuid"},
    datetime: {"type": "string", "format": "date-time"},
    date: {"type": "string", "format": "date"},
}


@frozen
class EventCatalogue:
    """The declared facts by type; packs add theirs."""

    facts: Mapping[str, type[Fact]]

    @classmethod
    def of(cls, facts: Iterable[type[Fact]]) -> "EventCatalogue":
        return cls({fact.type: fact for fact in facts})

    def schemas(self) -> dict[str, dict[str, object]]:
        return {name: data_schema(fact) for name, fact in sorted(self.facts.items())}


def data_schema(fact: type[Fact]) -> dict[str, object]:
    """The JSON Schema of one fact's data, read off its declaration."""
    resolve_types(fact)
    members = {camel(a.name): _schema_of(a.type) for a in fields(fact)}
    return {
        "title": f"{fact.type} {fact.schema_version}",
        "description": (fact.__doc__ or "").strip(),
        "type": "object",
        "properties": members,
        "required": sorted(members),
        "additionalProperties": False,
    }


def _schema_of(declared: object) -> dict[str, object]:
    while isinstance(declared, typing.NewType):
        declared = declared.__supertype__
    if declared in _SIMPLE:
        return _SIMPLE[declared]
    origin, arguments = typing.get_origin(declared), typing.get_args(declared)
    if origin in (typing.Union, types.UnionType):
        return nullable(_schema_of(next(one for one in arguments if one is not type(None))))
    if origin is tuple:
        return {"type": "array", "items": _schema_of(arguments[0])}
    if origin is Mapping:
        return {"type": "object"}
    raise TypeError(f"a fact cannot carry {declared!r}")
