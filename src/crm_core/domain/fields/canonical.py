"""When two values are the same: JSON text with exact decimals, and a form in which 1800 is 1800.00."""

import json
from collections.abc import Callable, Mapping
from decimal import Decimal


def json_text(value: object) -> str:
    """The value as JSON, its decimals digit for digit, its names in order."""
    return _written(value, _exact)


def canonical_text(value: object) -> str:
    """One text for all ways to write the same value; a unique field is unique by it."""
    return _written(value, _shortest)


def same(one: object, other: object) -> bool:
    """Whether two values are alike after normalisation; true and 1 are not."""
    return canonical_text(one) == canonical_text(other)


def without_absent(value: object) -> object:
    """The value without the members that have none; null never is a value."""
    if isinstance(value, Mapping):
        return {key: without_absent(item) for key, item in value.items() if item is not None}
    if isinstance(value, list | tuple):
        return [without_absent(item) for item in value]
    return value


def _written(value: object, number: Callable[[Decimal], str]) -> str:
    if value is None or isinstance(value, bool | str):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, int | float | Decimal):
        return number(Decimal(repr(value)) if isinstance(value, float) else Decimal(value))
    if isinstance(value, Mapping):
        members = sorted((str(key), item) for key, item in value.items())
        return "{" + ",".join(f"{_written(k, number)}:{_written(v, number)}" for k, v in members) + "}"
    if isinstance(value, list | tuple):
        return "[" + ",".join(_written(item, number) for item in value) + "]"
    raise TypeError(f"not a JSON value: {type(value).__name__}")


def _exact(number: Decimal) -> str:
    """JSON has no word for what is not finite."""
    return str(number) if number.is_finite() else "null"


def _shortest(number: Decimal) -> str:
    """Without trailing zeros; by hand, because `normalize` rounds to the precision of the context."""
    sign, digits, exponent = number.as_tuple()
    if not isinstance(exponent, int):
        return str(number)
    text = "".join(map(str, digits)).lstrip("0")
    stripped = text.rstrip("0")
    if not stripped:
        return "0"
    return f"{'-' * sign}{stripped}e{exponent + len(text) - len(stripped)}"
