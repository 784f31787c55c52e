"""Objects meet member by member and lists item by item; each says which scope it came from."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from hypothesis import given as drawn
from hypothesis import strategies as st

from crm_core.domain.fields.canonical import without_absent
from crm_core.domain.fields.faults import Faults
from crm_core.domain.fields.kinds import Boolean, Text
from crm_core.domain.fields.record import ListOf, Member, Record
from crm_core.domain.settings.merging import deep_merged, leaves, united
from crm_core.domain.settings.resolve import resolve
from crm_core.domain.settings.setting import Merge, Scope, Seat, Setting, StoredValue

HOURS = Record((Member("from", Text(5), required=True), Member("to", Text(5), required=True)))
WEEK = Record((Member("weekday", HOURS, required=True), Member("open", Boolean(), required=True)))
DEFAULT = {"weekday": {"from": "08:00", "to": "17:00"}, "open": True}
OFFICE = Setting("a.office", WEEK, DEFAULT, "Büro", "Office", scopes=tuple(Scope), merge=Merge.DEEP)
WORDS = ListOf(Text(5), 4)
TAGS = Setting("a.tags", WORDS, ("x",), "Worte", "Words", scopes=tuple(Scope), merge=Merge.UNION)
SEAT = Seat("BERLIN")


def part(value: Mapping[str, Any]) -> object:
    faults = Faults()
    read = OFFICE.kind_at_scope.parse(value, "", faults)
    assert not faults.found
    return read


def test_any_part_of_an_object_may_be_set_and_nothing_else() -> None:
    assert without_absent(part({"weekday": {"to": "16:00"}})) == {"weekday": {"to": "16:00"}}
    faults = Faults()
    OFFICE.kind_at_scope.parse({"weekday": {"too": "16:00"}, "open": "yes"}, "", faults)
    assert {fault.pointer for fault in faults.found} == {"/weekday/too", "/open"}


def test_an_object_is_merged_and_each_member_says_where_it_is_from() -> None:
    stored = [
        StoredValue("a.office", Scope.TENANT, part({"weekday": {"from": "07:00", "to": "16:00"}}), 1),
        StoredValue("a.office", Scope.ORG, part({"weekday": {"to": "15:00"}}), 2, "BERLIN"),
    ]
    effective = resolve(OFFICE, stored, SEAT)

    assert effective.value == {"weekday": {"from": "07:00", "to": "15:00"}, "open": True}
    assert effective.members == {
        "/weekday/from": Scope.TENANT,
        "/weekday/to": Scope.ORG,
        "/open": None,
    }
    assert (effective.source, effective.version) == (Scope.ORG, 2)


def test_a_list_grows_from_the_widest_to_the_nearest() -> None:
    stored = [
        StoredValue("a.tags", Scope.ORG, ("c", "b", "d"), 1, "BERLIN"),
        StoredValue("a.tags", Scope.TENANT, ("b", "x"), 1),
    ]
    effective = resolve(TAGS, stored, SEAT)

    assert effective.value == ("x", "b", "c", "d")
    assert effective.members == {"/0": None, "/1": Scope.TENANT, "/2": Scope.ORG, "/3": Scope.ORG}


def test_without_a_value_every_part_is_the_defaults() -> None:
    assert set(resolve(OFFICE, []).members.values()) == {None}
    assert resolve(TAGS, []).members == {"/0": None}


NUMBERS = st.integers(0, 5).map(Decimal)
# As a setting's kind has it in every scope: at one place there are numbers or objects, never both.
FLAT = st.dictionaries(st.sampled_from("abc"), st.none() | NUMBERS, max_size=3)
OBJECTS = st.recursive(
    FLAT,
    lambda inner: st.builds(
        lambda own, more: own | more, FLAT, st.dictionaries(st.sampled_from("xyz"), inner)
    ),
    max_leaves=6,
)


@drawn(OBJECTS, OBJECTS, OBJECTS)
def test_it_does_not_matter_where_one_begins(one: object, two: object, three: object) -> None:
    assert deep_merged(deep_merged(one, two), three) == deep_merged(one, deep_merged(two, three))


@drawn(OBJECTS, OBJECTS)
def test_what_the_nearer_one_says_stands(wider: object, nearer: object) -> None:
    merged = dict(leaves(deep_merged(wider, nearer)))
    for at, value in leaves(nearer):
        assert merged[at] == value
    assert deep_merged(nearer, nearer) == nearer


LISTS = st.lists(st.sampled_from("abcdefg"), max_size=4, unique=True).map(tuple)


@drawn(LISTS, LISTS)
def test_a_united_list_keeps_the_wider_order_and_holds_each_item_once(
    wider: tuple[str, ...], nearer: tuple[str, ...]
) -> None:
    united_list = united(wider, nearer, ListOf(Text(1), 99))

    assert united_list[: len(wider)] == wider
    assert set(united_list) == {*wider, *nearer}
    assert len(united_list) == len(set(united_list))
    assert united(wider, nearer, WORDS) == united_list[:4]
