"""A kind is written as JSON and read back the same, and every mistake in one is named at once."""

import json
from decimal import Decimal

import jsonschema
import pytest
from hypothesis import given

from crm_core.domain.fields.canonical import json_text
from crm_core.domain.fields.faults import UNREADABLE, Faults
from crm_core.domain.fields.kind_form import MAX_DEPTH, KindForm
from crm_core.domain.fields.kinds import Kind, Text
from crm_core.domain.fields.numbers import Number
from crm_core.domain.fields.record import ListOf, Member, Record
from crm_core.pack import fields_of
from crm_food_pack.pack import FOOD
from tests.unit.crm_core.domain.fields.drawn import json_values, kinds

FORM = KindForm()


def read(raw: object) -> object:
    faults = Faults()
    kind = FORM.parse(raw, "", faults)
    assert faults.found == []
    return kind


def bad(raw: object) -> list[tuple[str, str]]:
    faults = Faults()
    assert FORM.parse(raw, "/kind", faults) is UNREADABLE
    return [(fault.pointer, fault.code) for fault in faults.found]


@given(kinds)
def test_every_kind_survives_being_written_and_read(kind: Kind) -> None:
    written = json.loads(json_text(FORM.dump(kind)), parse_float=Decimal)

    assert read(written) == kind


@pytest.mark.parametrize("definition", fields_of(FOOD).definitions.values(), ids=lambda one: one.key)
def test_the_packs_kinds_can_be_written_too(definition: object) -> None:
    kind = definition.kind  # type: ignore[attr-defined]  # pytest's ids take objects

    assert read(json.loads(json_text(FORM.dump(kind)), parse_float=Decimal)) == kind


def test_what_is_left_out_takes_its_default() -> None:
    assert read({"kind": "text", "maxLength": 5}) == Text(5)
    assert read({"kind": "number"}) == Number()
    assert read({"kind": "list", "maxItems": 3, "item": {"kind": "number", "places": 0}}) == ListOf(
        Number(places=0), 3
    )
    assert read({"kind": "object", "members": [{"key": "a", "kind": {"kind": "text", "maxLength": 1}}]}) == (
        Record((Member("a", Text(1)),))
    )


WRONG = [
    (None, [("/kind", "wrong-type")]),
    ({}, [("/kind/kind", "required")]),
    ({"kind": "colour"}, [("/kind/kind", "not-a-choice")]),
    ({"kind": "text"}, [("/kind/maxLength", "required")]),
    ({"kind": "boolean", "maxLength": 3}, [("/kind/maxLength", "unknown-field")]),
    ({"kind": "text", "maxLength": 2, "minLength": 3}, [("/kind/maxLength", "too-small")]),
    ({"kind": "text", "maxLength": 9, "pattern": "(a+)+"}, [("/kind/pattern", "pattern-not-allowed")]),
    ({"kind": "text", "maxLength": 999, "pattern": "a"}, [("/kind/maxLength", "too-large")]),
    ({"kind": "number", "minimum": 3, "maximum": 2}, [("/kind/maximum", "too-small")]),
    ({"kind": "money", "maximum": "1.005"}, [("/kind/maximum", "too-many-decimals")]),
    ({"kind": "choice", "options": []}, [("/kind/options", "wrong-length")]),
    ({"kind": "choice", "options": ["A", "B", "A"]}, [("/kind/options/2", "duplicate")]),
    ({"kind": "multi-choice", "options": ["A", "a/b"]}, [("/kind/options/1", "pattern")]),
    (
        {"kind": "list", "maxItems": 501, "item": {"kind": "text"}},
        [("/kind/item/maxLength", "required"), ("/kind/maxItems", "too-large")],
    ),
    (
        {"kind": "list", "maxItems": 1, "minItems": 2, "item": {"kind": "date"}},
        [("/kind/maxItems", "too-small")],
    ),
    (
        {"kind": "object", "members": [{"key": "a", "kind": {"kind": "date"}}] * 2},
        [("/kind/members/1", "duplicate")],
    ),
    (
        {"kind": "object", "members": [{"key": "A b", "kind": {"kind": "x"}, "requird": True}, {}]},
        [
            ("/kind/members/0/requird", "unknown-field"),
            ("/kind/members/0/key", "pattern"),
            ("/kind/members/0/kind/kind", "not-a-choice"),
            ("/kind/members/1/key", "required"),
            ("/kind/members/1/kind", "required"),
        ],
    ),
    (
        {"kind": "any-of", "alternatives": [{"kind": "date"}, {"kind": "instant"}]},
        [("/kind/alternatives", "same-shape")],
    ),
]


@pytest.mark.parametrize(("raw", "found"), WRONG)
def test_every_mistake_is_named(raw: object, found: list[tuple[str, str]]) -> None:
    assert bad(raw) == found


def test_kinds_are_not_nested_without_end() -> None:
    raw: dict[str, object] = {"kind": "boolean"}
    for _ in range(MAX_DEPTH):
        raw = {"kind": "list", "maxItems": 2, "item": raw}
    assert isinstance(read(raw), ListOf)

    too_deep = bad({"kind": "list", "maxItems": 2, "item": raw})

    assert too_deep == [("/kind" + "/item" * MAX_DEPTH + "/kind", "not-a-choice")]


@given(json_values)
def test_no_input_makes_the_form_fail(raw: object) -> None:
    for written in (raw, {"kind": "object", "members": raw}, {"kind": "choice", "options": raw}):
        faults = Faults()
        assert (FORM.parse(written, "", faults) is UNREADABLE) == bool(faults.found)


def test_the_schema_takes_what_the_form_takes() -> None:
    schema = FORM.schema()

    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate({"kind": "choice", "options": ["A"]}, schema)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({"kind": "choice", "option": ["A"]}, schema)
