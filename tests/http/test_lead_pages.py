"""The list of leads comes without a thread as it comes in one: the same bytes, links and refusals."""

from collections.abc import Iterator
from itertools import cycle

import pytest
from attrs import fields

from adapters.http.schemas.leads import LeadItem
from adapters.postgres.pool import Connections
from crm_core.domain.access.actor import Actor
from crm_core.domain.leads.listing import LeadRow
from crm_core.ports.world import World
from entrypoints.composition.service import pages_of
from tests import given
from tests.contracts.test_lead_readings import SEEN, with_leads
from tests.http.site import Site, serving
from tests.server import Database, Pools
from tests.worlds import on_postgres

QUERIES = (
    "",
    "?limit=2",
    "?limit=2&sort=-created_at",
    "?limit=2&sort=lapse_at",
    "?state=EXPIRED",
    "?state=RESERVED&region=BERLIN",
    "?owner=me",
    "?q=gamma",
    "?lapsing_before=2026-05-01T00:00:00Z&sort=lapse_at",
    "?state=LOST",
    "?cursor=x",
)


@pytest.fixture
def world(pools: Pools) -> World:
    return with_leads(on_postgres(pools))


@pytest.fixture
def lists(database: Database) -> Iterator[Connections]:
    made = Connections(database.dsn("crm_service"), size=2, at_once=2, name="lists")
    yield made
    made.close()


@pytest.fixture
def sites(world: World, lists: Connections) -> Iterator[tuple[Site, Site]]:
    """In threads, and without."""
    with serving(world=world) as in_threads, serving(world=world, async_pages=pages_of(lists)) as hot:
        yield in_threads, hot


def answers(sites: tuple[Site, Site], query: str, by: Actor) -> list[tuple[int, bytes, str | None]]:
    told = [site.get(f"/api/leads{query}", by=by) for site in sites]
    refused = any(one.status_code != 200 for one in told)
    return [
        (one.status_code, one.json()["errors"] if refused else one.content, one.headers.get("link"))
        for one in told
    ]


def test_every_list_is_the_same_without_a_thread(sites: tuple[Site, Site]) -> None:
    for by, _ in SEEN.values():
        for query in QUERIES:
            in_thread, hot = answers(sites, query, by)
            assert hot == in_thread, query


@pytest.mark.parametrize("sort", ["company", "-created_at", "lapse_at"])
def test_it_goes_on_behind_a_cursor_of_either_way_and_ends(sites: tuple[Site, Site], sort: str) -> None:
    for by, expected in SEEN.values():
        seen: list[str] = []
        behind = ""
        for site in cycle(sites):
            page = site.get(f"/api/leads?limit=1&sort={sort}{behind}", by=by).json()
            seen += [item["companyName"] for item in page["items"]]
            if page["nextCursor"] is None:
                break
            behind = f"&cursor={page['nextCursor']}"
        assert sorted(seen) == expected


def test_a_line_has_the_columns_of_a_row() -> None:
    assert list(LeadItem.__struct_fields__) == [column.name for column in fields(LeadRow)]


def test_instants_are_told_in_utc(sites: tuple[Site, Site]) -> None:
    for site in sites:
        (item,) = site.get("/api/leads?q=zeta", by=given.rep(3)).json()["items"]
        assert item["createdAt"] == "2026-03-02T08:00:00Z"
