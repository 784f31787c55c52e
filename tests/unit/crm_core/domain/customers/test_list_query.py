"""What hot columns declare becomes filters and orders; what clashes stops the start."""

from datetime import date

import pytest
from attrs import evolve

from crm_core.domain.customers.list_query import Cents, ListQuery
from crm_core.domain.customers.listing import CustomerOrder, HotCondition, place_text
from crm_core.domain.fields.faults import Faults
from crm_core.domain.projections.hot_row import Comparison, Filter, HotColumn, HotColumns
from crm_core.domain.projections.hot_source import At
from crm_core.domain.projections.hot_types import HotType
from crm_core.pack import hot_columns_of
from tests import given
from tests.second_pack import STAGES

STAGE_LIST = ListQuery(hot_columns_of(STAGES))


def test_hot_columns_of_any_pack_become_filters_and_orders() -> None:
    assert "load_kg_min" in STAGE_LIST.filters
    assert [*STAGE_LIST.orders] == ["name", "-created_at", "-load_kg"]
    assert STAGE_LIST.orders["-load_kg"].descends
    wanted = STAGE_LIST.slice({"load_kg_min": 500, "type": "HOTEL"}, me=given.user(1), sort="-load_kg")
    assert wanted.filter.hot == (HotCondition("load_kg", Comparison.AT_LEAST, 500),)
    assert (wanted.filter.type, wanted.order.column) == ("HOTEL", "load_kg")


def test_without_a_pack_the_core_asks_its_own() -> None:
    assert [*ListQuery().orders.values()] == [*CustomerOrder.ALL]
    assert ListQuery().slice({}, me=given.user(1)).order is CustomerOrder.NAME


def test_me_is_whoever_asks() -> None:
    asked = {"owner": "me"}
    assert ListQuery().narrowed(asked, me=given.user(4)).owner == given.user(4)


@pytest.mark.parametrize("name", ["sort", "cursor", "limit", "type", "size"])
def test_two_parameters_of_one_name_stop_the_start(name: str) -> None:
    column = HotColumn("size", HotType.INTEGER, (At("size"),), filters=(Filter("size"), Filter(name)))
    with pytest.raises(ValueError, match=name):
        ListQuery(HotColumns((column,)))


@pytest.mark.parametrize(
    ("comparison", "value", "holds"),
    [
        (Comparison.EQUAL, 3, True),
        (Comparison.EQUAL, 2, False),
        (Comparison.AT_LEAST, 3, True),
        (Comparison.AT_LEAST, 2, False),
        (Comparison.AT_MOST, 3, True),
        (Comparison.AT_MOST, 4, False),
        (Comparison.AT_MOST, None, False),
        (Comparison.EQUAL, None, False),
    ],
)
def test_bounds_are_inclusive_and_nothing_meets_none(
    comparison: Comparison, value: object, holds: bool
) -> None:
    assert HotCondition("size", comparison, 3).holds(value) is holds


def test_money_is_asked_for_as_an_amount_and_compared_in_cents() -> None:
    faults = Faults()
    assert Cents().parse("18.50", "", faults) == 1850
    assert str(Cents().dump(1850)) == "18.50"
    assert not faults.found
    Cents().parse("much", "/money", faults)
    assert [fault.pointer for fault in faults.found] == ["/money"]


def test_the_form_reads_what_a_view_keeps() -> None:
    read = STAGE_LIST.form.read({"load_kg_min": 3, "owner": "me", "type": None})
    assert (read["load_kg_min"], read["owner"], read["q"]) == (3, "me", None)


def test_a_place_is_a_text_or_nothing() -> None:
    assert place_text(None) is None
    assert place_text(date(2026, 3, 1)) == "2026-03-01"
    assert place_text(evolve(given.StandingClock()).now()) == "2026-03-02T08:00:00+00:00"
    assert place_text(-5) == "-5"
