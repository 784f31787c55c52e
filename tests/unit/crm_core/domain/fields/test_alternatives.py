"""A value of several kinds is read by the one whose shape it has."""

from decimal import Decimal

import pytest
from hypothesis import given, strategies

from crm_core.domain.fields.alternatives import AnyOf, shape_of
from crm_core.domain.fields.faults import UNREADABLE, Faults
from crm_core.domain.fields.kinds import Boolean, Choice, Day, Kind, Text
from crm_core.domain.fields.numbers import Money, Number
from crm_core.domain.fields.record import ListOf, Member, Record
from tests.unit.crm_core.domain.fields.drawn import json_of, kinds

PEOPLE = AnyOf((Record((Member("count", Number(places=0), required=True),)), ListOf(Text(5), 2)))


def found(raw: object) -> list[tuple[str, str]]:
    faults = Faults()
    assert PEOPLE.parse(raw, "/x", faults) is UNREADABLE or faults.found
    return [(fault.pointer, fault.code) for fault in faults.found]


def test_an_object_and_a_list_are_both_read_and_written() -> None:
    assert PEOPLE.dump(PEOPLE.parse({"count": 3}, "", Faults())) == {"count": 3}
    assert PEOPLE.dump(PEOPLE.parse(["Ada", "Bo"], "", Faults())) == ["Ada", "Bo"]


def test_faults_are_those_of_the_kind_that_was_meant() -> None:
    assert found({"coutn": 3}) == [("/x/coutn", "unknown-field"), ("/x/count", "required")]
    assert found(["Ada", 4]) == [("/x/1", "wrong-type")]
    assert found("Ada") == [("/x", "wrong-type")]
    assert found(None) == [("/x", "wrong-type")]


@pytest.mark.parametrize(
    "alike", [(Text(3), Choice(("A",))), (Text(3), Day()), (Money(), Number()), (Text(1), PEOPLE, PEOPLE)]
)
def test_kinds_of_one_shape_cannot_be_told_apart(alike: tuple[Kind, ...]) -> None:
    with pytest.raises(ValueError, match="shape"):
        AnyOf(alike)


def test_true_is_no_number() -> None:
    either = AnyOf((Boolean(), Number()))

    assert either.parse(True, "", Faults()) is True
    assert either.parse(Decimal(1), "", Faults()) == Decimal(1)
    assert [shape_of(kind) for kind in either.alternatives] == ["true or false", "number"]


@given(kinds, strategies.data())
def test_whatever_a_kind_takes_it_writes_back_as_it_read_it(kind: Kind, data: strategies.DataObject) -> None:
    raw = data.draw(json_of(kind))
    faults = Faults()
    value = kind.parse(raw, "", faults)

    assert faults.found == []
    assert kind.parse(kind.dump(value), "", faults) == value
    assert faults.found == []
