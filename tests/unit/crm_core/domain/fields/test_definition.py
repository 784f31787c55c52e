"""A definition reads what people write, and keeps it in one normal form."""

from datetime import date
from decimal import Decimal

from hypothesis import given, strategies

from crm_core.domain.fields.canonical import json_text, same
from crm_core.domain.fields.definition import Definition, Deprecation, Restriction
from crm_core.domain.fields.faults import UNREADABLE, Faults
from crm_core.domain.fields.kinds import Kind, Text
from crm_core.domain.fields.numbers import Money, Number
from crm_core.domain.fields.record import ListOf, Member, Record
from tests.unit.crm_core.domain.fields.drawn import json_of, json_values, kinds

PLACE = Record((Member("city", Text(10), required=True), Member("rent", Money())))


def field(kind: Kind) -> Definition:
    return Definition("place", kind, "Ort", "Place", group="g")


def test_what_is_stored_is_written_without_what_is_absent() -> None:
    assert field(PLACE).normal({"city": " Kiel ", "rent": None}, Faults()) == {"city": "Kiel"}
    assert (
        json_text(field(PLACE).normal({"city": "Kiel", "rent": 5}, Faults())) == '{"city":"Kiel","rent":5.00}'
    )


def test_faults_stand_below_the_key() -> None:
    faults = Faults()

    assert field(PLACE).read({"rent": "dear"}, faults) is UNREADABLE
    assert [fault.pointer for fault in faults.found] == ["/place/city", "/place/rent"]


def test_only_declared_objects_are_merged() -> None:
    assert field(PLACE).patched({"city": "Kiel"}, {"rent": 5}) == {"city": "Kiel", "rent": 5}
    assert field(ListOf(Text(9), 3)).patched(["a"], {"rent": 5}) == {"rent": 5}
    assert field(Number()).patched(1, 2) == 2


def test_a_restriction_may_be_given_by_its_word() -> None:
    assert Definition("a", Number(), "A", "A", group="g", restricted="price").restricted is Restriction.PRICE


def test_the_schema_tells_of_deprecation() -> None:
    old = Definition("a", Number(), "A", "An A", group="g", deprecated=Deprecation(date(2026, 1, 1), "b"))

    assert old.schema()["deprecated"] is True
    assert "deprecated" not in field(Number()).schema()


@given(kinds, strategies.data())
def test_a_normal_form_is_its_own_normal_form(kind: Kind, data: strategies.DataObject) -> None:
    definition, faults = field(kind), Faults()
    normal = definition.normal(data.draw(json_of(kind)), faults)
    again = definition.normal(normal, faults)

    assert faults.found == []
    assert json_text(again) == json_text(normal)
    assert same(again, normal)


@given(kinds, json_values)
def test_no_stored_value_makes_reading_fail(kind: Kind, raw: object) -> None:
    faults = Faults()

    assert (field(kind).normal(raw, faults) is UNREADABLE) == bool(faults.found)


def test_decimals_stay_exact() -> None:
    assert field(Money()).normal(Decimal("0.10"), Faults()) == Decimal("0.10")
