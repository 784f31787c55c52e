"""The list in every filter and order, held against its plain definition; and paging while others write."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from functools import cmp_to_key
from typing import Any
from uuid import UUID

import pytest
from attrs import evolve, frozen
from hypothesis import HealthCheck, settings
from hypothesis import given as drawn
from hypothesis import strategies as st

from adapters.postgres.customer_readings import PostgresCustomerReadings
from crm_core.domain.access.actor import Actor
from crm_core.domain.customers.customer import Channel, Customer, CustomerType, sort_key
from crm_core.domain.customers.likeness import says
from crm_core.domain.customers.list_query import ListQuery
from crm_core.domain.customers.listing import CustomerFilter, CustomerRow, CustomerSlice, Order
from crm_core.domain.ids import TenantId
from crm_core.domain.projections.hot_source import HotSources
from crm_core.pack import hot_columns_of
from crm_core.ports.world import World
from crm_core.queries.list_customers import list_customers
from crm_core.use_cases.customers.archive_customer import ArchiveCustomer, archive_customer
from crm_core.use_cases.customers.patch_fields import PatchFields, patch_fields
from crm_food_pack.domain.samples.status import SampleStatus
from crm_food_pack.pack import FOOD
from tests import boxes, given
from tests.server import Pools
from tests.worlds import in_memory, on_postgres

HOT = hot_columns_of(FOOD)
QUERY = ListQuery(HOT)
DAYS = [date(2026, 3, 1) + timedelta(days=number) for number in range(4)]
FIELDS = st.fixed_dictionaries(
    {},
    optional={
        "roi_potential": st.fixed_dictionaries(
            {},
            optional={
                "bucket": st.sampled_from(["LOW", "MID", "HIGH"]),
                "value": st.sampled_from([0, Decimal("18.5"), 1800]),
            },
        ),
        "decision_makers": st.fixed_dictionaries(
            {"count": st.integers(0, 3), "has_exec_alignment": st.booleans()}
        ),
        "seasonal_menu_cycle": st.sampled_from(DAYS[:2]).map(
            lambda day: {"season_start": day.isoformat(), "season_end": DAYS[3].isoformat()}
        ),
        "current_supplier_contracts": st.fixed_dictionaries(
            {"renewal_date": st.sampled_from([day.isoformat() for day in DAYS])},
            optional={"exclusivity": st.booleans()},
        ),
        "sample_status": st.sampled_from(["DELIVERED", "REQUESTED"]),
    },
)
HOUSES = st.fixed_dictionaries(
    {
        "name": st.sampled_from(["Adler", "adler", "Ädler", "Bär", "Zum Bären"]),
        "region": st.sampled_from(["BERLIN", "KIEL", None]),
        "owner": st.sampled_from([None, 1, 2]),
        "type": st.sampled_from([CustomerType.HOTEL, CustomerType.CATERING]),
        "channel": st.sampled_from(list(Channel)),
        "minutes": st.integers(0, 2),
        "fields": FIELDS,
    }
)
ASKED = st.fixed_dictionaries(
    {},
    optional={
        "q": st.sampled_from(["adler", "alder", "adlr", "zum - bären", "zum baern", "baer", "b", "/"]),
        "type": st.just("HOTEL"),
        "region": st.just("KIEL"),
        "channel": st.just("PARTNER"),
        "contactability": st.sampled_from(["OK", "HARD_BOUNCE"]),
        "sample_status": st.just("DELIVERED"),
        "roi_bucket": st.sampled_from(["LOW", "HIGH"]),
        "season_from": st.sampled_from(DAYS),
        "season_to": st.sampled_from(DAYS),
        "renewal_before": st.sampled_from(DAYS),
        "exclusivity": st.booleans(),
        "has_exec_alignment": st.booleans(),
        "decision_maker_count_min": st.integers(0, 3),
    },
)
READERS = st.sampled_from([given.MANAGER, given.rep(1), given.team_lead("BERLIN", "KIEL")])
ORDERS = st.sampled_from(sorted(QUERY.orders.values(), key=lambda order: order.name))


@pytest.fixture(params=["memory", "postgres", "postgres by words"])
def food(request: pytest.FixtureRequest) -> World:
    if request.param == "memory":
        return in_memory(FOOD)
    pools: Pools = request.getfixturevalue("pools")
    world = on_postgres(pools, FOOD)
    if request.param == "postgres":
        return world
    # After two customers a search asks the index for words, as it does with many.
    return evolve(world, customer_readings=PostgresCustomerReadings(pools.service, HOT, walk=2))


@frozen
class House:
    """A customer beside the fields it was given."""

    customer: Customer
    fields: Mapping[str, object]

    @property
    def values(self) -> Mapping[str, Any]:
        hot = HOT.fold(HotSources(self.fields)).row
        name = sort_key(self.customer.details.name)
        return {**hot, "name_key": name, "created_at": self.customer.created_at}


def moved_in(world: World, tenant: TenantId, house: Mapping[str, Any]) -> House:
    clock, manager = world.clock, evolve(given.MANAGER, tenant=tenant)
    assert isinstance(clock, given.StandingClock)
    clock.at = given.START + timedelta(minutes=house["minutes"])
    owner = given.user(house["owner"]) if house["owner"] else None
    told = {name: house[name] for name in ("region", "type", "channel")}
    customer = given.customer(world, house["name"], by=manager, owner=owner, **told)
    if house["fields"]:
        patch_fields(PatchFields(customer.id, house["fields"]), actor=manager, world=world)
    return House(customer, house["fields"])


def by_definition(houses: Sequence[House], wanted: CustomerFilter, order: Order, reader: Actor) -> list[UUID]:
    """What the list is, in plain words: those who may be seen and meet all filters; values before none,
    in the order's direction; ties by id."""

    def is_asked_for(house: House) -> bool:
        d, values = house.customer.details, house.values
        plain = {"type": d.type, "region": d.region, "channel": d.channel, "contactability": "OK"}
        return (
            (
                reader == given.MANAGER
                or house.customer.owner_user_id == reader.user
                or d.region in reader.regions
            )
            and all(getattr(wanted, name) in (None, now) for name, now in plain.items())
            and all(one.holds(values[one.column]) for one in wanted.hot)
            and says(d.name, d.address.city, wanted.q)
        )

    def compared(one: House, other: House) -> int:
        ours, theirs = one.values[order.column], other.values[order.column]
        if ours != theirs:
            if ours is None or theirs is None:
                return 1 if ours is None else -1
            return -1 if (ours < theirs) != order.descends else 1
        return -1 if one.customer.id < other.customer.id else 1

    found = sorted(filter(is_asked_for, houses), key=cmp_to_key(compared))
    return [house.customer.id for house in found]


