"""What a form shows is what it says when it is sent, and what somebody typed is read as they meant it."""

from collections.abc import Iterator, Mapping
from decimal import Decimal

import pytest
from hypothesis import given as drawn
from hypothesis import strategies

from adapters.web.language import LANGUAGES, tongue
from adapters.web.values.controls import Control, Filling
from adapters.web.values.filled_in import as_whole, filled_in, without
from adapters.web.values.speaking import Speaking
from crm_core.domain.fields.alternatives import AnyOf
from crm_core.domain.fields.canonical import same, without_absent
from crm_core.domain.fields.faults import UNREADABLE, Faults
from crm_core.domain.fields.kinds import Boolean, Choice, Day, Instant, Kind, Text
from crm_core.domain.fields.merge_patch import merged
from crm_core.domain.fields.numbers import Money, Number
from crm_core.domain.fields.record import ListOf, Member, Record
from tests.unit.crm_core.domain.fields.drawn import json_of, kinds

DE = tongue("de")


def _filling(code: str = "de") -> Filling:
    return Filling(Speaking(tongue(code), "EUR", {}))


def posted(control: Control) -> Iterator[tuple[str, str]]:
    """The names and values that a browser sends for this control when nobody touches it."""
    if control.shape:
        yield f"{control.name}._as", control.shape
    if control.was:
        yield f"{control.name}._was", control.was
    if control.form == "choices":
        yield from ((f"{control.name}.{word}", "on") for word in control.chosen)
    elif control.form in ("group", "list"):
        for part in control.parts:
            yield from posted(part)
    else:
        yield control.name, control.value


def _lean(value: object) -> object:
    """The value without what says nothing: a form cannot tell an empty object from none."""
    if isinstance(value, Mapping):
        members = {key: _lean(item) for key, item in value.items()}
        return {key: item for key, item in members.items() if item is not None} or None
    if isinstance(value, list | tuple):
        return [item for item in map(_lean, value) if item is not None] or None
    return value if value != "" else None


@pytest.mark.parametrize("code", LANGUAGES)
@drawn(kind=kinds, data=strategies.data())
def test_an_untouched_form_says_what_stood_there(code: str, kind: Kind, data: strategies.DataObject) -> None:
    read = kind.parse(data.draw(json_of(kind)), "", Faults())
    if read is UNREADABLE:
        return
    stood = without_absent(kind.dump(read))
    values = dict(posted(_filling(code).control(kind, "f", "F", stood)))
    said = filled_in(kind, "f", values, tongue(code))
    assert same(_lean(said), _lean(stood))


@pytest.mark.parametrize(
    ("kind", "text", "meant"),
    [
        (Number(), "1.250", Decimal(1250)),
        (Number(), "1250,5", Decimal("1250.5")),
        (Money(), "2 860,00 €", Decimal("2860.00")),
        (Number(), "viele", "viele"),
        (Text(20), "  Linde ", "Linde"),
        (Text(20), "   ", None),
        (Boolean(), "no", False),
        (Boolean(), "", None),
        (Day(), "2026-04-15", "2026-04-15"),
        (Choice(("A", "B")), "B", "B"),
        (Instant(), "2026-07-01T09:30", "2026-07-01T07:30:00Z"),
        (Instant(), "morgen", "morgen"),
    ],
)
def test_people_type_as_they_write(kind: Kind, text: str, meant: object) -> None:
    assert filled_in(kind, "f", {"f": text}, DE) == meant


def test_english_numbers_have_their_point_where_english_has_it() -> None:
    assert filled_in(Number(), "f", {"f": "1,250.5"}, tongue("en")) == Decimal("1250.5")
    assert filled_in(Number(), "f", {"f": "1,5"}, tongue("en")) == "1,5"


def test_an_instant_that_nobody_touched_keeps_its_seconds() -> None:
    second_two_thirty = "2026-10-25T01:30:17.5Z"
    control = _filling().control(Instant(), "f", "F", second_two_thirty)
    assert control.value == "2026-10-25T02:30"
    assert filled_in(Instant(), "f", dict(posted(control)), DE) == second_two_thirty
    assert filled_in(Instant(), "f", {**dict(posted(control)), "f": "2026-10-25T02:31"}, DE) == (
        "2026-10-25T00:31:00Z"
    )


PEOPLE = ListOf(AnyOf((Record((Member("name", Text(50)),)), Text(50))), 5)


def test_an_item_that_was_taken_out_is_gone_and_the_others_keep_their_order() -> None:
    values = {
        "f.0.name": "Anke",
        "f.0._as": "object",
        "f.1": "Bernd",
        "f.1._as": "text",
        "f.10.name": "Carla",
    }
    assert filled_in(PEOPLE, "f", without("f.1", values), DE) == [{"name": "Anke"}, {"name": "Carla"}]
    assert filled_in(PEOPLE, "f", values, DE) == [{"name": "Anke"}, "Bernd", {"name": "Carla"}]


def test_a_growing_list_has_room_for_one_more() -> None:
    filling = Filling(Speaking(DE, "EUR", {}), frozenset({"f"}))
    assert len(filling.control(PEOPLE, "f", "F", [{"name": "Anke"}]).parts) == 2
    assert len(_filling().control(PEOPLE, "f", "F", [{"name": "Anke"}]).parts) == 1
    assert len(_filling().control(PEOPLE, "f", "F", None).parts) == 1


def test_members_that_were_emptied_are_taken_away_by_the_patch() -> None:
    kind = Record((Member("a", Text(5)), Member("b", Record((Member("c", Text(5)), Member("d", Text(5)))))))
    stored = {"a": "x", "b": {"c": "y", "d": "z"}, "stray": 1}
    wanted = {"b": {"d": "w"}}
    assert merged(stored, as_whole(kind, wanted, stored)) == wanted
