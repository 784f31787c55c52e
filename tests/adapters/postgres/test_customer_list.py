"""The list takes paths of its own beside the wall: they lead to the same rows, over indexes, in few pages."""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from random import Random
from uuid import UUID

import pytest
from attrs import evolve
from psycopg.sql import SQL, Literal

from adapters.postgres.customer_list import PageTexts, parameters
from adapters.postgres.customer_readings import LOCATIONS, ONE, PostgresCustomerReadings
from adapters.postgres.identity import IDENTIFY, identity
from adapters.postgres.policies.arms import arms, reached_by
from adapters.postgres.pool import Connections
from adapters.postgres.question import asked
from crm_core.domain.access.actor import Actor
from crm_core.domain.access.policy import CUSTOMERS
from crm_core.domain.access.role import Role
from crm_core.domain.customers.list_query import ListQuery
from crm_core.domain.customers.listing import CustomerFilter, CustomerOrder, CustomerSlice, Order
from crm_core.domain.ids import UserId
from crm_core.domain.projections.hot_row import HotColumns
from crm_core.domain.projections.hot_types import HotType
from crm_core.pack import hot_columns_of
from crm_core.ports.world import World
from crm_core.queries.list_customers import list_customers
from crm_food_pack.pack import FOOD
from tests import given
from tests.adapters.postgres.oracle import Connection, drawn_actor, drawn_stage, furnish, set_up
from tests.server import Database, Pools, Server
from tests.worlds import on_postgres

MANY = 100_000
IN_A_CHAIN = 500  # locations that each chain has
TEXTS = PageTexts(HotColumns())
CROWD = """INSERT INTO customers (version, name, name_key, search_key, type, coverage_policy, contactability,
        created_at, updated_at, tenant_id, id, is_chain, parent_id, owner_user_id, region, territory, channel)
    SELECT 1, name, name, name || ' berlin', 'HOTEL', 'OWNER_ONLY', 'OK', at, at, %(tenant)s,
        ('00000000-0000-0000-0001-' || lpad(to_hex(n), 12, '0'))::uuid, n <= 20,
        CASE WHEN n > 20 AND n %% 10 = 0
            THEN ('00000000-0000-0000-0001-' || lpad(to_hex(1 + n / 10 %% 20), 12, '0'))::uuid END,
        ('00000000-0000-0000-0002-' || lpad(to_hex(n %% 2000), 12, '0'))::uuid, 'R' || n %% 20,
        (ARRAY['DE', 'AT', 'CH'])[1 + n %% 3], 'DIRECT'
    FROM generate_series(1, %(many)s) n,
        LATERAL (SELECT 'haus ' || md5(n::text) AS name,
            timestamptz '2026-01-01Z' + n * interval '1 s' AS at) x"""
# About half of the customers have a value in each hot column.
HOT_ROWS = """INSERT INTO cm_customer_hot_proj (tenant_id, customer_id, owner_user_id, region, chain_root_id,
        parent_id, territory, channel, type, contactability, name_key, created_at, updated_at, sample_status,
        sample_last_event_at, roi_bucket, roi_value_cents, decision_maker_count, has_exec_alignment,
        season_start, season_end, renewal_date, exclusivity, name, city, is_chain)
    SELECT tenant_id, id, owner_user_id, region, chain_root_id, parent_id, territory, channel, type,
        contactability, name_key, created_at, created_at,
        CASE WHEN a < 4 THEN (ARRAY['DELIVERED', 'PACKED', 'REQUESTED', 'CANCELED'])[1 + a] END,
        CASE WHEN a < 4 THEN created_at + b * interval '1 h' END,
        CASE WHEN b < 6 THEN (ARRAY['LOW', 'MID', 'HIGH'])[1 + b % 3] END,
        CASE WHEN b < 6 THEN h % 10000 END, CASE WHEN a < 5 THEN b END, CASE WHEN a < 5 THEN b = 0 END,
        day, day + 90, CASE WHEN b < 5 THEN day + a END, CASE WHEN b < 5 THEN a < 3 END, name, city, is_chain
    FROM (SELECT *, abs(hashtext(id::text)) % 1000000 AS h, abs(hashtext(name)) % 10 AS a,
            abs(hashtext(name || 'b')) % 10 AS b FROM customers) c,
        LATERAL (SELECT CASE WHEN h % 2 = 0 THEN date '2026-01-01' + h % 365 END AS day) d"""
