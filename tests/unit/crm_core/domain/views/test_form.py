"""A view is judged by what may be asked of its list; all that is wrong is named at once."""

import pytest

from crm_core.domain.customers.list_query import ListQuery
from crm_core.domain.refusals import Invalid
from crm_core.domain.views.form import USUAL_COLUMNS, columns_of, details_from, record_of
from crm_core.pack import hot_columns_of
from tests.second_pack import STAGES

QUERY = ListQuery(hot_columns_of(STAGES))


def test_a_view_keeps_what_was_asked_as_json() -> None:
    written = {
        "name": " Schwere Bühnen ",
        "filter": {"load_kg_min": 500, "owner": "me", "type": None},
        "sort": "-load_kg",
        "columns": ["loadKg", "name"],
    }
    details = details_from(written, QUERY)
    assert details.filter == {"load_kg_min": 500, "owner": "me"}
    assert (details.name, details.sort, details.columns) == ("Schwere Bühnen", "-load_kg", ("loadKg", "name"))
    assert details_from(record_of(details), QUERY) == details


def test_a_name_is_enough() -> None:
    details = details_from({"name": "Alle"}, QUERY)
    assert (details.filter, details.sort, details.columns) == ({}, "name", USUAL_COLUMNS)


def test_every_column_of_a_line_may_be_shown() -> None:
    assert {"name", "createdAt", "loadKg", "dayRate"} <= set(columns_of(QUERY))


def test_every_bad_member_is_named() -> None:
    written = {
        "name": "",
        "filter": {"load_kg_min": "much", "lod_kg_min": 1, "type": "PUB"},
        "sort": "load_kg",
        "columns": ["name", "size"],
        "shared": True,
    }
    with pytest.raises(Invalid) as refused:
        details_from(written, QUERY)
    assert {error.pointer: error.code for error in refused.value.errors} == {
        "/shared": "unknown-field",
        "/name": "too-short",
        "/filter/lod_kg_min": "unknown-field",
        "/filter/type": "not-a-choice",
        "/filter/load_kg_min": "wrong-type",
        "/sort": "not-a-choice",
        "/columns/1": "not-a-choice",
    }


def test_a_column_stands_once() -> None:
    with pytest.raises(Invalid):
        details_from({"name": "x", "columns": ["name", "name"]}, QUERY)
