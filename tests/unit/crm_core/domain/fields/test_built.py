"""Declared objects become values of our classes, and only whole ones do."""

from collections.abc import Mapping

from attrs import frozen

from crm_core.domain.fields.built import Built, Tagged, refuse_doubles, snake
from crm_core.domain.fields.faults import UNREADABLE, Faults, step
from crm_core.domain.fields.kinds import Text
from crm_core.domain.fields.record import Member, Record


@frozen
class Oven:
    built_by: str
    model: str = "unknown"


@frozen
class Fridge:
    built_by: str


def _no_namesake(values: Mapping[str, object], at: str, faults: Faults) -> None:
    if values["builtBy"] == values["model"]:
        faults.add(step(at, "model"), "namesake")


MAKER = Member("builtBy", Text(10), required=True)
OVEN = Built(Oven, Record((MAKER, Member("model", Text(10)))), _no_namesake)
DEVICE = Tagged("device", {"oven": OVEN, "fridge": Built(Fridge, Record((MAKER,)))})


def test_what_is_absent_takes_the_default_of_the_class() -> None:
    assert DEVICE.parse({"device": "oven", "builtBy": "Rational"}, "", Faults()) == Oven("Rational")


def test_the_tag_tells_which_class_it_was() -> None:
    assert DEVICE.dump(Fridge("Liebherr")) == {"device": "fridge", "builtBy": "Liebherr"}
    assert DEVICE.dump(Oven("Rational")) == {"device": "oven", "builtBy": "Rational", "model": "unknown"}


def test_members_are_checked_together_only_when_each_is_right() -> None:
    faults = Faults()

    assert DEVICE.parse({"device": "oven", "builtBy": "X", "model": "X"}, "", faults) is UNREADABLE
    assert DEVICE.parse({"device": "oven", "model": "X"}, "/1", faults) is UNREADABLE
    assert [(one.pointer, one.code) for one in faults.found] == [
        ("/model", "namesake"),
        ("/1/builtBy", "required"),
    ]


def test_an_earlier_fault_elsewhere_does_not_matter() -> None:
    faults = Faults()
    faults.add("/elsewhere", "required")

    assert OVEN.parse({"builtBy": "Rational"}, "", faults) == Oven("Rational")


def test_doubles_are_named_at_their_later_place() -> None:
    faults = Faults()
    refuse_doubles(["a", "b", "a"], "/names", faults)

    assert [one.pointer for one in faults.found] == ["/names/2"]


def test_names_become_those_of_attributes() -> None:
    assert snake("labelDe") == "label_de"
