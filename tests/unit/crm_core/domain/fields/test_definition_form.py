"""What an admin writes becomes a definition, or every mistake in it is named at once."""

import json
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given

from crm_core.domain.fields.canonical import json_text
from crm_core.domain.fields.definition import Definition, Deprecation, Part, Restriction
from crm_core.domain.fields.definition_form import definition_from, definition_record
from crm_core.domain.fields.kinds import Choice, Kind
from crm_core.domain.fields.rules import NotAfter, Requires
from crm_core.domain.refusals import Invalid
from crm_core.pack import fields_of
from crm_food_pack.pack import FOOD
from tests.unit.crm_core.domain.fields.drawn import kinds

PLAIN = {
    "key": "waste_bins",
    "kind": {"kind": "choice", "options": ["ONE", "MANY"]},
    "labelDe": "Tonnen",
    "labelEn": "Bins",
    "group": "kitchen",
}
FULL = {
    **PLAIN,
    "restricted": "price",
    "personal": True,
    "unique": True,
    "default": "ONE",
    "rules": [
        {"rule": "requires", "given": "waste_bins", "needed": "kitchen_size"},
        {"rule": "not-after", "earlier": "a.b", "later": "a.c"},
    ],
    "parts": [{"name": "ONE", "labelDe": "Eine", "labelEn": "One"}],
    "deprecated": {"since": "2026-05-01", "instead": "bins"},
}


def bad(raw: object) -> list[tuple[str, str]]:
    with pytest.raises(Invalid) as refusal:
        definition_from(raw)
    return [(error.pointer, error.code) for error in refusal.value.errors]


def test_a_plain_field_needs_five_words() -> None:
    assert definition_from(PLAIN) == Definition(
        "waste_bins", Choice(("ONE", "MANY")), "Tonnen", "Bins", group="kitchen"
    )


def test_everything_can_be_said() -> None:
    definition = definition_from(FULL)

    assert definition.restricted is Restriction.PRICE
    assert definition.rules == (Requires("waste_bins", "kitchen_size"), NotAfter("a.b", "a.c"))
    assert definition.parts == (Part("ONE", "Eine", "One"),)
    assert definition.deprecated == Deprecation(date(2026, 5, 1), "bins")
    assert (definition.personal, definition.unique, definition.default) == (True, True, "ONE")


def test_every_mistake_is_named_at_once() -> None:
    raw = {
        **FULL,
        "key": "Waste",
        "kind": {"kind": "choice", "options": []},
        "labelDe": "",
        "labelEn": None,
        "restricted": "secret",
        "rules": [{"rule": "requires", "given": "x"}, {"rule": "between"}],
        "colour": "red",
    }

    assert sorted(bad(raw)) == [
        ("/colour", "unknown-field"),
        ("/key", "pattern"),
        ("/kind/options", "wrong-length"),
        ("/labelDe", "too-short"),
        ("/labelEn", "required"),
        ("/restricted", "not-a-choice"),
        ("/rules/0/needed", "required"),
        ("/rules/1/rule", "not-a-choice"),
    ]


def test_parts_are_named_once_and_the_default_is_a_value_of_the_field() -> None:
    part = {"name": "ONE", "labelDe": "Eine", "labelEn": "One"}

    assert bad({**FULL, "parts": [part, part], "default": "TWO"}) == [
        ("/parts/1", "duplicate"),
        ("/default", "not-a-choice"),
    ]
    assert bad([]) == [("", "wrong-type")]


@pytest.mark.parametrize("definition", fields_of(FOOD).definitions.values(), ids=lambda one: one.key)
def test_the_packs_definitions_survive_being_written_and_read(definition: Definition) -> None:
    written = json.loads(json_text(definition_record(definition)), parse_float=Decimal)

    assert definition_from(written) == definition


@given(kinds)
def test_a_definition_of_any_kind_survives_being_written_and_read(kind: Kind) -> None:
    definition = Definition("a", kind, "A", "A", group="g", unique=True)
    written = json.loads(json_text(definition_record(definition)), parse_float=Decimal)

    assert definition_from(written) == definition
