"""A change of a definition is loose or tight, and a tight one names the customers whose values it breaks."""

from decimal import Decimal
from uuid import UUID

import pytest
from hypothesis import given as for_all
from hypothesis import strategies

from crm_core.domain.fields.catalogue import Catalogue
from crm_core.domain.fields.definition import Definition
from crm_core.domain.fields.faults import Faults
from crm_core.domain.fields.kinds import Choice, Kind, Text
from crm_core.domain.fields.numbers import Money, Number
from crm_core.domain.fields.refusals import ValuesBreakTheDefinition
from crm_core.domain.fields.rules import NotAfter, Requires
from crm_core.domain.fields.tightening import MOST_NAMED, Direction, direction_of, refuse_if_any, violators
from crm_core.domain.ids import CustomerId
from tests.unit.crm_core.domain.fields.drawn import json_of, kinds


def field(key: str, kind: Kind, **more: object) -> Definition:
    return Definition(key, kind, key, key, group="g", **more)  # type: ignore[arg-type]  # a builder's loose arguments


def customer(number: int) -> CustomerId:
    return CustomerId(UUID(int=number))


BINS = field("bins", Number(maximum=Decimal(9)))
ORDER = NotAfter("bins", "ovens")


@pytest.mark.parametrize(
    ("before", "after", "direction"),
    [
        (BINS, BINS, Direction.SAME),
        (BINS, field("bins", Number(maximum=Decimal(9)), personal=True), Direction.SAME),
        (BINS, field("bins", Number()), Direction.LOOSENING),
        (BINS, field("bins", Number(maximum=Decimal(8))), Direction.TIGHTENING),
        (BINS, field("bins", Text(3)), Direction.TIGHTENING),
        (BINS, field("bins", BINS.kind, unique=True), Direction.TIGHTENING),
        (field("bins", BINS.kind, unique=True), BINS, Direction.LOOSENING),
        (BINS, field("bins", BINS.kind, rules=(ORDER,)), Direction.TIGHTENING),
        (field("bins", BINS.kind, rules=(ORDER,)), BINS, Direction.LOOSENING),
        (field("bins", BINS.kind, unique=True), field("bins", Text(3)), Direction.TIGHTENING),
    ],
)
def test_a_change_has_a_direction(before: Definition, after: Definition, direction: Direction) -> None:
    assert direction_of(before, after) is direction


def broken(definition: Definition, *stored: dict[str, object]) -> list[tuple[int, list[str]]]:
    catalogue = Catalogue.of([field("ovens", Number()), definition])
    rows = ((customer(number), values) for number, values in enumerate(stored))
    return [
        (violation.customer_id.int, [f"{error.pointer} {error.code}" for error in violation.errors])
        for violation in violators(definition, catalogue, rows)
    ]


def test_customers_with_values_that_no_longer_fit_are_named() -> None:
    tighter = field("bins", Choice(("ONE", "TWO")))

    assert broken(tighter, {"bins": "ONE"}, {"bins": "SIX"}, {}, {"bins": 3}) == [
        (1, ["/bins not-a-choice"]),
        (3, ["/bins wrong-type"]),
    ]


def test_customers_that_share_a_value_are_named_but_for_the_first() -> None:
    unique = field("bins", Money(), unique=True)

    assert broken(unique, {"bins": 5}, {"bins": 6}, {"bins": Decimal("5.00")}, {}, {"bins": 5}) == [
        (2, ["/bins not-unique"]),
        (4, ["/bins not-unique"]),
    ]


def test_customers_that_break_a_new_rule_are_named() -> None:
    tied = field("bins", Number(), rules=(ORDER, Requires("bins", "ovens")))

    assert broken(tied, {"bins": 5, "ovens": 4}, {"bins": 5, "ovens": 5}, {"bins": 5}, {"ovens": 1}) == [
        (0, ["/ovens out-of-order"]),
        (2, ["/ovens required"]),
    ]


def test_a_tightening_that_breaks_values_is_refused_with_the_first_hundred() -> None:
    tighter = field("bins", Choice(("ONE",)))
    catalogue = Catalogue.of([tighter])
    many = ((customer(number), {"bins": 5}) for number in range(10**9))

    with pytest.raises(ValuesBreakTheDefinition) as refusal:
        refuse_if_any(violators(tighter, catalogue, many))

    assert refusal.value.facts["customers"] == [str(customer(number)) for number in range(MOST_NAMED)]
    assert refusal.value.errors[1].pointer == f"/customers/{customer(1)}/fields/bins"
    refuse_if_any(violators(tighter, catalogue, [(customer(1), {"bins": "ONE"})]))


@for_all(kinds, kinds, strategies.data())
def test_a_change_that_is_not_tight_breaks_nobody(
    before: Kind, after: Kind, data: strategies.DataObject
) -> None:
    old, new = field("bins", before), field("bins", after)
    stored = old.normal(data.draw(json_of(before)), Faults())

    if direction_of(old, new) is not Direction.TIGHTENING:
        assert broken(new, {"bins": stored}) == []
    assert broken(old, {"bins": stored}) == []
