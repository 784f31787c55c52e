"""The list over HTTP: every filter and order that is declared, each read strictly, in items as documented."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest

from adapters.http.endpoint import AsyncPages
from crm_core.domain.access.actor import Actor
from crm_core.domain.fields.definition import Definition
from crm_core.domain.fields.numbers import Number
from crm_core.domain.fields.record import Member, Record
from crm_core.domain.projections.hot_row import Comparison, Filter, HotColumn
from crm_core.domain.projections.hot_source import At
from crm_core.domain.projections.hot_types import HotType
from crm_core.domain.refusals import Unavailable
from crm_core.pack import Pack
from crm_food_pack.pack import FOOD
from tests.http.site import Site, serving, uuid

KNOWN = {
    "roi_potential": {"bucket": "HIGH", "value": 18.5},
    "decision_makers": {"count": 3, "has_exec_alignment": True},
    "seasonal_menu_cycle": {"season_start": "2026-04-01", "season_end": "2026-09-30"},
    "current_supplier_contracts": {"renewal_date": "2026-12-31", "exclusivity": False},
    "sample_status": "DELIVERED",
}
# Each filter once as it meets the customer above, once as it does not.
FILTERS = {
    "q": ("see", "meer"),
    "type": ("HOTEL", "CATERING"),
    "territory": ("DE", "AT"),
    "region": ("BERLIN", "KIEL"),
    "channel": ("DIRECT", "PARTNER"),
    "contactability": ("OK", "HARD_BOUNCE"),
    "sample_status": ("DELIVERED", "PACKED"),
    "roi_bucket": ("HIGH", "LOW"),
    "season_from": ("2026-04-01", "2026-04-02"),
    "season_to": ("2026-09-30", "2026-09-29"),
    "renewal_before": ("2026-12-31", "2026-12-30"),
    "exclusivity": ("false", "true"),
    "has_exec_alignment": ("true", "false"),
    "decision_maker_count_min": ("3", "4"),
}
CORE = ("q", "type", "territory", "region", "channel", "contactability")
ORDERS = ("name", "-created_at", "renewal_date", "-roi_value", "-sample_last_event_at")


@pytest.fixture(scope="module")
def food() -> Iterator[Site]:
    with serving(packs=(FOOD,)) as site:
        place = site.created().headers["location"]
        assert site.ask("PATCH", place + "/fields", json=KNOWN).status_code == 200
        site.created(name="Ohne alles am See")
        yield site


def names(site: Site, query: str) -> list[str]:
    answer = site.get("/api/customers?" + query)
    assert answer.status_code == 200, answer.text
    return [item["name"] for item in answer.json()["items"]]


def test_the_filters_of_the_contract_are_all_there(food: Site) -> None:
    declared = food.get("/api/openapi.json", by=None).json()["paths"]["/api/customers"]["get"]["parameters"]
    told = [parameter["name"] for parameter in declared if parameter.get("in") == "query"]
    assert set(told) == {*FILTERS, "owner", "parent", "sort", "limit", "cursor"}
    assert set(next(one for one in declared if one["name"] == "sort")["schema"]["enum"]) == set(ORDERS)


@pytest.mark.parametrize("name", FILTERS)
def test_a_filter_finds_whom_it_is_true_of_and_nobody_without_a_value(food: Site, name: str) -> None:
    true, false = FILTERS[name]
    others = ["Ohne alles am See"] if name in CORE else []
    assert names(food, f"{name}={true}") == ["Hotel am See", *others]
    assert names(food, f"{name}={false}") == []


def test_all_filters_together_find_it_too(food: Site) -> None:
    everything = "&".join(f"{name}={true}" for name, (true, _) in FILTERS.items())
    assert names(food, everything) == ["Hotel am See"]


@pytest.mark.parametrize("sort", ORDERS)
def test_in_every_order_those_without_a_value_come_last(food: Site, sort: str) -> None:
    first = food.get(f"/api/customers?sort={sort}&limit=1").json()
    assert len(first["items"]) == 1
    rest = food.get("/api/customers", params={"sort": sort, "limit": 1, "cursor": first["nextCursor"]}).json()
    found = [first["items"][0]["name"], rest["items"][0]["name"]]
    assert set(found) == {"Hotel am See", "Ohne alles am See"}
    if sort in ("renewal_date", "-roi_value"):
        assert found == ["Hotel am See", "Ohne alles am See"]
    assert rest["nextCursor"] is None


def test_an_item_tells_its_hot_values_by_their_names(food: Site) -> None:
    known, unknown = food.get("/api/customers?sort=renewal_date").json()["items"]
    assert known["hot"] == {
        "sampleStatus": "DELIVERED", "sampleLastEventAt": None, "roiBucket": "HIGH", "roiValue": 18.5,
        "decisionMakerCount": 3, "hasExecAlignment": True, "seasonStart": "2026-04-01",
        "seasonEnd": "2026-09-30", "renewalDate": "2026-12-31", "exclusivity": False,
        "updatedAt": "2026-03-02T08:00:00Z",
    }  # fmt: skip
    assert set(unknown["hot"]) == set(known["hot"])
    assert [name for name, value in unknown["hot"].items() if value is not None] == ["updatedAt"]
    assert '"roiValue":18.50' in food.get("/api/customers?sort=renewal_date").text


@pytest.mark.parametrize(
    ("query", "pointer", "code"),
    [
        ("contactability=ok", "/contactability", "not-a-choice"),
        ("sample_status=delivered", "/sample_status", "not-a-choice"),
        ("roi_bucket=", "/roi_bucket", "not-a-choice"),
        ("season_from=2026-4-1", "/season_from", "not-a-date"),
        ("season_from=2026-02-30", "/season_from", "not-a-date"),
        ("season_to=2026-04-01T00:00:00Z", "/season_to", "not-a-date"),
        ("renewal_before=soon", "/renewal_before", "not-a-date"),
        ("exclusivity=yes", "/exclusivity", "wrong-type"),
        ("exclusivity=1", "/exclusivity", "wrong-type"),
        ("has_exec_alignment=True", "/has_exec_alignment", "wrong-type"),
        ("decision_maker_count_min=two", "/decision_maker_count_min", "wrong-type"),
        ("decision_maker_count_min=1.5", "/decision_maker_count_min", "too-many-decimals"),
        ("decision_maker_count_min=99999999999", "/decision_maker_count_min", "too-large"),
        ("sort=roi_value", "/sort", "not-a-choice"),
        ("sort=-renewal_date", "/sort", "not-a-choice"),
        ("roi_value=1", "/roi_value", "unknown-parameter"),
        ("discount_terms=1", "/discount_terms", "unknown-parameter"),
        ("sort=discount_terms", "/sort", "not-a-choice"),
    ],
)
def test_a_bad_value_is_named(food: Site, query: str, pointer: str, code: str) -> None:
    answer = food.get("/api/customers?" + query)
    assert answer.status_code == 400, answer.text
    assert [(error["pointer"], error["code"]) for error in answer.json()["errors"]] == [(pointer, code)]


@pytest.mark.parametrize("name", [*FILTERS, "owner", "parent", "sort", "limit", "cursor"])
def test_every_parameter_stands_once(food: Site, name: str) -> None:
    usual = {"owner": "me", "parent": "00000000-0000-0000-0000-000000000001", "sort": "name", "limit": "3"}
    value = FILTERS[name][0] if name in FILTERS else usual.get(name, "x")
    answer = food.get(f"/api/customers?{name}={value}&{name}={value}")
    assert answer.status_code == 400
    assert ("/" + name, "repeated-parameter") in [(e["pointer"], e["code"]) for e in answer.json()["errors"]]


def test_all_bad_values_are_named_at_once(food: Site) -> None:
    answer = food.get("/api/customers?exclusivity=yes&season_from=x&roi=1&limit=0")
    assert {error["pointer"] for error in answer.json()["errors"]} == {
        "/exclusivity", "/season_from", "/roi", "/limit",
    }  # fmt: skip


def test_a_hot_column_of_another_pack_is_there_by_its_declaration() -> None:
    count = Member("count", Number(minimum=Decimal(0), places=0))
    steamers = Definition("steamers", Record((count,)), "Dämpfer", "Steamers", group="kitchen")
    column = HotColumn(
        "steamer_count",
        HotType.INTEGER,
        (At("steamers", ("count",)),),
        filters=(Filter("steamer_count_min", Comparison.AT_LEAST),),
        sorts=("-steamer_count",),
    )
    pack = Pack("steam", fields=(steamers,), hot_columns=(column,))
    with serving(packs=(FOOD, pack)) as site:
        for number in (1, 4, 2):
            place = site.created(name=f"Haus {number}").headers["location"]
            site.ask("PATCH", place + "/fields", json={"steamers": {"count": number}})
        assert names(site, "steamer_count_min=2&sort=-steamer_count") == ["Haus 4", "Haus 2"]
        (item, _) = site.get("/api/customers?steamer_count_min=2&sort=-steamer_count").json()["items"]
        assert item["hot"]["steamerCount"] == 4
        document = site.get("/api/openapi.json", by=None).json()
        assert "steamerCount" in document["components"]["schemas"]["CustomerHot"]["properties"]
        view = {"name": "Dampf", "filter": {"steamer_count_min": 2}, "columns": ["name", "steamerCount"]}
        assert site.post("/api/views", json=view).status_code == 201


def test_a_list_that_is_stopped_says_when_to_come_back() -> None:
    async def stopped(_actor: Actor, _wanted: object) -> Any:
        raise Unavailable

    with serving(async_pages=AsyncPages(stopped, stopped, stopped)) as site:
        for path in ("/api/customers", f"/api/customers/{uuid(1)}/activities", "/api/leads"):
            answer = site.get(path)
            assert (answer.status_code, answer.json()["code"]) == (503, "unavailable")
            assert answer.headers["retry-after"] == "2"
