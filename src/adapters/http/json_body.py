"""How JSON is read from outside: strictly, with decimal numbers, each name once, and not too deep."""

import json
from collections.abc import Sequence
from decimal import Decimal

from crm_core.domain.refusals import FieldError, Invalid

MAX_DEPTH = 32
# What a number may be long: more digits than any declared kind takes, few enough to be cheap.
_MAX_NUMBER = 64
# A little beyond what a double can be; arithmetic with larger powers of ten gets dear.
_MAX_POWER = 400


class _Unfit(ValueError):
    """Well-formed JSON that has no one meaning, or none that we could keep."""


def read_json(body: bytes) -> object:
    """The value of a JSON text in UTF-8, or a refusal that says what is wrong with the text."""
    try:
        text = body.decode("utf-8")
        value: object = json.loads(
            text,
            object_pairs_hook=_each_name_once,
            parse_float=_decimal,
            parse_int=_integer,
            parse_constant=_no_constant,
        )
    except UnicodeDecodeError as trouble:
        raise _refused("not-utf-8") from trouble
    except json.JSONDecodeError as trouble:
        raise _refused("not-json", line=trouble.lineno, column=trouble.colno) from trouble
    except RecursionError as trouble:
        raise _refused("too-deep", maximum=MAX_DEPTH) from trouble
    except _Unfit as trouble:
        raise _refused(str(trouble)) from trouble
    if text.count("[") + text.count("{") > MAX_DEPTH and _is_deeper(value, MAX_DEPTH):
        raise _refused("too-deep", maximum=MAX_DEPTH)
    return value


def _refused(code: str, **facts: object) -> Invalid:
    return Invalid(errors=[FieldError("", code, facts)])


def _each_name_once(pairs: Sequence[tuple[str, object]]) -> dict[str, object]:
    members = dict(pairs)
    if len(members) != len(pairs):
        raise _Unfit("duplicate-name")
    return members


def _decimal(text: str) -> Decimal:
    if len(text) > _MAX_NUMBER:
        raise _Unfit("number-too-long")
    try:
        number = Decimal(text)
    except ArithmeticError as trouble:
        raise _Unfit("number-out-of-range") from trouble
    if not number and any(digit in "123456789" for digit in text.lower().partition("e")[0]):
        raise _Unfit("number-out-of-range")
    if not number.is_finite() or (number and abs(number.adjusted()) > _MAX_POWER):
        raise _Unfit("number-out-of-range")
    return number or Decimal(0)


def _integer(text: str) -> int:
    if len(text) > _MAX_NUMBER:
        raise _Unfit("number-too-long")
    return int(text)


def _no_constant(text: str) -> object:  # noqa: ARG001 - called with the constant
    raise _Unfit("not-a-number")


def _is_deeper(value: object, depth: int) -> bool:
    level = [value]
    for _ in range(depth):
        below: list[object] = []
        for item in level:
            if isinstance(item, dict):
                below.extend(item.values())
            elif isinstance(item, list):
                below.extend(item)
        if not below:
            return False
        level = below
    return any(isinstance(item, dict | list) for item in level)
