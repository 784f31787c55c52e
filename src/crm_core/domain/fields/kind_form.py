"""Kinds as JSON and back, for fields that an admin declares at run time: strict, every fault at once."""

from collections.abc import Mapping
from decimal import Decimal

from attrs import frozen

from crm_core.domain.fields.alternatives import AnyOf, have_distinct_shapes
from crm_core.domain.fields.built import Built, Tagged, refuse_doubles
from crm_core.domain.fields.choices import MultiChoice
from crm_core.domain.fields.faults import Faults, step
from crm_core.domain.fields.kinds import CONTACT, Boolean, Choice, Day, Identity, Instant, Text
from crm_core.domain.fields.numbers import Money, Number
from crm_core.domain.fields.patterns import MAX_PATTERNED_LENGTH, PatternText
from crm_core.domain.fields.record import ListOf, Member, Record

MAX_DEPTH = 6
# Keys and words stand in JSON pointers, dotted paths and columns.
KEY = r"[a-z][a-z0-9_]*"
WORD = r"[A-Za-z0-9][A-Za-z0-9_.-]*"


def _whole(minimum: int, maximum: int) -> Number:
    return Number(minimum=Decimal(minimum), maximum=Decimal(maximum), places=0)


def _in_order(low: str, high: str, values: Mapping[str, object], at: str, faults: Faults) -> None:
    least, most = values.get(low), values.get(high)
    if isinstance(least, int | Decimal) and isinstance(most, int | Decimal) and most < least:
        faults.add(step(at, high), "too-small", minimum=str(least))


def _check_text(values: Mapping[str, object], at: str, faults: Faults) -> None:
    _in_order("minLength", "maxLength", values, at, faults)
    longest = values.get("maxLength")
    if values.get("pattern") is not None and isinstance(longest, int) and longest > MAX_PATTERNED_LENGTH:
        faults.add(step(at, "maxLength"), "too-large", maximum=MAX_PATTERNED_LENGTH)


def _check_number(values: Mapping[str, object], at: str, faults: Faults) -> None:
    _in_order("minimum", "maximum", values, at, faults)


def _check_options(values: Mapping[str, object], at: str, faults: Faults) -> None:
    refuse_doubles(_listed(values, "options"), step(at, "options"), faults)


def _check_members(values: Mapping[str, object], at: str, faults: Faults) -> None:
    keys = [getattr(member, "key", None) for member in _listed(values, "members")]
    refuse_doubles(keys, step(at, "members"), faults)


def _check_list(values: Mapping[str, object], at: str, faults: Faults) -> None:
    _in_order("minItems", "maxItems", values, at, faults)


def _check_alternatives(values: Mapping[str, object], at: str, faults: Faults) -> None:
    kinds: tuple[object, ...] = _listed(values, "alternatives")
    if any(isinstance(kind, AnyOf) for kind in kinds) or not have_distinct_shapes(kinds):  # type: ignore[arg-type]  # the record has read kinds
        faults.add(step(at, "alternatives"), "same-shape")


def _listed(values: Mapping[str, object], key: str) -> tuple[object, ...]:
    value = values.get(key)
    return value if isinstance(value, tuple) else ()


_BOUND = Number()
_MONEY = Money()
_OPTIONS = Record((Member("options", ListOf(Text(60, pattern=WORD), 200, 1), required=True),))
_SIMPLE: Mapping[str, Built] = {
    "text": Built(
        Text,
        Record(
            (
                Member("maxLength", _whole(1, 4000), required=True),
                Member("minLength", _whole(0, 4000)),
                Member("pattern", PatternText(200)),
                Member("examples", ListOf(Text(200), 10)),
            )
        ),
        _check_text,
    ),
    "number": Built(
        Number,
        Record((Member("minimum", _BOUND), Member("maximum", _BOUND), Member("places", _whole(0, 6)))),
        _check_number,
    ),
    "money": Built(Money, Record((Member("minimum", _MONEY), Member("maximum", _MONEY))), _check_number),
    "boolean": Built(Boolean, Record(())),
    "date": Built(Day, Record(())),
    "instant": Built(Instant, Record(())),
    "id": Built(Identity, Record((Member("of", Choice((CONTACT,))),))),
    "choice": Built(Choice, _OPTIONS, _check_options),
    "multi-choice": Built(MultiChoice, _OPTIONS, _check_options),
}


def _composed(depth: int) -> Mapping[str, Built]:
    inner = KindForm(depth + 1)
    member = Record(
        (
            Member("key", Text(60, pattern=KEY), required=True),
            Member("kind", inner, required=True),
            Member("required", Boolean()),
        )
    )
    members = ListOf(Built(Member, member), max_items=50, min_items=1)
    items = (Member("maxItems", _whole(1, 500), required=True), Member("minItems", _whole(0, 500)))
    return {
        "object": Built(Record, Record((Member("members", members, required=True),)), _check_members),
        "list": Built(ListOf, Record((Member("item", inner, required=True), *items)), _check_list),
        "any-of": Built(
            AnyOf,
            Record((Member("alternatives", ListOf(inner, 5, 2), required=True),)),
            _check_alternatives,
        ),
    }


@frozen
class KindForm:
    """The kind of kinds: what an admin may write as a field's kind, nested at most MAX_DEPTH times."""

    depth: int = 0

    @property
    def _tagged(self) -> Tagged:
        composed = _composed(self.depth) if self.depth < MAX_DEPTH else {}
        return Tagged("kind", {**_SIMPLE, **composed})

    def parse(self, raw: object, at: str, faults: Faults) -> object:
        return self._tagged.parse(raw, at, faults)

    def dump(self, value: object) -> object:
        return self._tagged.dump(value)

    def schema(self) -> dict[str, object]:
        return {"type": "object", "required": ["kind"]} if self.depth else self._tagged.schema()
