"""Where a hot column's value comes from: a path into a field, the length of a list, or the newest record."""

from collections.abc import Mapping, Sequence
from typing import Protocol

from attrs import frozen


@frozen
class HotSources:
    """All that one row is folded from, as JSON: the fields, and the newest record of each sort."""

    fields: Mapping[str, object] = {}
    newest: Mapping[str, Mapping[str, object]] = {}


class Source(Protocol):
    @property
    def reads(self) -> str | None:
        """The dotted path of the field, or of the member, that is read; None where no field is."""
        ...

    def find(self, sources: HotSources) -> object:
        """The JSON that stands there, None where there is none; it never raises."""
        ...


@frozen
class At:
    """A field, or a member inside of it; `otherwise` stands when the field is there and the member is not."""

    field: str
    path: tuple[str, ...] = ()
    otherwise: object = None

    @property
    def reads(self) -> str:
        return ".".join((self.field, *self.path))

    def find(self, sources: HotSources) -> object:
        value = sources.fields.get(self.field)
        if value is None:
            return None
        found = _follow(value, self.path)
        return self.otherwise if found is None else found


@frozen
class LengthOf:
    """How many items the list has that stands there; None when no list does."""

    field: str
    path: tuple[str, ...] = ()

    @property
    def reads(self) -> str:
        return ".".join((self.field, *self.path))

    def find(self, sources: HotSources) -> object:
        found = _follow(sources.fields.get(self.field), self.path)
        return len(found) if isinstance(found, list | tuple) else None


@frozen
class Newest:
    """A member of the newest record of a sort, such as a sample: the one whose last change of status
    was recorded last, a tie decided by id."""

    sort: str
    member: str

    @property
    def reads(self) -> None:
        return None

    def find(self, sources: HotSources) -> object:
        return sources.newest.get(self.sort, {}).get(self.member)


@frozen
class UnlessThere:
    """A field that counts only as long as there is no record of a sort; for migrated data."""

    sort: str
    field: str

    @property
    def reads(self) -> str:
        return self.field

    def find(self, sources: HotSources) -> object:
        return None if self.sort in sources.newest else sources.fields.get(self.field)


def first_found(alternatives: Sequence[Source], sources: HotSources) -> object:
    """The first source with anything in it decides, readable or not."""
    found = (source.find(sources) for source in alternatives)
    return next((value for value in found if value is not None), None)


def _follow(value: object, path: tuple[str, ...]) -> object:
    for name in path:
        value = value.get(name) if isinstance(value, Mapping) else None
    return value
