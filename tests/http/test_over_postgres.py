"""The same edge over the real database: nothing of what it promises depends on memory."""

from collections.abc import Iterator
from typing import Any

import pytest
from litestar.testing import TestClient

from crm_core.ports.world import World
from tests import given
from tests.http.site import NEW, application, token_of


class Caller:
    """A manager of the tests' tenant, over HTTP."""

    def __init__(self, client: "TestClient[Any]") -> None:
        self.client = client

    def __call__(self, method: str, path: str, by: Any = given.MANAGER, **more: Any) -> Any:
        headers = {"authorization": f"Bearer {token_of(by)}", **more.pop("headers", {})}
        return self.client.request(method, path, headers=headers, **more)


@pytest.fixture
def ask(postgres_world: World) -> Iterator[Caller]:
    app = application(postgres_world, given.StandingClock())
    with TestClient(app, raise_server_exceptions=False) as client:
        yield Caller(client)


def test_a_customers_life(ask: Caller) -> None:
    made = ask("POST", "/api/customers", json={**NEW, "address": {"city": "Köln"}})
    assert made.status_code == 201, made.text
    place = made.headers["location"]
    assert ask("GET", place).content == made.content
    assert ask("GET", place, headers={"if-none-match": made.headers["etag"]}).status_code == 304
    changed = ask("PATCH", place, json={"region": "KOELN"}, headers={"if-match": made.headers["etag"]})
    assert (changed.status_code, changed.json()["version"]) == (200, 2)
    assert ask("GET", place).content == changed.content
    assert (
        ask("PATCH", place, json={"region": "X"}, headers={"if-match": '"1.0123456789abcdef"'}).status_code
        == 412
    )
    same = ask("PATCH", place, json={"region": "KOELN"})
    assert same.headers["etag"] == changed.headers["etag"]
    assert ask("DELETE", place).status_code == 204
    assert ask("PATCH", place, json={"region": "X"}).json()["code"] == "archived"
    assert ask("POST", place + "/restore").status_code == 200
    body = {"ownerUserId": str(given.user(3)), "reason": "Urlaub"}
    assert ask("POST", place + "/reassign", json=body).json()["ownerUserId"] == str(given.user(3))


def test_lists_filter_sort_and_go_on(ask: Caller) -> None:
    for number in range(7):
        ask(
            "POST",
            "/api/customers",
            json={**NEW, "name": f"Häuser {number % 3}", "address": {"city": "Köln"}},
        )
    ask("POST", "/api/customers", json={**NEW, "name": "Anders", "territory": "CH", "type": "CATERING"})
    for sort in ("name", "-created_at"):
        found: list[str] = []
        path: str | None = f"/api/customers?limit=3&sort={sort}"
        while path:
            answer = ask("GET", path)
            assert answer.status_code == 200, answer.text
            found += [item["id"] for item in answer.json()["items"]]
            link = answer.headers.get("link")
            path = link and link[1 : link.index(">")]
        assert len(found) == len(set(found)) == 8
    (one,) = ask("GET", "/api/customers?territory=CH&type=CATERING&channel=DIRECT&region=BERLIN").json()[
        "items"
    ]
    assert one["name"] == "Anders"
    assert one["createdAt"].endswith("Z")
    assert ask("GET", "/api/customers?q=koeln").status_code == 200
    assert ask("GET", "/api/customers?owner=me").json()["items"] == []


def test_a_repeat_is_answered_byte_for_byte(ask: Caller) -> None:
    key = {"idempotency-key": "k-1"}
    first, again = (ask("POST", "/api/customers", json=NEW, headers=key) for _ in range(2))
    assert again.content == first.content
    assert again.headers["idempotent-replay"] == "true"
    other = ask("POST", "/api/customers", json={**NEW, "name": "x"}, headers=key)
    assert other.json()["code"] == "idempotency-key-reused"
    assert len(ask("GET", "/api/customers").json()["items"]) == 1


def test_settings_and_audit(ask: Caller) -> None:
    path = "/api/settings/http.rateLimit.reads"
    tag = ask("GET", path, by=given.ADMIN).headers["etag"]
    put = ask("PUT", path, by=given.ADMIN, json={"value": 500}, headers={"if-match": tag})
    assert (put.status_code, put.json()["value"], put.json()["version"]) == (200, 500, 1)
    assert ask("PUT", path, by=given.ADMIN, json={"value": 5}, headers={"if-match": tag}).status_code == 412
    assert ask("PUT", path, json={"value": 5}, headers={"if-match": "*"}).status_code == 403
    entries = ask("GET", "/api/audit", by=given.AUDITOR).json()["items"]
    assert [(entry["action"], entry["outcome"]) for entry in entries] == [
        ("change", "DENIED"),
        ("change", "DONE"),
    ]


@pytest.mark.parametrize("method", ["GET", "PATCH", "DELETE"])
def test_foreign_and_absent_are_the_same(ask: Caller, method: str) -> None:
    foreign = ask("POST", "/api/customers", json=NEW).headers["location"]
    body = {"json": {"region": "X"}} if method == "PATCH" else {}
    told = []
    for place in (foreign, f"/api/customers/{given.nobody_knows()}"):
        answer = ask(method, place, by=given.rep(5), **body)
        problem = answer.json()
        told.append((answer.status_code, {**problem, "instance": "", "correlationId": ""}))
    assert told[0] == told[1]
    assert told[0][0] == 404