def seen(world: World, wanted: CustomerSlice, reader: Actor) -> list[CustomerRow]:
    rows: list[CustomerRow] = []
    cursor: str | None = None
    while True:
        page = list_customers(wanted, cursor=cursor, actor=reader, world=world)
        rows += page.rows
        assert len(rows) < 100, "the list goes on for ever"
        cursor = page.next_cursor
        if cursor is None:
            return rows


HARD = settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))


@HARD
@drawn(
    houses=st.lists(HOUSES, max_size=10),
    asked=st.lists(st.tuples(ASKED, ORDERS, st.integers(1, 4), READERS), min_size=1, max_size=12),
)
def test_every_filter_and_order_is_as_defined(
    food: World, houses: list[dict[str, Any]], asked: list[tuple[dict[str, object], Order, int, Actor]]
) -> None:
    tenant = TenantId(food.ids.new())  # rows of earlier examples stay out of sight
    living = [moved_in(food, tenant, house) for house in houses]
    for filters, order, limit, reader in asked:
        wanted = QUERY.slice(filters, me=reader.user, sort=order.name, limit=limit)
        rows = seen(food, wanted, evolve(reader, tenant=tenant))
        assert [row.id for row in rows] == by_definition(living, wanted.filter, order, reader)
        for row in rows:
            (house,) = (one for one in living if one.customer.id == row.id)
            assert list(row.hot[:-1]) == [house.values[column.name] for column in HOT.columns]


