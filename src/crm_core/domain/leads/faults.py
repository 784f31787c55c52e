"""A history that cannot be read: every bad member of it, named together."""

from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import datetime
from enum import StrEnum
from re import compile as pattern
from typing import Any

from attrs import field, frozen

from crm_core.domain.fields.kinds import instant_named
from crm_core.domain.leads.intervals import in_utc


@frozen
class Fault:
    path: str
    code: str
    message: str
    # What the message tells, for those who say it in another language.
    facts: Mapping[str, object] = field(factory=dict, eq=False)


class MalformedHistory(Exception):
    def __init__(self, faults: tuple[Fault, ...]) -> None:
        super().__init__("; ".join(f"{fault.path or 'line'}: {fault.message}" for fault in faults))
        self.faults = faults


Faults = list[Fault]
Read = Callable[[object, str, Faults], object]


@frozen
class Member:
    """A member of a JSON object: the attribute it becomes, how it is read, and whether it may be missing."""

    attribute: str
    read: Read
    required: bool = True


class Members(dict[str, object]):
    """A JSON object that remembers which of its names were given twice."""

    def __init__(self, pairs: list[tuple[str, object]]) -> None:
        super().__init__(pairs)
        names = [name for name, _ in pairs]
        self.repeated = sorted({name for name in names if names.count(name) > 1})


def read_record(raw: object, path: str, faults: Faults, members: Mapping[str, Member]) -> dict[str, Any]:
    """The attributes that could be read; whatever could not is added to the faults. Null is not given."""
    if not isinstance(raw, dict):
        faults.append(Fault(path, "wrong-type", "an object is expected", {"expected": "object"}))
        return {}
    for name in getattr(raw, "repeated", ()):
        faults.append(Fault(_join(path, name), "repeated", "this member is given twice", {"name": name}))
    for name in raw:
        if name not in members:
            faults.append(Fault(_join(path, str(name)), "unknown", "no such member", {"name": str(name)}))
    for name, member in members.items():
        if member.required and name not in raw:
            faults.append(Fault(_join(path, name), "missing", "this member is required"))
    read = {
        member.attribute: member.read(raw[name], _join(path, name), faults)
        for name, member in members.items()
        if name in raw
    }
    return {attribute: value for attribute, value in read.items() if value is not None}


def read_list(raw: object, path: str, faults: Faults, members: Mapping[str, Member]) -> list[dict[str, Any]]:
    if not isinstance(raw, list):
        faults.append(Fault(path, "wrong-type", "a list is expected", {"expected": "list"}))
        return []
    return [read_record(item, f"{path}[{number}]", faults, members) for number, item in enumerate(raw)]


_CODE = pattern(r"[A-Z][A-Z0-9_]{0,63}")


def read_instant(raw: object, path: str, faults: Faults) -> datetime | None:
    instant = instant_named(raw) if isinstance(raw, str) else None
    if instant is not None:
        with suppress(OverflowError):
            return in_utc(instant)
    faults.append(Fault(path, "no-instant", "an instant with its offset is expected: 2025-03-02T09:00:00Z"))
    return None


def read_code(raw: object, path: str, faults: Faults) -> str | None:
    if isinstance(raw, str) and _CODE.fullmatch(raw):
        return raw
    faults.append(Fault(path, "no-code", "a code in capitals is expected: QUALIFIED_CALL"))
    return None


def read_flag(raw: object, path: str, faults: Faults) -> bool | None:
    if isinstance(raw, bool):
        return raw
    faults.append(Fault(path, "wrong-type", "true or false is expected", {"expected": "true or false"}))
    return None


@frozen
class Whole:
    """Reads a whole number of a range."""

    allowed: range

    def __call__(self, raw: object, path: str, faults: Faults) -> int | None:
        if isinstance(raw, int) and not isinstance(raw, bool) and raw in self.allowed:
            return raw
        low, high = self.allowed.start, self.allowed.stop - 1
        message, facts = f"a whole number from {low} to {high} is expected", {"low": low, "high": high}
        faults.append(Fault(path, "out-of-range", message, facts))
        return None


@frozen
class OneOf:
    """Reads one of the words of an enumeration."""

    words: type[StrEnum]

    def __call__(self, raw: object, path: str, faults: Faults) -> object:
        for word in self.words:
            if raw == word.value:
                return word
        known = ", ".join(word.value for word in self.words)
        faults.append(Fault(path, "unknown-word", f"one of {known} is expected", {"options": known}))
        return None


@frozen
class OrNull:
    read: Read

    def __call__(self, raw: object, path: str, faults: Faults) -> object:
        return None if raw is None else self.read(raw, path, faults)


def _join(path: str, name: str) -> str:
    return f"{path}.{name}" if path else name
