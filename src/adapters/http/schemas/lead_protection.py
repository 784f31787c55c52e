"""How a history of a lead and the verdict on it travel; the codec of the core declares what is taken."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from functools import partial
from typing import Any

import msgspec
from attrs import frozen

from crm_core.domain.fields.record import Record, nullable
from crm_core.domain.leads.clocks import LapseReason
from crm_core.domain.leads.codec import QUESTION
from crm_core.domain.leads.faults import (
    Fault,
    Member,
    OneOf,
    OrNull,
    Whole,
    read_code,
    read_flag,
    read_instant,
    read_record,
)
from crm_core.domain.leads.protection import ProtectionState
from crm_core.domain.refusals import FieldError

# Some kinds of facts cost the square of their number: 9,000 took more than a second, 1,000 take 17 ms.
MOST_FACTS = 1000
# The names that the interface has for what the codec finds.
_CODES = {
    "missing": "required",
    "unknown": "unknown-field",
    "no-instant": "not-an-instant",
    "no-code": "not-a-code",
    "unknown-word": "not-a-choice",
    "before-start": "out-of-order",
    "before-sending": "out-of-order",
    "one-of": "exactly-one-of",
}
_FACTS: Mapping[str, Mapping[str, object]] = {"one-of": {"members": ("days", "months")}}
_PLAIN: Mapping[Any, dict[str, object]] = {
    read_instant: {"type": "string", "format": "date-time"},
    read_code: {"type": "string", "pattern": "^[A-Z][A-Z0-9_]{0,63}$"},
    read_flag: {"type": "boolean"},
}


class VerdictForm(msgspec.Struct, rename="camel", frozen=True):
    """What the clock says at the instant asked."""

    state: ProtectionState
    base_expiry_at: datetime
    reminder_due_at: datetime | None
    grace_until: datetime | None
    valid_until: datetime
    expired_reason: LapseReason | None
    clock_paused: bool


@frozen
class History(Record):
    """The body, described from the same declaration by which the core reads it."""

    members: tuple[Any, ...] = ()

    def schema(self) -> dict[str, object]:
        return _object(QUESTION)


def field_error(fault: Fault) -> FieldError:
    code = _CODES.get(fault.code, fault.code)
    return FieldError(_pointer(fault), code, {**fault.facts, **_FACTS.get(fault.code, {})})


def _pointer(fault: Fault) -> str:
    """Only the last name of a path can be a stranger's, with dots and slashes of its own."""
    name = fault.facts.get("name")
    if name is None:
        return _steps(fault.path)
    last = str(name).replace("~", "~0").replace("/", "~1")
    return f"{_steps(fault.path.removesuffix(str(name)).removesuffix('.'))}/{last}"


def _steps(path: str) -> str:
    steps = path.replace("[", ".").replace("]", "").split(".")
    return "".join(f"/{step}" for step in steps if step)


def with_whole_numbers(value: object) -> object:
    """JSON has one kind of number: 10.0 is a whole one, here as in every other body."""
    if isinstance(value, dict):
        return {name: with_whole_numbers(member) for name, member in value.items()}
    if isinstance(value, list):
        return [with_whole_numbers(item) for item in value]
    return int(value) if isinstance(value, Decimal) and value == value.to_integral_value() else value


def _object(members: Mapping[str, Member]) -> dict[str, object]:
    # An extension says how long it is in one of two ways.
    either = [name for name in ("days", "months") if name in members]
    lengths = [{"required": [name], "properties": {name: {"type": "integer"}}} for name in either]
    return {
        **({"oneOf": lengths} if lengths else {}),
        "type": "object",
        "properties": {name: _schema(member.read) for name, member in members.items()},
        "required": [name for name, member in members.items() if member.required],
        "additionalProperties": False,
    }


def _schema(read: Any) -> dict[str, object]:
    match read:
        case OrNull():
            return nullable(_schema(read.read))
        case Whole(allowed=allowed):
            return {"type": "integer", "minimum": allowed.start, "maximum": allowed.stop - 1}
        case OneOf(words=words):
            return {"type": "string", "enum": [word.value for word in words]}
        case partial(func=func, keywords=declared):
            inner = _object(declared["members"])
            if func is read_record:
                return inner
            return {"type": "array", "items": inner, "maxItems": MOST_FACTS}
    return _PLAIN[read]
