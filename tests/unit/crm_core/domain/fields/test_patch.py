"""A patch is taken whole or not at all; every bad field is named; what is alike is left as it is."""

from collections.abc import Mapping
from contextlib import nullcontext
from datetime import timedelta
from decimal import Decimal

import pytest
from hypothesis import given as for_all
from hypothesis import strategies

from crm_core.domain.fields.canonical import json_text, same
from crm_core.domain.fields.catalogue import Catalogue
from crm_core.domain.fields.clearance import FULL, Clearance
from crm_core.domain.fields.definition import Definition, Restriction
from crm_core.domain.fields.faults import Faults
from crm_core.domain.fields.field_set import FieldSet, FieldValue, Stamp
from crm_core.domain.fields.kinds import Kind, Text
from crm_core.domain.fields.numbers import Money, Number
from crm_core.domain.fields.patch import Patched, patch_fields
from crm_core.domain.fields.record import ListOf, Member, Record
from crm_core.domain.fields.refusals import FieldIsRestricted, taken
from crm_core.domain.fields.rules import NotAfter, Requires
from crm_core.domain.refusals import Invalid
from tests import given
from tests.unit.crm_core.domain.fields.drawn import json_of, json_values, kinds


def field(key: str, kind: Kind, **more: object) -> Definition:
    return Definition(key, kind, key, key, group="g", **more)  # type: ignore[arg-type]  # a builder's loose arguments


DEAL = Record(
    (Member("value", Money()), Member("by", Record((Member("name", Text(9)), Member("age", Number())))))
)
CATALOGUE = Catalogue.of(
    [
        field("deal", DEAL),
        field("bins", Number(), rules=(NotAfter("bins", "ovens"),)),
        field("ovens", Number()),
        field("names", ListOf(Text(9), 3)),
        field("tax_number", Text(9), unique=True),
        field("discount", Number(), restricted=Restriction.PRICE),
        field("deposit", Money(), rules=(Requires("deposit", "deal.value"),)),
    ]
)
STAMP = Stamp(given.user(2), given.START + timedelta(hours=1), given.CORRELATION, 2)


def standing(values: Mapping[str, object]) -> FieldSet:
    old = {key: FieldValue(value, given.START, given.user(1)) for key, value in values.items()}
    return FieldSet(old, given.START)


def patched(
    patch: object, stored: Mapping[str, object] | FieldSet | None = None, clearance: Clearance = FULL
) -> Patched:
    fields = stored if isinstance(stored, FieldSet) else standing(stored or {})
    return patch_fields(fields, patch, catalogue=CATALOGUE, clearance=clearance, stamp=STAMP)


def bad(patch: object, stored: Mapping[str, object] | None = None) -> list[str]:
    with pytest.raises(Invalid) as refusal:
        patched(patch, stored)
    return sorted(f"{error.pointer} {error.code}" for error in refusal.value.errors)


def test_every_bad_field_is_named_at_once() -> None:
    patch = {"deal": {"value": "x", "by": {"nam": "Ada"}}, "bims": 4, "names": ["a", 5], "ovens": True}

    assert bad(patch) == [
        "/bims unknown-field",
        "/deal/by/nam unknown-field",
        "/deal/value wrong-type",
        "/names/1 wrong-type",
        "/ovens wrong-type",
    ]
    assert bad({"bims": None}) == ["/bims unknown-field"]
    assert bad(["bins"]) == [" wrong-type"]


def test_null_takes_a_value_away_at_every_depth() -> None:
    stored = {"deal": {"value": Decimal("5.00"), "by": {"name": "Ada", "age": 3}}, "bins": 2}

    assert patched({"deal": {"by": {"age": None}}}, stored).fields.plain() == {
        "deal": {"value": Decimal("5.00"), "by": {"name": "Ada"}},
        "bins": 2,
    }
    assert patched({"deal": {"by": None}, "bins": None}, stored).fields.plain() == {
        "deal": {"value": Decimal("5.00")}
    }


def test_declared_objects_are_merged_and_lists_replaced() -> None:
    stored = {"deal": {"value": 5, "by": {"name": "Ada"}}, "names": ["a", "b"]}

    assert same(
        patched({"deal": {"by": {"age": 3}}, "names": ["c"]}, stored).fields.plain(),
        {"deal": {"value": 5, "by": {"name": "Ada", "age": 3}}, "names": ["c"]},
    )


@pytest.mark.parametrize(
    "patch",
    [
        {},
        {"deal": {"value": 1800}},
        {"deal": {"value": "1800.00"}},
        {"deal": {"value": Decimal("1800.0"), "by": {"name": " Ada "}}},
        {"deal": {"by": {"age": None}}},
        {"names": None, "deposit": None},
        {"bins": 2.0},
    ],
)
def test_what_is_alike_after_normalisation_changes_nothing(patch: object) -> None:
    stored = standing({"deal": {"value": Decimal("1800.00"), "by": {"name": "Ada"}}, "bins": 2})

    assert patched(patch, stored) == Patched(stored)


