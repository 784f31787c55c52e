"""What must hold between fields, or between members of one: rules over paths, checked after a patch."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Protocol

from attrs import frozen

from crm_core.domain.fields.faults import Faults


class Rule(Protocol):
    """A condition on typed values; what is absent or unreadable breaks no rule of order."""

    @property
    def paths(self) -> tuple[str, ...]: ...
    def check(self, values: Mapping[str, object], faults: Faults) -> None: ...


@frozen
class NotAfter:
    """When both are there, `earlier` (or the smaller one) is not behind `later`."""

    earlier: str
    later: str

    @property
    def paths(self) -> tuple[str, ...]:
        return (self.earlier, self.later)

    def check(self, values: Mapping[str, object], faults: Faults) -> None:
        first, second = value_at(values, self.earlier), value_at(values, self.later)
        if _is_behind(first, second):
            faults.add(pointer_of(self.later), "out-of-order", after=self.earlier)


@frozen
class Requires:
    """Where `given` stands, `needed` stands as well."""

    given: str
    needed: str

    @property
    def paths(self) -> tuple[str, ...]:
        return (self.given, self.needed)

    def check(self, values: Mapping[str, object], faults: Faults) -> None:
        if value_at(values, self.given) is not None and value_at(values, self.needed) is None:
            faults.add(pointer_of(self.needed), "required")


def keys_of(rule: Rule) -> frozenset[str]:
    """The fields that a rule speaks of."""
    return frozenset(path.split(".")[0] for path in rule.paths)


def value_at(values: Mapping[str, object], path: str) -> object:
    found: object = values
    for name in path.split("."):
        found = found.get(name) if isinstance(found, Mapping) else None
    return found


def pointer_of(path: str) -> str:
    return "/" + path.replace(".", "/")


def _is_behind(one: object, other: object) -> bool:
    if isinstance(one, datetime) and isinstance(other, datetime):
        return one > other
    if isinstance(one, int | Decimal) and isinstance(other, int | Decimal):
        return one > other
    if isinstance(one, datetime) or isinstance(other, datetime):
        return False
    return isinstance(one, date) and isinstance(other, date) and one > other
