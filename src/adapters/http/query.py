"""How a query string is read: declared parameters only, each once; every wrong one is named."""

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from urllib.parse import unquote_to_bytes

from attrs import field, frozen

from crm_core.domain.days import start_of
from crm_core.domain.fields.faults import Faults, step
from crm_core.domain.fields.kinds import Boolean, Day, Instant, Kind
from crm_core.domain.fields.numbers import Number


@frozen
class WholeNumber:
    """A whole number as a query string writes it."""

    minimum: int
    maximum: int

    def parse(self, raw: object, at: str, faults: Faults) -> object:
        if not isinstance(raw, str) or re.fullmatch(r"-?\d{1,9}", raw, re.ASCII) is None:
            return faults.add(at, "wrong-type", expected="whole number")
        number = int(raw)
        if number < self.minimum:
            return faults.add(at, "too-small", minimum=self.minimum)
        return number if number <= self.maximum else faults.add(at, "too-large", maximum=self.maximum)

    def dump(self, value: object) -> object:
        return value

    def schema(self) -> dict[str, object]:
        return {"type": "integer", "minimum": self.minimum, "maximum": self.maximum}


@frozen
class InstantOrDay:
    """An instant; a day stands for its first one, where rules have their days."""

    def parse(self, raw: object, at: str, faults: Faults) -> object:
        if isinstance(raw, str) and len(raw) == len("2026-03-02"):
            day = Day().parse(raw, at, faults)
            return start_of(day) if isinstance(day, date) else day
        return Instant().parse(raw, at, faults)

    def dump(self, value: object) -> object:
        return Instant().dump(value)

    def schema(self) -> dict[str, object]:
        return {"type": "string", "anyOf": [{"format": "date-time"}, {"format": "date"}]}


@frozen
class InAddress:
    """A kind of JSON values as an address writes them: `true`, `3` and `4.50` are what they look like."""

    kind: Kind

    def parse(self, raw: object, at: str, faults: Faults) -> object:
        return self.kind.parse(_as_json(raw), at, faults)

    def dump(self, value: object) -> object:
        return self.kind.dump(value)

    def schema(self) -> dict[str, object]:
        return self.kind.schema()


def _as_json(raw: object) -> object:
    if raw in ("true", "false"):
        return raw == "true"
    if isinstance(raw, str) and re.fullmatch(r"-?\d{1,15}(\.\d{1,9})?", raw, re.ASCII):
        return Decimal(raw)
    return raw


def in_address(kind: Kind) -> Kind:
    """The kind for a query string; texts of every sort are written there as they stand in JSON."""
    return InAddress(kind) if isinstance(kind, Boolean | Number) else kind


@frozen
class Words:
    """Several texts in one parameter, with commas between them."""

    item: Kind
    max_items: int = 100

    def parse(self, raw: object, at: str, faults: Faults) -> object:
        parts = str(raw).split(",")
        if len(parts) > self.max_items:
            return faults.add(at, "wrong-length", minimum=1, maximum=self.max_items)
        return [self.item.parse(part, at, faults) for part in parts]

    def dump(self, value: object) -> object:
        return value

    def schema(self) -> dict[str, object]:
        return {"type": "array", "items": self.item.schema(), "minItems": 1, "maxItems": self.max_items}


@frozen
class Parameter:
    """One declared parameter."""

    name: str
    kind: Kind
    says: str
    default: object = None


# Reading nine parameters costs about 50 µs; pages and programs ask the same again and again.
_MOST_REMEMBERED = 2000
_LONGEST_REMEMBERED = 300


@frozen
class Query:
    """All parameters of one endpoint."""

    parameters: tuple[Parameter, ...] = ()
    _by_name: Mapping[str, Parameter] = field(init=False)
    _defaults: Mapping[str, object] = field(init=False)
    _read_before: dict[bytes, Mapping[str, object]] = field(init=False, factory=dict, eq=False, repr=False)

    @_by_name.default
    def _named(self) -> Mapping[str, Parameter]:
        return {parameter.name: parameter for parameter in self.parameters}

    @_defaults.default
    def _defaulted(self) -> Mapping[str, object]:
        return {parameter.name: parameter.default for parameter in self.parameters}

    def read(self, raw: bytes) -> Mapping[str, object]:
        """The parameters' values, with defaults for absent ones; what was read before is known."""
        if not raw:
            return self._defaults
        known = self._read_before.get(raw)
        if known is None:
            known = self._read(raw)
            if len(raw) <= _LONGEST_REMEMBERED:
                if len(self._read_before) >= _MOST_REMEMBERED:
                    self._read_before.clear()
                self._read_before[raw] = known
        return known

    def _read(self, raw: bytes) -> Mapping[str, object]:
        values = dict(self._defaults)
        faults = Faults()
        seen: set[str] = set()
        for pair in raw.split(b"&"):
            if pair:
                self._take(pair, values, seen, faults)
        faults.refuse_if_any()
        return values

    def _take(self, pair: bytes, values: dict[str, object], seen: set[str], faults: Faults) -> None:
        raw_name, _, raw_value = pair.partition(b"=")
        name, value = _text(raw_name), _text(raw_value)
        if name is None or value is None:
            faults.add(step("", name or _shown(raw_name)), "not-utf-8")
        elif name not in self._by_name:
            faults.add(step("", name), "unknown-parameter", known=sorted(self._by_name))
        elif name in seen:
            faults.add(step("", name), "repeated-parameter")
        else:
            seen.add(name)
            values[name] = self._by_name[name].kind.parse(value, step("", name), faults)


def _text(raw: bytes) -> str | None:
    try:
        return unquote_to_bytes(raw.replace(b"+", b" ")).decode("utf-8")
    except UnicodeDecodeError:
        return None


def _shown(raw: bytes) -> str:
    return raw.decode("ascii", "replace")