def test_a_value_that_only_looks_different_keeps_its_form_beside_one_that_changes() -> None:
    outcome = patched({"deal": {"value": "1800"}, "bins": 3}, {"deal": {"value": 1800}, "bins": 2})

    assert [change.key for change in outcome.changes] == ["bins"]
    assert json_text(outcome.fields.plain()["deal"]) == '{"value":1800}'
    assert outcome.fields.values["deal"].updated_by == given.user(1)
    assert outcome.fields.values["bins"].updated_by == given.user(2)


def test_a_value_from_elsewhere_that_is_read_alike_is_left_as_it_is() -> None:
    stored = standing({"deal": {"value": "1800"}, "tax_number": " DE1 "})

    assert patched({"deal": {"value": 1800}, "tax_number": "DE1"}, stored) == Patched(stored)


def test_a_change_tells_old_and_new() -> None:
    (change,) = patched({"bins": None}, {"bins": 2}).changes

    assert (change.key, change.old, change.new, change.stamp) == ("bins", 2, None, STAMP)


def test_a_restricted_field_is_refused_to_who_may_not_write_it_whatever_the_value() -> None:
    for patch in ({"discount": 5}, {"discount": None}, {"discount": "x", "bims": 3}):
        with pytest.raises(FieldIsRestricted) as refusal:
            patched(patch, clearance=Clearance(reads=frozenset(Restriction)))
        assert refusal.value.facts["fields"] == ["discount"]

    assert patched({"discount": 5}).fields.plain() == {"discount": 5}
    assert patched({"bins": 5}, {"discount": 5}, Clearance()).fields.plain() == {"bins": 5, "discount": 5}


def test_the_merged_value_is_validated_with_its_rules() -> None:
    assert bad({"bins": 5}, {"ovens": 4}) == ["/ovens out-of-order"]
    assert bad({"ovens": 4}, {"bins": 5}) == ["/ovens out-of-order"]
    assert bad({"deposit": 4}) == ["/deal/value required"]
    assert bad({"deal": None}, {"deposit": 4, "deal": {"value": 3}}) == ["/deal/value required"]
    assert patched({"bins": 5, "ovens": 6}, {"ovens": 4}).fields.plain() == {"bins": 5, "ovens": 6}


def test_a_rule_does_not_add_to_a_value_that_is_wrong_in_itself() -> None:
    assert bad({"deposit": 4, "deal": "x"}) == ["/deal wrong-type"]


def test_what_came_from_elsewhere_never_blocks_another_field() -> None:
    stored = {"bins": 5, "ovens": 4, "names": "31.12.2025", "gone": 1}

    assert patched({"deal": {"value": 1}}, stored).fields.plain()["gone"] == 1
    assert patched({"names": ["a"]}, stored).fields.plain()["names"] == ["a"]


def test_a_unique_value_is_claimed_when_it_changes() -> None:
    assert patched({"tax_number": " DE1 ", "bins": 1}).claims == (("tax_number", '"DE1"'),)
    assert patched({"tax_number": "DE1"}, {"tax_number": "DE1"}).claims == ()
    assert patched({"tax_number": None}, {"tax_number": "DE1"}).claims == ()
    assert [error.pointer for error in taken(["tax_number"]).errors] == ["/tax_number"]


def test_time_never_runs_backwards_within_one_customer() -> None:
    ahead = FieldSet({}, STAMP.at + timedelta(seconds=5))

    (change,) = patched({"bins": 1}, ahead).changes

    assert change.stamp.at == ahead.changed_at


patches = strategies.fixed_dictionaries(
    {},
    optional={
        key: strategies.none() | json_of(CATALOGUE.get(key).kind)
        for key in ("deal", "names", "tax_number", "discount", "ovens")
    },
)


@for_all(patches, patches)
def test_patching_twice_is_patching_once(first: object, second: object) -> None:
    stored = patched(first).fields
    once = patched(second, stored)
    twice = patched(second, once.fields)

    assert twice.changes == ()
    assert twice.fields == once.fields


@for_all(patches, patches)
def test_exactly_what_differs_is_recorded(first: Mapping[str, object], second: Mapping[str, object]) -> None:
    stored = patched(first).fields
    outcome = patched(second, stored)
    before, after = stored.plain(), outcome.fields.plain()
    differing = {key for key in before.keys() | after.keys() if not same(before.get(key), after.get(key))}

    assert {change.key for change in outcome.changes} == differing
    assert {(change.key, json_text([change.old, change.new])) for change in outcome.changes} == {
        (key, json_text([before.get(key), after.get(key)])) for key in differing
    }
    assert all(key not in after for key, value in second.items() if value is None)


@for_all(patches)
def test_taking_everything_away_leaves_nothing(first: Mapping[str, object]) -> None:
    stored = patched(first).fields

    assert patched(dict.fromkeys(stored.plain()), stored).fields.plain() == {}


@for_all(kinds, json_values, json_values)
def test_a_patch_of_any_json_is_taken_or_refused(kind: Kind, stored: object, raw: object) -> None:
    catalogue, faults = Catalogue.of([field("a", kind)]), Faults()
    definition = catalogue.get("a")
    definition.normal(definition.patched(stored, raw), faults)

    with pytest.raises(Invalid) if raw is not None and faults.found else nullcontext():
        outcome = patch_fields(
            standing({"a": stored}), {"a": raw}, catalogue=catalogue, clearance=FULL, stamp=STAMP
        )
        assert ("a" in outcome.fields.plain()) == (raw is not None)
