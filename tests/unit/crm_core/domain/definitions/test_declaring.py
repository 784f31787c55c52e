"""A change of a definition is judged: whether values have to be looked at, and rows to be marked."""

import pytest
from attrs import evolve

from crm_core.domain.definitions.declaring import (
    announced,
    asked_keys,
    declared_anew,
    refuse_while_checked,
    settled,
)
from crm_core.domain.definitions.stored import StoredDefinition
from crm_core.domain.fields.catalogue import Catalogue
from crm_core.domain.fields.definition import Definition
from crm_core.domain.fields.definition_form import definition_record
from crm_core.domain.fields.numbers import Number
from crm_core.domain.fields.refusals import DefinitionIsBeingChecked, FieldBelongsToThePack
from crm_core.domain.fields.rules import NotAfter
from crm_core.domain.refusals import Invalid, NotFound

OVENS = Definition("ovens", Number(places=0), "Öfen", "Ovens", "house")
BINS = Definition("bins", Number(places=0), "Tonnen", "Bins", "house")
PACKED = Catalogue.of([OVENS])
CATALOGUE = PACKED.with_added(BINS)
FEWER = {"kind": {"maximum": 5}}


def judged(patch: object, key: str = "bins") -> tuple[bool, bool, tuple[str, ...]]:
    declaring = declared_anew(CATALOGUE, PACKED, key, patch)
    return declaring.must_look, declaring.must_mark, declaring.changed


@pytest.mark.parametrize(
    ("patch", "looks", "marks", "changed"),
    [
        ({}, False, False, ()),
        ({"labelEn": "Waste"}, False, False, ("labelEn",)),
        ({"deprecated": {"since": "2026-01-01"}}, False, False, ("deprecated",)),
        ({"kind": {"places": 1}}, False, False, ("kind",)),
        (FEWER, True, False, ("kind",)),
        ({"unique": True}, True, False, ("unique",)),
        ({"restricted": "price"}, False, True, ("restricted",)),
        ({"restricted": "margin", **FEWER}, True, True, ("kind", "restricted")),
        ({"rules": [{"rule": "not-after", "earlier": "bins", "later": "ovens"}]}, True, False, ("rules",)),
    ],
)
def test_a_change_says_what_has_to_be_done_first(
    patch: object, changed: tuple[str, ...], *, looks: bool, marks: bool
) -> None:
    assert judged(patch) == (looks, marks, changed)


def test_a_packs_field_takes_words_and_nothing_else() -> None:
    assert judged({"labelDe": "Herde", "group": "kitchen"}, "ovens") == (False, False, ("group", "labelDe"))
    with pytest.raises(FieldBelongsToThePack):
        judged(FEWER, "ovens")
    with pytest.raises(Invalid):
        judged({"default": "three"}, "ovens")


def test_what_cannot_be_is_refused_and_named() -> None:
    for patch, pointer in (
        ({"key": "tins"}, "/key"),
        ({"labelEn": None}, "/labelEn"),
        ({"kind": 5}, "/kind"),
    ):
        with pytest.raises(Invalid) as refusal:
            judged(patch)
        assert [error.pointer for error in refusal.value.errors] == [pointer]
    with pytest.raises(NotFound):
        judged({}, "tins")


def test_a_field_waits_for_its_check_and_checks_for_one_another() -> None:
    checked = evolve(CATALOGUE, coming={"bins": BINS})

    refuse_while_checked(CATALOGUE, "bins", at_once=False)
    refuse_while_checked(checked, "ovens", at_once=True)
    for key, at_once in (("bins", True), ("bins", False), ("ovens", False)):
        with pytest.raises(DefinitionIsBeingChecked):
            refuse_while_checked(checked, key, at_once=at_once)


def test_what_was_announced_stands_in_the_end() -> None:
    stored = StoredDefinition("bins", 4, definition_record(BINS))
    declaring = declared_anew(CATALOGUE, PACKED, "bins", FEWER)
    waiting = announced(stored, declaring)

    assert (waiting.version, waiting.form, waiting.marking) == (4, stored.form, False)
    assert settled(waiting) == StoredDefinition("bins", 5, declaring.form)
    assert settled(stored) == stored
    assert announced(stored, declared_anew(CATALOGUE, PACKED, "bins", {"restricted": "price"})).marking


def test_a_definition_is_judged_by_the_fields_of_its_rules_too() -> None:
    assert asked_keys(BINS) == ("bins",)
    assert asked_keys(evolve(BINS, rules=(NotAfter("ovens", "bins"),))) == ("bins", "ovens")