CHAIN = UUID("00000000-0000-0000-0001-000000000003")
NAMES = {"name_key": "name", "created_at": "age"}
REP = UserId(UUID("00000000-0000-0000-0002-000000000007"))


@pytest.fixture(scope="module")
def stage(server: Server) -> Iterator[Database]:
    database = server.clone()
    set_up(database)
    yield database
    server.drop(database)


@pytest.mark.parametrize("seed", range(4))
def test_the_arms_show_exactly_what_the_wall_lets_through(stage: Database, seed: int) -> None:
    draw = Random(f"arms {seed}")
    scene = drawn_stage(draw, 60)
    with stage.connect() as superuser:
        furnish(superuser, scene)
    connections = Connections(stage.dsn("crm_service"), size=1)
    readings = PostgresCustomerReadings(connections)
    try:
        for _ in range(100):
            actor = drawn_actor(draw)
            order = draw.choice(list(CustomerOrder.ALL))
            rows = readings.page(actor, CustomerSlice(order=order, limit=200)).rows
            wall, _ = asked(connections, actor, "SELECT id FROM customers")
            assert sorted(row.id for row in rows) == sorted(row[0] for row in wall)
    finally:
        connections.close()


def test_people_without_a_grip_have_no_arm() -> None:
    assert arms(CUSTOMERS, [Role.SERVICE, "leads:read"]) == ()
    assert len(arms(CUSTOMERS, [Role.MANAGER, Role.SALES_REP])) == 1
    assert [arm.column for arm in arms(CUSTOMERS, [Role.SALES_REP, Role.TEAM_LEAD, Role.CHAIN_MANAGER])] == [
        "owner_user_id",
        "chain_root_id",
        "region",
    ]


def test_one_region_is_read_in_order_and_several_one_by_one() -> None:
    by_regions = [reached_by(given.team_lead(*regions), CUSTOMERS)[-1] for regions in (["A"], ["A", "B"])]
    assert [(arm.column, arm.keys is None) for arm in by_regions] == [("region", True), ("region", False)]


