"""Numbers and money: decimals with bounds and a bounded count of places, never binary floats."""

import re
from decimal import Decimal

from attrs import frozen

from crm_core.domain.fields.faults import Faults


@frozen
class Number:
    """A decimal number; `places` bounds its digits behind the point, 0 makes it a whole number."""

    minimum: Decimal | None = None
    maximum: Decimal = Decimal("1e12")
    places: int = 6

    @property
    def lowest(self) -> Decimal:
        return -self.maximum if self.minimum is None else self.minimum

    def parse(self, raw: object, at: str, faults: Faults) -> object:
        if isinstance(raw, bool) or not isinstance(raw, int | float | Decimal):
            return faults.add(at, "wrong-type", expected="whole number" if self.places == 0 else "number")
        return self._within(Decimal(repr(raw)) if isinstance(raw, float) else Decimal(raw), at, faults)

    def _within(self, number: Decimal, at: str, faults: Faults) -> object:
        if not number.is_finite():
            return faults.add(at, "wrong-type", expected="number")
        if number < self.lowest:
            return faults.add(at, "too-small", minimum=str(self.lowest))
        if number > self.maximum:
            return faults.add(at, "too-large", maximum=str(self.maximum))
        if _places(number) > self.places:
            return faults.add(at, "too-many-decimals", places=self.places)
        # Written out: 1E+1 and 10 are one number, and a database gives back the second.
        return int(number) if self.places == 0 else Decimal(f"{number:f}")

    def dump(self, value: object) -> object:
        return value

    def schema(self) -> dict[str, object]:
        schema: dict[str, object] = {"type": "integer" if self.places == 0 else "number"}
        schema["minimum"], schema["maximum"] = _plain(self.lowest), _plain(self.maximum)
        return schema


def _places(number: Decimal) -> int:
    """Digits behind the point that say something; `normalize` would round to the context's precision."""
    _, digits, exponent = number.as_tuple()
    trailing = next((count for count, digit in enumerate(reversed(digits)) if digit), None)
    return 0 if trailing is None else -int(exponent) - trailing


def _plain(number: Decimal) -> int | float:
    return int(number) if number == number.to_integral_value() else float(number)


@frozen
class Money(Number):
    """An amount with at most two places, read from a decimal string or a JSON number."""

    places: int = 2
    maximum: Decimal = Decimal("9999999999.99")

    def parse(self, raw: object, at: str, faults: Faults) -> object:
        if isinstance(raw, str) and re.fullmatch(r"-?\d{1,12}(\.\d{1,6})?", raw, re.ASCII):
            raw = Decimal(raw)
        parsed = super().parse(raw, at, faults)
        return parsed.quantize(Decimal("0.01")) if isinstance(parsed, Decimal) else parsed

    def schema(self) -> dict[str, object]:
        sign = "-?" if self.lowest < 0 else ""
        text = {"type": "string", "pattern": rf"^{sign}\d{{1,10}}(\.\d{{1,2}})?$"}
        return {"oneOf": [super().schema(), text]}
