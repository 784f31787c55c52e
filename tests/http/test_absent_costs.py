"""On PostgreSQL a hidden thing costs what an absent one costs: the same statements in the same turns."""

import re
from collections.abc import Iterator

import pytest
from litestar.testing import TestClient

from adapters.memory.store import MemoryStore
from crm_food_pack.pack import FOOD
from tests import given
from tests.adapters.postgres.wire import Traffic, Wire, wired
from tests.http.matrix import ABSENT, ROWS, subject_of
from tests.http.site import Site, application
from tests.http.stage import family
from tests.http.test_matrix import PLAIN
from tests.server import Database

STRANGER = given.rep(9)
ROUTES = [route for route in ROWS if subject_of(route) is not None]


@pytest.fixture
def wire(database: Database) -> Iterator[Wire]:
    with wired(database, FOOD) as found:
        yield found


def test_hidden_and_absent_cost_the_same_on_every_route(wire: Wire) -> None:
    clock = given.StandingClock()
    app = application(wire.world, clock, read_threads=1, command_threads=1)
    with TestClient(app, raise_server_exceptions=False) as client:
        site = Site(wire.world, MemoryStore(), client, clock)
        customer = given.location(wire.world, given.chain(wire.world), owner=given.user(3))
        unseen = {**PLAIN, **family(site, customer, "hidden").places()}
        for route in ROUTES:
            nothing = {**unseen, re.findall(r"\{(\w+)\}", route)[0]: ABSENT}
            hidden, absent = (cost(wire, site, route, places) for places in (unseen, nothing))
            assert hidden == absent, route
            assert hidden.statements > 0


def cost(wire: Wire, site: Site, route: str, places: dict[str, str]) -> Traffic:
    """What a stranger's call makes go over the wire."""
    row, (method, path) = ROWS[route], route.split(" ")
    place = re.sub(r"\{(\w+)\}", lambda found: places[found[1]], path)
    headers = {"if-match": "*"} if method == "DELETE" else {}
    body = {} if row.body is None else {"json": row.body}

    def ask() -> None:
        answer = site.ask(method, f"{place}?{row.query}", by=STRANGER, headers=headers, **body)
        assert answer.status_code == 404, route

    return wire.usual(ask)
