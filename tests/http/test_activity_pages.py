"""A customer's activities come without a thread as they come in one: the same values, the same refusals."""

from collections.abc import Iterator
from typing import Any

import pytest
from litestar.testing import TestClient

from adapters.postgres.pool import Connections
from crm_core.domain.access.actor import Actor
from crm_core.ports.world import World
from crm_food_pack.pack import FOOD
from entrypoints.composition.service import pages_of
from tests import given
from tests.http.site import application, token_of, uuid
from tests.logged import logged
from tests.server import Database, Pools
from tests.worlds import on_postgres

REP = given.rep(1)
QUERIES = (
    "",
    "?limit=2",
    "?kind=CALL",
    "?q=suppen",
    "?q=nobody",
    "?from=2026-02-01&to=2026-02-28",
    "?kind=SMALLTALK",
    "?cursor=x",
)


@pytest.fixture
def world(pools: Pools) -> World:
    return on_postgres(pools, FOOD)


@pytest.fixture
def lists(database: Database) -> Iterator[Connections]:
    made = Connections(database.dsn("crm_service"), size=2, at_once=2, name="lists")
    yield made
    made.close()


def asked(world: World, path: str, by: Actor, **parts: Any) -> tuple[int, Any, str | None]:
    app = application(world, given.StandingClock(), **parts)
    with TestClient(app, raise_server_exceptions=False) as client:
        answer = client.get(path, headers={"authorization": f"Bearer {token_of(by)}"})
    told = answer.json()
    told.pop("correlationId", None)
    return answer.status_code, told, answer.headers.get("link")


@pytest.fixture
def customer_id(world: World) -> str:
    customer = given.customer(world, owner=REP.user).id
    for day in (1, 5, 9):
        logged(
            world,
            customer,
            "CALL",
            by=REP,
            occurredAt=f"2026-02-0{day}T10:00:00+01:00",
            note="Suppen, 2,50 €",
        )
    logged(world, customer, "ROI_CONSULTATION", by=REP, roiScenarioId=uuid(1), commitmentLevel="HIGH",
           savingsPerMonth="1800.00")  # fmt: skip
    logged(world, customer, "MENU_INTEGRATION", by=REP, season="Spargel", outcome="DRAFT",
           rolloutWindow={"start": "2026-04-01", "end": "2026-06-24"})  # fmt: skip
    return str(customer)


def test_every_list_is_the_same_without_a_thread(world: World, lists: Connections, customer_id: str) -> None:
    pages = pages_of(lists)
    for by in (REP, given.rep(2)):
        for query in QUERIES:
            path = f"/api/customers/{customer_id}/activities{query}"
            assert asked(world, path, by, async_pages=pages) == asked(world, path, by)


def test_it_goes_on_behind_a_cursor_and_ends(world: World, lists: Connections, customer_id: str) -> None:
    pages = pages_of(lists)
    app = application(world, given.StandingClock(), async_pages=pages)
    path, cursor = f"/api/customers/{customer_id}/activities", None
    seen: list[str] = []
    with TestClient(app) as client:
        while cursor or not seen:
            assert len(seen) < 10, "the list goes on for ever"
            query = {"limit": 2} if cursor is None else {"limit": 2, "cursor": cursor}
            headers = {"authorization": f"Bearer {token_of(REP)}"}
            page = client.get(path, params=query, headers=headers).json()
            seen += [item["kind"] for item in page["items"]]
            cursor = page["nextCursor"]
    assert sorted(seen) == ["CALL", "CALL", "CALL", "MENU_INTEGRATION", "ROI_CONSULTATION"]
