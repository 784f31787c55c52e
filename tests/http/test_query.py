"""Query strings are read once, strictly, and remembered within bounds."""

import pytest
from hypothesis import given as drawn
from hypothesis import strategies as st

from adapters.http import query
from adapters.http.query import InstantOrDay, Query
from adapters.http.routes.customer_list import parameters
from crm_core.domain.customers.customer import CustomerType
from crm_core.domain.customers.list_query import ListQuery
from crm_core.domain.fields.faults import UNREADABLE, Faults
from crm_core.domain.refusals import Invalid

FILTERS = parameters(ListQuery())


def test_the_same_string_means_the_same_again() -> None:
    raw = b"type=HOTEL&limit=7&q=am+See%2C"
    first, again = FILTERS.read(raw), FILTERS.read(raw)
    assert first == again
    assert (first["type"], first["limit"], first["q"]) == (CustomerType.HOTEL, 7, "am See,")


def test_absent_parameters_have_their_defaults() -> None:
    assert FILTERS.read(b"") == {**dict.fromkeys(FILTERS.read(b"")), "limit": 50, "sort": "name"}


def test_memory_is_bounded_and_refusals_are_not_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(query, "_MOST_REMEMBERED", 10)
    fresh = Query(FILTERS.parameters)
    for number in range(1, 100):
        fresh.read(b"limit=%d" % number)
        with pytest.raises(Invalid):
            fresh.read(b"limit=%d" % (number + 1000))
    assert len(fresh._read_before) <= 10
    fresh.read(
        b"q=" + b"a" * 190 + b"&region=" + b"b" * 49 + b"&type=HOTEL&territory=DE&channel=DIRECT&limit=10"
    )
    assert all(len(raw) <= 300 for raw in fresh._read_before)


@drawn(st.binary(max_size=60))
def test_any_bytes_are_read_or_refused(raw: bytes) -> None:
    refused: list[Invalid] = []
    try:
        FILTERS.read(raw)
    except Invalid as refusal:
        refused.append(refusal)
    assert all(refusal.errors for refusal in refused)


@pytest.mark.parametrize("day", ["0001-01-01", "1899-12-31", "2201-01-01", "9999-12-31"])
def test_a_day_that_has_no_first_instant_in_the_calendar_is_refused(day: str) -> None:
    faults = Faults()
    assert InstantOrDay().parse(day, "/to", faults) is UNREADABLE
    assert [(one.pointer, one.code) for one in faults.found] == [("/to", "not-a-date")]
