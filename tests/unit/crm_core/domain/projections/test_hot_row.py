"""The hot row is folded from its declaration alone, whatever stands in the sources."""

from decimal import Decimal

import pytest
from attrs import evolve
from hypothesis import given, strategies

from crm_core.domain.fields.catalogue import Catalogue
from crm_core.domain.projections.hot_row import Folded, HotColumn, HotColumns, Unread
from crm_core.domain.projections.hot_source import At, HotSources, LengthOf
from crm_core.domain.projections.hot_types import HotType
from crm_core.pack import fields_of, hot_columns_of
from crm_food_pack.pack import FOOD
from tests.second_pack import STAGES
from tests.unit.crm_core.domain.fields.drawn import json_values

HOT = hot_columns_of(STAGES)
RIG = {"load_kg": 400, "day_rate": Decimal("99.5")}
EMPTY = {"hire_state": None, "load_kg": None, "day_rate_cents": None}


def test_a_pack_of_another_trade_gets_its_row_by_declaring_it() -> None:
    folded = HOT.fold(HotSources({"rig": RIG}, {"hire": {"state": "BOOKED"}}))

    assert folded == Folded({"hire_state": "BOOKED", "load_kg": 400, "day_rate_cents": 9950})
    assert HOT.as_json(folded.row) == {"hireState": "BOOKED", "loadKg": 400, "dayRate": Decimal("99.50")}


def test_two_packs_share_one_row() -> None:
    both = hot_columns_of(FOOD, STAGES)

    assert [c.name for c in both.columns] == [c.name for c in (*FOOD.hot_columns, *STAGES.hot_columns)]


def test_without_sources_every_column_is_null() -> None:
    assert HOT.fold(HotSources()) == Folded(EMPTY)


def test_what_cannot_be_read_is_null_and_told() -> None:
    sources = HotSources({"rig": {"load_kg": "heavy", "day_rate": "1.800,00"}, "load_in_state": "LOST"})

    assert HOT.fold(sources) == Folded(
        EMPTY,
        (
            Unread("hire_state", "not-a-choice"),
            Unread("load_kg", "wrong-type"),
            Unread("day_rate_cents", "wrong-type"),
        ),
    )


def test_drift_names_the_columns_that_differ() -> None:
    folded = HOT.fold(HotSources({"rig": RIG}))

    assert HOT.drift(folded.row, folded) == ()
    assert HOT.drift({**folded.row, "load_kg": 401}, folded) == ("load_kg",)
    assert HOT.drift({}, folded) == ("load_kg", "day_rate_cents")


def test_a_field_knows_its_hot_columns() -> None:
    assert [column.name for column in HOT.fed_by("rig")] == ["load_kg", "day_rate_cents"]
    assert [column.name for column in HOT.fed_by("load_in_state")] == ["hire_state"]
    assert HOT.fed_by("margin_pct") == ()


LOAD = HotColumn("weight", HotType.INTEGER, (At("rig", ("load_kg",)),))


@pytest.mark.parametrize(
    ("column", "said"),
    [
        (evolve(LOAD, name="load_kg"), "declared twice"),
        (evolve(LOAD, sources=(At("rgi"),)), "no field declares"),
        (evolve(LOAD, sources=(LengthOf("rig", ("people",)),)), "no field declares"),
        (evolve(LOAD, sources=(At("margin_pct"),)), "restricted"),
        (evolve(LOAD, sorts=("weight", "-weight")), "two directions"),
        (evolve(LOAD, options=("A",)), "is no text"),
    ],
)
def test_a_misdeclared_column_stops_the_start(column: HotColumn, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        HotColumns.of([*STAGES.hot_columns, column], fields_of(STAGES))


def test_a_row_of_nothing_is_possible() -> None:
    assert HotColumns.of([], Catalogue()).fold(HotSources()) == Folded({})


fields = strategies.dictionaries(
    strategies.sampled_from(["rig", "load_in_state"]),
    json_values
    | strategies.dictionaries(strategies.sampled_from(["load_kg", "day_rate"]), json_values)
    | strategies.fixed_dictionaries({"load_kg": strategies.integers(0, 9)}),
)
newest = strategies.dictionaries(
    strategies.just("hire"), strategies.dictionaries(strategies.just("state"), json_values)
)


@given(fields, newest)
def test_no_json_makes_the_fold_fail(
    stored: dict[str, object], records: dict[str, dict[str, object]]
) -> None:
    folded = HOT.fold(HotSources(stored, records))

    assert set(folded.row) == set(EMPTY)
    assert all(folded.row[one.column] is None for one in folded.unread)
    assert HOT.fold(HotSources(stored, records)) == folded