def test_a_slip_is_forgiven_wherever_the_customer_stands_in_the_list(food: World) -> None:
    names = ["Bär", "Hotel Sonne", "Krone am Adler", "Zum Adler am See"]
    for name in names:
        given.customer(food, name)
    for typed, meant in (("alder", names[2:]), ("hotle sone", names[1:2]), ("kronee alder", names[2:3])):
        wanted = QUERY.slice({"q": typed}, me=given.MANAGER.user, sort="name", limit=5)
        assert [row.name for row in seen(food, wanted, given.MANAGER)] == meant, typed


@HARD
@drawn(
    houses=st.lists(HOUSES, min_size=2, max_size=8),
    later=st.lists(HOUSES, max_size=4),
    order=ORDERS,
    limit=st.integers(1, 3),
    leaving=st.integers(0, 7),
)
def test_paging_in_any_order_never_repeats_or_skips_while_others_write(
    food: World,
    houses: list[dict[str, Any]],
    later: list[dict[str, Any]],
    order: Order,
    limit: int,
    leaving: int,
) -> None:
    tenant = TenantId(food.ids.new())
    reader = evolve(given.MANAGER, tenant=tenant)
    living = [moved_in(food, tenant, house) for house in houses]
    staying = [one.customer.id for one in living]
    wanted = CustomerSlice(order=order, limit=limit)
    found: list[UUID] = []
    cursor: str | None = None
    coming = iter(later)
    while True:
        page = list_customers(wanted, cursor=cursor, actor=reader, world=food)
        found += [row.id for row in page.rows]
        assert len(found) < 100, "the list goes on for ever"
        cursor = page.next_cursor
        if cursor is None:
            break
        for house in (one for one, _ in zip(coming, range(1), strict=False)):
            moved_in(food, tenant, house)
        elsewhere = living[leaving % len(living)].customer
        if elsewhere.id in staying:
            patch_fields(PatchFields(elsewhere.id, {"meals_per_day": 7}), actor=reader, world=food)
            archive_customer(ArchiveCustomer(elsewhere.id), actor=reader, world=food)
            staying.remove(elsewhere.id)

    assert len(found) == len(set(found))
    expected = by_definition(living, CustomerFilter(), order, given.MANAGER)
    assert [one for one in found if one in staying] == [one for one in expected if one in staying]


def test_the_sample_that_was_recorded_last_is_what_lists_tell_of(food_world: World) -> None:
    clock = food_world.clock
    assert isinstance(clock, given.StandingClock)
    early, late, none = (given.customer(food_world, name) for name in ("Adler", "Bär", "Linde"))
    first, second = boxes.requested(food_world, early.id), boxes.requested(food_world, late.id)
    boxes.requested(food_world, early.id)
    clock.pass_by(hours=1)
    boxes.moved(food_world, second.id, SampleStatus.PACKED)
    clock.pass_by(hours=1)
    happened = clock.at - timedelta(days=3)
    boxes.moved(food_world, first.id, SampleStatus.DELIVERED, at=happened)

    wanted = QUERY.slice({}, me=given.MANAGER.user, sort="-sample_last_event_at", limit=1)
    rows = seen(food_world, wanted, given.MANAGER)
    assert [row.id for row in rows] == [late.id, early.id, none.id]
    assert [row.hot[:2] for row in rows] == [
        ("PACKED", given.START + timedelta(hours=1)),
        ("DELIVERED", happened),
        (None, None),
    ]
    delivered = QUERY.slice({"sample_status": "DELIVERED"}, me=given.MANAGER.user)
    assert [row.id for row in seen(food_world, delivered, given.MANAGER)] == [early.id]
