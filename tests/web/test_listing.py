"""The address of a list is read strictly, and its links lead where they say."""

from urllib.parse import parse_qs, urlsplit

import pytest

from adapters.web.listing import ListAddress
from adapters.web.trail import MAX_TRAIL
from crm_core.domain.customers.list_query import ListQuery
from crm_core.domain.customers.listing import CustomerOrder
from crm_core.domain.refusals import Invalid
from crm_core.pack import hot_columns_of
from crm_food_pack.pack import FOOD
from tests import given

QUERY = ListQuery(hot_columns_of(FOOD))


def _read(asked: dict[str, str]) -> ListAddress:
    return ListAddress.read(asked, QUERY)


def _asked(url: str) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(urlsplit(url).query).items()}


def test_mine_means_the_one_who_asks() -> None:
    wanted = _read({"owner": "me", "q": " linde ", "sort": "-created_at"}).wanted(given.rep(7))
    assert (wanted.filter.owner, wanted.filter.q, wanted.order) == (
        given.user(7),
        "linde",
        CustomerOrder.NEWEST,
    )


@pytest.mark.parametrize(
    "query",
    [
        {"type": "PUB"},
        {"channel": "direct"},
        {"owner": "you"},
        {"owner": "------------------------------------"},
        {"parent": "1"},
        {"sort": "size"},
        {"territory": "de"},
        {"q": "a\0b"},
        {"q": "x" * 201},
    ],
)
def test_a_filter_that_means_nothing_is_refused(query: dict[str, str]) -> None:
    with pytest.raises(Invalid):
        _read(query)


def test_an_empty_filter_says_nothing() -> None:
    assert _read({"q": " ", "type": ""}).values == {}


@pytest.mark.parametrize("name", ["foo", "limit", "Type", "type ", "column.name"])
def test_a_name_that_the_list_does_not_know_is_refused_by_name(name: str) -> None:
    with pytest.raises(Invalid) as refused:
        _read({"type": "HOTEL", name: ""})
    assert [(one.field, one.code) for one in refused.value.errors] == [(name, "unknown-parameter")]


def test_what_can_be_read_stands_beside_what_cannot() -> None:
    given_ = {"type": "HOTEL", "decision_maker_count_min": "1,5", "season_from": "Mai"}
    address, faults = ListAddress.tried(given_, QUERY)
    assert address.values == {"type": "HOTEL"}
    assert {one.field: one.code for one in faults.found} == {
        "decision_maker_count_min": "wrong-type",
        "season_from": "not-a-date",
    }


def test_another_filter_begins_at_the_first_page() -> None:
    address = _read({"q": "a&b=c", "cursor": "c2", "trail": "c1"})
    assert _asked(address.with_(type="HOTEL")) == {"q": "a&b=c", "type": "HOTEL"}
    assert _asked(address.with_(q=None)) == {}


def test_one_walks_back_the_way_one_came() -> None:
    first = _read({"q": "a"})
    second = _read(_asked(first.after("c1")))
    third = _read(_asked(second.after("c2")))
    assert (first.number, second.number, third.number) == (1, 2, 3)
    assert first.before() is None
    assert _asked(second.before() or "") == {"q": "a"}
    assert _asked(third.before() or "") == {"q": "a", "cursor": "c1"}


def test_a_long_walk_keeps_addresses_short() -> None:
    address = _read({})
    for page in range(100):
        address = _read(_asked(address.after(f"cursor-{page}")))
    assert len(address.values["trail"].split("~")) == MAX_TRAIL
    assert address.number is None
