"""A change brings in the ids that its new value names and the old one did not, wherever they stand."""

from uuid import UUID

from crm_core.domain.fields.alternatives import AnyOf
from crm_core.domain.fields.definition import Definition
from crm_core.domain.fields.field_set import FieldChange, Stamp
from crm_core.domain.fields.kinds import CONTACT, Identity, Text
from crm_core.domain.fields.record import ListOf, Member, Record
from crm_core.domain.fields.references import newly_named
from crm_core.domain.ids import CorrelationId
from tests import given

PERSON = Record((Member("who", Identity(CONTACT)), Member("badge", Identity()), Member("name", Text(20))))
PEOPLE = ListOf(AnyOf((PERSON, Text(20))), 10)
TEAM = Definition(
    "team", AnyOf((Record((Member("boss", Identity(CONTACT)), Member("rest", PEOPLE))), PEOPLE)), "", "", "g"
)
STAMP = Stamp(given.user(1), given.START, CorrelationId(UUID(int=9)), 2)
ONE, OTHER, THIRD = (str(UUID(int=number)) for number in (1, 2, 3))


def brought_in(old: object, new: object) -> list[tuple[str, str]]:
    named = newly_named(FieldChange("team", old, new, STAMP), TEAM, CONTACT)
    return [(at, str(one)) for at, one in named]


def test_ids_are_found_at_every_depth_with_their_pointers() -> None:
    people = [{"who": OTHER, "badge": THIRD}, "Herr Öz", {"name": "Ernst"}, {"who": THIRD}]
    assert brought_in(None, {"boss": ONE, "rest": people}) == [
        ("/team/boss", ONE),
        ("/team/rest/0/who", OTHER),
        ("/team/rest/3/who", THIRD),
    ]
    assert brought_in(None, people) == [("/team/0/who", OTHER), ("/team/3/who", THIRD)]


def test_what_stood_before_is_not_brought_in_wherever_it_stood() -> None:
    old = [{"who": ONE}, {"who": OTHER}]
    assert brought_in(old, [{"who": OTHER, "name": "Ernst"}, {"who": THIRD}]) == [("/team/1/who", THIRD)]
    assert brought_in(old, {"boss": ONE, "rest": old}) == []
    assert brought_in(old, None) == []


def test_values_from_elsewhere_are_no_hindrance() -> None:
    for old in ("Herr Öz", 7, [{"who": 7}, {"who": "nobody"}, [ONE]], {"rest": {"who": ONE}}):
        assert brought_in(old, [{"who": ONE}]) == [("/team/0/who", ONE)]


def test_other_ids_are_not_asked_for() -> None:
    assert newly_named(FieldChange("team", None, [{"badge": ONE}], STAMP), TEAM, CONTACT) == []
    assert newly_named(FieldChange("team", None, [{"who": ONE}], STAMP), TEAM, "lead") == []
