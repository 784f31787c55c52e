"""Ids inside of values that name something else: which ones a change brings in, and where they stand."""

from collections.abc import Iterator, Mapping
from uuid import UUID

from crm_core.domain.fields.alternatives import AnyOf
from crm_core.domain.fields.definition import Definition
from crm_core.domain.fields.faults import Faults, step
from crm_core.domain.fields.field_set import FieldChange
from crm_core.domain.fields.kinds import Identity, Kind
from crm_core.domain.fields.record import ListOf, Record


def newly_named(change: FieldChange, definition: Definition, of: str) -> list[tuple[str, UUID]]:
    """The ids of such things that stand in the new value only, each behind its pointer: what a stored value
    names may be gone by now."""
    before = {named for _, named in _named(definition.kind, change.old, "", of)}
    after = _named(definition.kind, change.new, definition.at, of)
    return [(at, named) for at, named in after if named not in before]


def _named(kind: Kind | None, value: object, at: str, of: str) -> Iterator[tuple[str, UUID]]:
    match kind, value:
        case Identity(of=sort), str() if sort == of:
            named = kind.parse(value, at, Faults())
            if isinstance(named, UUID):
                yield at, named
        case Record(), Mapping():
            for member in kind.members:
                yield from _named(member.kind, value.get(member.key), step(at, member.key), of)
        case ListOf(), list() | tuple():
            for place, item in enumerate(value):
                yield from _named(kind.item, item, step(at, place), of)
        case AnyOf(), _:
            yield from _named(kind.kind_for(value), value, at, of)
