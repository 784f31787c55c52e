"""The hot row of a kitchen, as lists show it."""

from collections.abc import Mapping
from decimal import Decimal

import pytest

from crm_core.domain.projections.hot_row import Unread
from crm_core.domain.projections.hot_source import HotSources
from crm_core.pack import hot_columns_of
from crm_food_pack.domain.fields import ROI_POTENTIAL, SAMPLE_STATUS
from crm_food_pack.domain.hot_columns import HOT_COLUMNS
from crm_food_pack.pack import FOOD

HOT = hot_columns_of(FOOD)
SAMPLE = {"sample": {"status": "SHIPPED", "eventAt": "2026-03-01T08:00:00Z"}}


def hot(fields: Mapping[str, object], newest: Mapping[str, Mapping[str, object]] | None = None) -> object:
    row = HOT.as_json(HOT.fold(HotSources(fields, newest or {})).row)
    return {name: value for name, value in row.items() if value is not None}


def test_the_row_has_the_members_of_the_list() -> None:
    assert list(HOT.as_json({})) == [
        "sampleStatus",
        "sampleLastEventAt",
        "roiBucket",
        "roiValue",
        "decisionMakerCount",
        "hasExecAlignment",
        "seasonStart",
        "seasonEnd",
        "renewalDate",
        "exclusivity",
    ]


def test_the_list_has_its_filters_and_orders() -> None:
    filters = {f.parameter: f"{c.name} {f.comparison}" for c in HOT_COLUMNS for f in c.filters}

    assert filters == {
        "sample_status": "sample_status =",
        "roi_bucket": "roi_bucket =",
        "decision_maker_count_min": "decision_maker_count >=",
        "has_exec_alignment": "has_exec_alignment =",
        "season_from": "season_start >=",
        "season_to": "season_end <=",
        "renewal_before": "renewal_date <=",
        "exclusivity": "exclusivity =",
    }
    assert {order for column in HOT_COLUMNS for order in column.sorts} == {
        "renewal_date",
        "-roi_value",
        "-sample_last_event_at",
    }


@pytest.mark.parametrize(
    ("makers", "expected"),
    [
        ({"count": 3, "has_exec_alignment": True}, {"decisionMakerCount": 3, "hasExecAlignment": True}),
        ({"count": 3}, {"decisionMakerCount": 3, "hasExecAlignment": False}),
        ({"members": [{"name": "Ada"}]}, {"decisionMakerCount": 1, "hasExecAlignment": False}),
        ({"count": 3, "members": ["Ada"]}, {"decisionMakerCount": 3, "hasExecAlignment": False}),
        (["Ada", {"name": "Bo"}], {"decisionMakerCount": 2, "hasExecAlignment": False}),
        ({}, {"hasExecAlignment": False}),
        (None, {}),
    ],
)
def test_deciders_are_counted_however_they_are_written(makers: object, expected: object) -> None:
    assert hot({"decision_makers": makers}) == expected


def test_the_newest_sample_decides_and_the_field_only_without_one() -> None:
    fields = {"sample_status": "DELIVERED"}

    assert hot(fields) == {"sampleStatus": "DELIVERED"}
    assert hot(fields, SAMPLE) == {"sampleStatus": "SHIPPED", "sampleLastEventAt": "2026-03-01T08:00:00Z"}


def test_all_other_fields_are_shown_as_they_stand() -> None:
    assert hot(
        {
            "roi_potential": {"bucket": "HIGH", "value": Decimal("1800.00")},
            "seasonal_menu_cycle": {"season_start": "2026-03-01", "season_end": "2026-06-24"},
            "current_supplier_contracts": {"renewal_date": "2026-09-30", "exclusivity": False},
        }
    ) == {
        "roiBucket": "HIGH",
        "roiValue": Decimal("1800.00"),
        "seasonStart": "2026-03-01",
        "seasonEnd": "2026-06-24",
        "renewalDate": "2026-09-30",
        "exclusivity": False,
    }


def test_a_count_that_cannot_be_read_is_told_and_not_guessed() -> None:
    folded = HOT.fold(HotSources({"decision_makers": {"count": "many", "members": ["Ada"]}}))

    assert folded.row["decision_maker_count"] is None
    assert folded.unread == (Unread("decision_maker_count", "wrong-type"),)


def test_columns_take_exactly_the_words_of_their_fields() -> None:
    options = {column.name: column.options for column in HOT_COLUMNS if column.options}

    assert SAMPLE_STATUS.kind.schema()["enum"] == list(options["sample_status"])
    assert {part.name for part in ROI_POTENTIAL.parts} >= set(options["roi_bucket"])
