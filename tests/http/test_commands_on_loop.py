"""Brief commands need no thread where the event loop does them; the others still have theirs."""

from collections.abc import Iterator
from typing import Any

import pytest
from litestar import Litestar
from litestar.testing import TestClient

from adapters.postgres.on_loop import Turns
from crm_core.domain.access.actor import Actor
from crm_core.ports.world import World
from crm_food_pack.pack import FOOD
from tests import given
from tests.http.site import application, token_of
from tests.server import Pools
from tests.worlds import on_postgres

REP = given.rep(1)
NEW = {
    "name": "Gasthaus Linde",
    "type": "RESTAURANT",
    "territory": "DE",
    "region": "BERLIN",
    "address": {"city": "Berlin", "country": "DE"},
}


@pytest.fixture
def world(pools: Pools) -> World:
    return on_postgres(pools, FOOD)


@pytest.fixture
def client(world: World) -> Iterator[TestClient[Litestar]]:
    """Whatever asks for a command's thread waits for ever here."""
    app = application(world, given.StandingClock(), on_loop=Turns(2), command_threads=0)
    with TestClient(app, raise_server_exceptions=False) as client:
        yield client


def sent(client: TestClient[Litestar], method: str, path: str, body: object, by: Actor = REP) -> Any:
    headers = {"authorization": f"Bearer {token_of(by)}"}
    return client.request(method, path, json=body, headers=headers)


def test_a_customer_is_made_patched_and_called_without_a_thread(client: TestClient[Litestar]) -> None:
    made = sent(client, "POST", "/api/customers", NEW)
    of_it = f"/api/customers/{made.json()['id']}"
    patched = sent(client, "PATCH", f"{of_it}/fields", {"roi_potential": {"bucket": "HIGH"}})
    logged = sent(
        client, "POST", "/api/activities", {"customerId": made.json()["id"], "kind": "CALL", "note": "Hallo"}
    )

    assert (made.status_code, patched.status_code, logged.status_code) == (201, 200, 201)
    assert patched.json()["fields"]["roi_potential"]["value"] == {"bucket": "HIGH"}


def test_what_is_refused_on_the_loop_is_refused_as_ever(client: TestClient[Litestar], world: World) -> None:
    of_another = given.customer(world, owner=given.rep(2).user).id

    bad = sent(client, "POST", "/api/customers", {**NEW, "type": "PUB"})
    unseen = sent(client, "PATCH", f"/api/customers/{of_another}/fields", {"x": 1})
    unknown = sent(
        client, "POST", "/api/activities", {"customerId": str(of_another), "kind": "CALL", "note": "?"}
    )

    assert (bad.status_code, unseen.status_code, unknown.status_code) == (400, 404, 400)
    assert bad.json()["errors"][0]["pointer"] == "/type"


def test_a_repeated_request_is_answered_again_from_the_loop(client: TestClient[Litestar]) -> None:
    headers = {"authorization": f"Bearer {token_of(REP)}", "idempotency-key": "once"}
    first, again = (client.post("/api/customers", json=NEW, headers=headers) for _ in range(2))

    assert (first.status_code, again.status_code) == (201, 201)
    assert again.headers["idempotent-replay"] == "true"
    assert again.json() == first.json()
