"""The catalogue holds what packs and one tenant declare, and nothing that contradicts itself."""

from datetime import date

import pytest

from crm_core.domain.fields.catalogue import Catalogue
from crm_core.domain.fields.definition import Definition, Deprecation, Restriction
from crm_core.domain.fields.faults import UNREADABLE, Faults
from crm_core.domain.fields.kinds import Choice, Day, Kind, Text
from crm_core.domain.fields.numbers import Money, Number
from crm_core.domain.fields.record import Member, Record
from crm_core.domain.fields.refusals import FieldBelongsToThePack
from crm_core.domain.fields.rules import NotAfter, Requires
from crm_core.domain.refusals import Invalid, NotFound


def field(key: str, kind: Kind, **more: object) -> Definition:
    return Definition(key, kind, key, key, group="g", **more)  # type: ignore[arg-type]  # a builder's loose arguments


SEASON = field(
    "season",
    Record((Member("start", Day()), Member("end", Day()), Member("name", Text(20)))),
    rules=(NotAfter("season.start", "season.end"),),
)
OVENS = field("ovens", Number(places=0))
RENT = field("rent", Money(), restricted=Restriction.PRICE)
PACKED = Catalogue.of([SEASON, OVENS, RENT])


def bad(definition: Definition) -> list[tuple[str, str]]:
    with pytest.raises(Invalid) as refusal:
        PACKED.with_added(definition)
    return [(error.pointer, error.code) for error in refusal.value.errors]


def test_what_is_to_be_used_instead_is_there() -> None:
    def over(instead: str) -> Definition:
        return field("bins", Text(3), deprecated=Deprecation(date(2026, 1, 1), instead))

    assert bad(over("tins")) == [("/deprecated/instead", "unknown-reference")]
    assert PACKED.with_added(over("ovens")).get("bins").deprecated is not None


def test_a_tenants_field_joins_those_of_the_packs() -> None:
    bins = field("bins", Number(places=0))
    catalogue = PACKED.with_added(bins)

    assert catalogue.get("bins") == bins
    assert catalogue.tenant_keys == {"bins"}
    with pytest.raises(NotFound):
        PACKED.get("bins")


def test_a_key_is_declared_once() -> None:
    assert bad(field("ovens", Text(3))) == [("/key", "duplicate")]
    with pytest.raises(ValueError, match="twice"):
        Catalogue.of([OVENS, OVENS])


def test_a_packs_field_is_not_changed_at_run_time() -> None:
    with pytest.raises(FieldBelongsToThePack):
        PACKED.with_changed(field("ovens", Text(3)))
    with pytest.raises(NotFound):
        PACKED.with_changed(field("bins", Text(3)))


def test_a_tenants_field_is() -> None:
    catalogue = PACKED.with_added(field("bins", Number())).with_changed(field("bins", Text(3)))

    assert catalogue.get("bins").kind == Text(3)


def test_a_key_that_a_pack_takes_later_is_the_packs() -> None:
    catalogue = PACKED.with_tenants([field("ovens", Text(3)), field("bins", Text(3))])

    assert catalogue.get("ovens") == OVENS
    assert catalogue.tenant_keys == {"bins"}


@pytest.mark.parametrize(
    ("definition", "found"),
    [
        (field("a", Day(), rules=(NotAfter("a", "nobody"),)), [("/rules/0", "unknown-reference")]),
        (field("a", Day(), rules=(NotAfter("a", "season.middle"),)), [("/rules/0", "unknown-reference")]),
        (
            field("a", Day(), rules=(NotAfter("season.start", "season.end"),)),
            [("/rules/0", "unknown-reference")],
        ),
        (field("a", Day(), rules=(NotAfter("a", "ovens"),)), [("/rules/0", "not-comparable")]),
        (field("a", Text(3), rules=(NotAfter("a", "season.name"),)), [("/rules/0", "not-comparable")]),
        (field("a", Money(), rules=(NotAfter("a", "rent"),)), [("/rules/0", "mixes-restrictions")]),
        (
            field("a", Choice(("X",)), rules=(Requires("a", "ovens"), Requires("a", "b"))),
            [("/rules/1", "unknown-reference")],
        ),
        (field("a", Choice(("X",)), default="Y"), [("/default", "wrong-type")]),
    ],
)
def test_a_definition_that_contradicts_the_others_is_refused(
    definition: Definition, found: list[tuple[str, str]]
) -> None:
    assert bad(definition) == found
    with pytest.raises(ValueError, match="misdeclared"):
        Catalogue.of([SEASON, OVENS, RENT, definition])


def test_a_rule_over_numbers_of_different_kinds_is_one_of_order() -> None:
    assert PACKED.with_added(field("a", Money(), rules=(NotAfter("ovens", "a"),))).tenant_keys == {"a"}


def test_restricting_a_field_that_a_rule_ties_to_an_open_one_is_refused() -> None:
    tied = PACKED.with_added(field("a", Number())).with_added(
        field("b", Number(), rules=(NotAfter("a", "b"),))
    )

    with pytest.raises(Invalid):
        tied.with_changed(field("a", Number(), restricted=Restriction.MARGIN))


def test_only_rules_on_touched_fields_are_checked() -> None:
    faults = Faults()
    stored = {"season": {"start": "2026-09-01", "end": "2026-03-01"}, "ovens": 3}

    PACKED.check_rules(stored, ["ovens"], faults)
    assert faults.found == []
    PACKED.check_rules(stored, ["ovens", "season"], faults)
    assert [fault.pointer for fault in faults.found] == ["/season/end"]


@pytest.mark.parametrize("season", ["soon", {"start": 5}, UNREADABLE])
def test_what_cannot_be_read_breaks_no_rule(season: object) -> None:
    faults = Faults()
    PACKED.check_rules({"season": season}, ["season"], faults)

    assert faults.found == []