@pytest.fixture(scope="module")
def crowd(server: Server) -> Iterator[Database]:
    """A hundred thousand customers with hot rows, and some of another tenant's."""
    database = server.clone()
    with database.connect() as superuser:
        superuser.execute("ALTER TABLE customers DROP CONSTRAINT customers_parent_fkey")
        superuser.execute("DROP INDEX customers_by_company_like")  # no list needs it, and it costs the most
        superuser.execute("SET session_replication_role = replica")
        for tenant, many in ((given.TENANT, MANY), (given.OTHER_TENANT, MANY // 10)):
            superuser.execute(CROWD, {"tenant": tenant, "many": many})
        superuser.execute(HOT_ROWS)
        superuser.execute("VACUUM ANALYZE")
    yield database
    server.drop(database)


def plan_of(connection: Connection, actor: Actor, sql: str, params: Mapping[str, object]) -> list[str]:
    """The generic plan that everybody uses, with the numbers of this execution."""
    names = list(dict.fromkeys(re.findall(r"%\((\w+)\)s", sql)))
    for number, name in enumerate(names, start=1):
        sql = sql.replace(f"%({name})s", f"${number}")
    given_here = SQL(", ").join(Literal(params[name]) for name in names)
    with connection.transaction(force_rollback=True):
        connection.execute(IDENTIFY, identity(actor))
        connection.execute(f"PREPARE looking AS {sql}".encode())
        looking = SQL("EXECUTE looking ({})").format(given_here) if names else SQL("EXECUTE looking")
        explained = connection.execute(SQL("EXPLAIN (ANALYZE, COSTS OFF) ") + looking).fetchall()
        connection.execute("DEALLOCATE looking")
    return [str(row[0]) for row in explained]


READERS = {
    "manager": given.MANAGER,
    "auditor": given.AUDITOR,
    "team lead": given.team_lead("R3"),
    "team lead of three": given.team_lead("R3", "R4", "R5"),
    "rep": evolve(given.rep(1), user=REP),
    "chain manager": given.actor(Role.CHAIN_MANAGER, chains={CHAIN}),
    "rep, lead and chain manager": evolve(
        given.actor(Role.CHAIN_MANAGER, Role.SALES_REP, Role.TEAM_LEAD, chains={CHAIN}, regions={"R3"}),
        user=REP,
    ),
}
QUERY = ListQuery(hot_columns_of(FOOD))
AFTER = {HotType.DATE: "2026-06-01", HotType.CENTS: "5000", HotType.INSTANT: "2026-02-01T00:00:00+00:00"}
PAGES = {
    "first page": CustomerSlice(),
    "a later page": CustomerSlice(after=("haus 7", given.nobody_knows())),
    "the newest": CustomerSlice(order=CustomerOrder.NEWEST),
    "older ones": CustomerSlice(
        order=CustomerOrder.NEWEST, after=("2026-01-01T12:00:00+00:00", given.nobody_knows())
    ),
    "one region": CustomerSlice(CustomerFilter(region="R3")),
    "one chain": CustomerSlice(CustomerFilter(parent=CHAIN)),
    "one territory": CustomerSlice(CustomerFilter(territory="AT")),
    "a word": CustomerSlice(CustomerFilter(q="abc123")),
}
HOT_PAGES = {
    **{f"by {order.name}": CustomerSlice(order=order) for order in QUERY.orders.values() if order.is_hot},
    **{
        f"{begins} by {order.name}": CustomerSlice(order=order, after=(place, given.nobody_knows()))
        for order in QUERY.orders.values()
        if order.is_hot
        for begins, place in (("behind a value", AFTER[order.type]), ("behind none", None))
    },
    **{
        f"{name} by {sort}": QUERY.slice({name: value}, me=REP, sort=sort)
        for name, value in {
            "sample_status": "DELIVERED",
            "roi_bucket": "HIGH",
            "season_from": date(2026, 9, 1),
            "season_to": date(2026, 6, 1),
            "renewal_before": date(2026, 3, 1),
            "exclusivity": True,
            "has_exec_alignment": True,
            "decision_maker_count_min": 4,
            "contactability": "OK",
        }.items()
        for sort in ("name", "-roi_value")
    },
}


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("page", PAGES)
def test_every_page_is_read_over_an_index(crowd: Database, reader: str, page: str) -> None:
    actor, wanted = READERS[reader], PAGES[page]
    text = TEXTS.text(wanted, reached_by(actor, CUSTOMERS))
    with crowd.connect("crm_service") as connection:
        plan = plan_of(connection, actor, text, parameters(wanted))

    shown = "\n".join(plan)
    assert "Seq Scan on c" not in shown.replace("Seq Scan on chain_sizes", ""), shown
    assert removed(plan) <= 6_000, shown
    assert ("customers_pkey" in shown) == (page == "a word"), shown
    if page in ("first page", "a later page", "the newest", "older ones") and len(actor.roles) == 1:
        assert removed(plan) <= IN_A_CHAIN, shown


@pytest.mark.parametrize("page", HOT_PAGES)
def test_a_page_in_any_order_reads_an_index_in_that_order(crowd: Database, page: str) -> None:
    """For those who see everything also in order, so that nothing but a page is sorted."""
    wanted = HOT_PAGES[page]
    texts = PageTexts(QUERY.hot_columns)
    with crowd.connect("crm_service") as connection:
        for reader, actor in READERS.items():
            text = texts.text(wanted, reached_by(actor, CUSTOMERS))
            shown = "\n".join(plan_of(connection, actor, text, parameters(wanted)))
            assert "Seq Scan on c" not in shown.replace("Seq Scan on chain_sizes", ""), shown
            if reader == "manager":
                assert "Index Only Scan using hot_by_" in shown or not wanted.filter.hot, shown
                assert f"hot_by_{NAMES.get(wanted.order.column, wanted.order.column)} " in shown, shown
                assert removed(shown.splitlines()) <= 2_000, shown


@pytest.mark.parametrize(("reader", "asks_all"), [("manager", True), ("team lead", False), ("rep", False)])
def test_whoever_sees_a_part_is_not_asked_about_the_words_of_all(
    crowd: Database, reader: str, asks_all: bool
) -> None:
    """A rare word among five thousand customers is looked for in these, not in the hundred thousand."""
    actor, wanted = READERS[reader], PAGES["a word"]
    text = TEXTS.text(wanted, reached_by(actor, CUSTOMERS))
    with crowd.connect("crm_service") as connection:
        plan = plan_of(connection, actor, text, parameters(wanted))
    asked = [line for line in plan if "Function Scan on customers_meant" in line]

    assert ["never executed" not in line for line in asked] == [asks_all]


def removed(plan: list[str]) -> int:
    """How many rows were read for nothing."""
    marks = (line.split("Rows Removed by Filter: ") for line in plan)
    return sum(int(found[1]) for found in marks if len(found) == 2)


def test_a_seq_scan_would_be_seen(crowd: Database) -> None:
    with crowd.connect("crm_service") as connection:
        connection.execute(
            "SET enable_indexscan = off; SET enable_bitmapscan = off; SET enable_indexonlyscan = off"
        )
        text = TEXTS.text(PAGES["first page"], arms(CUSTOMERS, [Role.MANAGER]))
        plan = plan_of(connection, given.MANAGER, text, parameters(PAGES["first page"]))
    assert any("Seq Scan on cm_customer_hot_proj" in line for line in plan)


@pytest.mark.parametrize("reader", READERS)
def test_one_customer_and_its_locations_are_read_over_an_index(crowd: Database, reader: str) -> None:
    actor = READERS[reader]
    one_by_name = ONE.replace("%s", "%(tenant)s", 1).replace("%s", "%(id)s", 1)
    with crowd.connect("crm_service") as connection:
        one = plan_of(connection, actor, one_by_name, {"tenant": actor.tenant, "id": CHAIN})
        locations = plan_of(connection, actor, LOCATIONS, {"chain": CHAIN, "limit": 51})
    assert "Seq Scan on customers" not in "\n".join(one + locations)


def test_a_word_is_found_although_it_is_mistyped(postgres_world: World) -> None:
    for name in ("Hotel Adlon", "Gasthaus Linde", "Bäckerei Müller", "Adler"):
        given.customer(postgres_world, name)

    def found(q: str) -> list[str]:
        wanted = CustomerSlice(CustomerFilter(q=q))
        rows = postgres_world.customer_readings.page(given.MANAGER, wanted).rows
        return [row.name for row in rows]

    assert "Hotel Adlon" in found("Hotell Adlno")
    assert found("mueller") == found("Mülller") == ["Bäckerei Müller"]
    assert found("gasthaus berlni") == ["Gasthaus Linde"]
    assert found("xyzzy") == []


@pytest.mark.parametrize("walk", [1, 2, 3, 100])
@pytest.mark.parametrize("order", CustomerOrder.ALL)
def test_a_search_goes_on_behind_its_last_row_however_it_is_answered(
    pools: Pools, walk: int, order: Order
) -> None:
    world = on_postgres(pools)
    readings = PostgresCustomerReadings(pools.service, walk=walk)
    searched = evolve(world, customer_readings=readings)
    for name in ("Adler", "Linde", "Linde", "Bär", "Linde", "Linde 2", "Lamm"):
        given.customer(world, name)
    wanted = CustomerSlice(CustomerFilter(q="linde"), order, limit=1)
    found: list[str] = []
    cursor: str | None = None
    while not found or cursor:
        page = list_customers(wanted, cursor=cursor, actor=given.MANAGER, world=searched)
        found += [f"{row.name} {row.id}" for row in page.rows]
        cursor = page.next_cursor
    assert len(set(found)) == len(found) == 4
