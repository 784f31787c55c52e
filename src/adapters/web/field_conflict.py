"""Two people changed the same value: what each of them made of it, part by part, and what shall stand."""

from collections.abc import Mapping

from attrs import frozen

from crm_core.domain.fields.alternatives import AnyOf
from crm_core.domain.fields.canonical import same
from crm_core.domain.fields.kinds import Kind
from crm_core.domain.fields.record import Record

WHOLE = ""  # the one part of a value that is no object
MINE = "mine"


@frozen
class Side:
    """One part of the value on both sides; `differs` when both changed it, differently."""

    name: str
    kind: Kind
    mine: object
    theirs: object
    by_me: bool
    by_them: bool

    @property
    def is_clash(self) -> bool:
        return self.by_me and self.by_them


@frozen
class FieldConflict:
    """A three-way comparison: what both saw at first, what I made of it, what stands now."""

    sides: tuple[Side, ...]

    @property
    def clashes(self) -> tuple[Side, ...]:
        return tuple(side for side in self.sides if side.is_clash)

    @property
    def undisputed(self) -> tuple[Side, ...]:
        return tuple(side for side in self.sides if side.by_me is not side.by_them)

    def solved(self, choices: Mapping[str, str]) -> object:
        """The value that shall stand: theirs with my changes, and in a clash what was chosen."""
        taken = {
            side.name: side.mine
            if side.by_me and (not side.by_them or choices.get(side.name) == MINE)
            else side.theirs
            for side in self.sides
        }
        if WHOLE in taken:
            return taken[WHOLE]
        return {name: value for name, value in taken.items() if value is not None} or None


def compared(kind: Kind, *, base: object, mine: object, theirs: object) -> FieldConflict:
    record = _record_of(kind, (base, mine, theirs))
    if record is None:
        return FieldConflict((_side(WHOLE, kind, base, mine, theirs),))
    return FieldConflict(
        tuple(
            _side(one.key, one.kind, *(_member(value, one.key) for value in (base, mine, theirs)))
            for one in record.members
        )
    )


def _side(name: str, kind: Kind, base: object, mine: object, theirs: object) -> Side:
    differ = not same(mine, theirs)
    return Side(name, kind, mine, theirs, differ and not same(mine, base), differ and not same(theirs, base))


def _record_of(kind: Kind, values: tuple[object, ...]) -> Record | None:
    """The members can be told apart only where every value is an object, or absent."""
    found = kind.of_shape("object") if isinstance(kind, AnyOf) else kind
    all_objects = all(value is None or isinstance(value, Mapping) for value in values)
    return found if isinstance(found, Record) and all_objects else None


def _member(value: object, name: str) -> object:
    return value.get(name) if isinstance(value, Mapping) else None
