"""What every reading of customers keeps: pages in order, nothing twice, nothing lost, nothing of others."""

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

import pytest
from attrs import evolve
from hypothesis import HealthCheck, settings
from hypothesis import given as drawn
from hypothesis import strategies as st

from crm_core.domain.access.actor import Actor
from crm_core.domain.access.role import Role
from crm_core.domain.customers.customer import Channel, CoveragePolicy, Customer, CustomerType
from crm_core.domain.customers.listing import CustomerFilter, CustomerOrder, CustomerRow, CustomerSlice, Order
from crm_core.domain.ids import TenantId
from crm_core.ports.world import World
from crm_core.queries.list_customers import list_customers
from crm_core.use_cases.consumers import CHAIN_SIZES
from crm_core.use_cases.customers.archive_customer import ArchiveCustomer, archive_customer
from crm_core.use_cases.events.consume import consume
from tests import given


def names(world: World, actor: Actor = given.MANAGER, **narrowed: object) -> list[str]:
    wanted = CustomerSlice(CustomerFilter(**narrowed))  # type: ignore[arg-type]  # a test's loose arguments
    return [row.name for row in world.customer_readings.page(actor, wanted).rows]


def walk(world: World, wanted: CustomerSlice, actor: Actor = given.MANAGER) -> list[CustomerRow]:
    rows: list[CustomerRow] = []
    cursor: str | None = None
    while True:
        page = list_customers(wanted, cursor=cursor, actor=actor, world=world)
        rows += page.rows
        assert len(rows) < 1000, "the list goes on for ever"
        cursor = page.next_cursor
        if cursor is None:
            return rows


def test_names_stand_in_order_without_accents_and_case(world: World) -> None:
    for name in ("zebra", "Äpfel", "apfelhof", "Straße 9", "STRASSE 10", "Élan", "dorf"):
        given.customer(world, name)

    assert names(world) == ["Äpfel", "apfelhof", "dorf", "Élan", "STRASSE 10", "Straße 9", "zebra"]


def test_a_row_carries_every_column(world: World) -> None:
    chain = given.chain(world, "Nordsee", type=CustomerType.HOTEL, channel=Channel.PARTNER)
    (row,) = world.customer_readings.page(given.MANAGER, CustomerSlice()).rows

    assert row == CustomerRow(
        id=chain.id,
        name="Nordsee",
        type="HOTEL",
        territory="DE",
        region="BERLIN",
        city="Berlin",
        channel="PARTNER",
        owner_user_id=None,
        contactability_status="OK",
        is_chain=True,
        parent_id=None,
        chain_size=None,
        created_at=given.START,
        hot=(given.START,),
        place="nordsee",
    )


def test_filters_narrow_together(world: World) -> None:
    chain = given.chain(world, "Kette")
    given.location(world, chain, "Kiel", owner=given.user(1), region="KIEL", territory="AT")
    given.location(world, chain, "Husum", channel=Channel.PARTNER, type=CustomerType.CATERING)
    assert names(world, parent=chain.id) == ["Husum", "Kiel"]
    assert names(world, owner=given.user(1)) == ["Kiel"]
    assert names(world, region="KIEL") == ["Kiel"]
    assert names(world, territory="AT") == ["Kiel"]
    assert names(world, channel="PARTNER", type="CATERING") == ["Husum"]
    assert names(world, channel="PARTNER", region="KIEL") == []


def test_words_are_found_in_name_and_city(world: World) -> None:
    given.customer(world, "Gasthaus Linde")
    given.customer(world, "100% Bio_Küche")
    assert names(world, q="linde BERLIN") == ["Gasthaus Linde"]
    assert names(world, q="kuche") == ["100% Bio_Küche"]
    assert names(world, q="100% o_k") == ["100% Bio_Küche"]
    assert names(world, q="linde hamburg") == []
    for signs in ("-", "–", "/", "& %", "_"):
        assert names(world, q=f"Gasthaus Linde {signs} Berlin") == ["Gasthaus Linde"]
        assert names(world, q=signs) == []
    assert len(names(world, q="  ")) == 2


def test_the_archived_are_read_but_not_listed(world: World) -> None:
    chain = given.chain(world)
    location = given.location(world, chain)
    archive_customer(ArchiveCustomer(location.id), actor=given.MANAGER, world=world)

    assert names(world) == [chain.details.name]
    assert list(world.customer_readings.locations(given.MANAGER, chain.id, 10)) == []
    reading = world.customer_readings.one(given.MANAGER, location.id)
    assert reading is not None
    assert reading.customer.archived_at is not None


def test_everybody_reads_what_the_policy_gives_them(world: World) -> None:
    chain = given.chain(world, "Kette", region="HAMBURG")
    given.location(world, chain, "Kiel", owner=given.user(1), region="KIEL")
    given.location(world, chain, "Husum", owner=given.user(2), region=None)
    given.customer(world, "Linde", owner=given.user(1))
    manager = given.actor(Role.CHAIN_MANAGER, chains={chain.id})
    both = evolve(manager, roles=frozenset({Role.CHAIN_MANAGER, Role.SALES_REP}), user=given.user(1))
    assert names(world, given.rep(1)) == ["Husum", "Kette", "Kiel", "Linde"]
    assert names(world, given.rep(3)) == []
    assert names(world, given.team_lead("KIEL", "BERLIN")) == ["Kiel", "Linde"]
    assert names(world, manager) == ["Husum", "Kette", "Kiel"]
    assert names(world, both) == ["Husum", "Kette", "Kiel", "Linde"]
    assert names(world, given.actor(Role.SERVICE)) == []
    assert names(world, evolve(given.MANAGER, territories=frozenset({"AT"}))) == []
    assert names(world, evolve(given.MANAGER, channels=frozenset())) == []
    assert names(world, given.actor(Role.ADMIN, tenant=given.OTHER_TENANT)) == []


def test_a_page_is_one_row_longer_than_its_limit_at_most(world: World) -> None:
    for number in range(4):
        given.customer(world, f"Kiel {number}", region="KIEL", owner=given.user(1))
        given.customer(world, f"Husum {number}", region="HUSUM")
    for actor in (given.MANAGER, given.team_lead("KIEL", "HUSUM"), given.rep(1)):
        rows = world.customer_readings.page(actor, CustomerSlice(limit=2)).rows
        assert len(rows) == 3
        assert sorted(str(row.place) for row in rows) == [row.place for row in rows]


def test_one_tells_what_it_was_seen_through(world: World) -> None:
    chain = given.chain(world)
    location = given.location(world, chain, owner=given.user(1))
    reading = world.customer_readings.one(given.rep(1), chain.id)

    assert reading is not None
    assert reading.customer == chain
    assert reading.scope.own_chains == {chain.id}
    assert world.customer_readings.one(given.rep(2), location.id) is None
    assert world.customer_readings.one(given.MANAGER, given.nobody_knows()) is None


def test_locations_stand_by_name(world: World) -> None:
    chain = given.chain(world)
    for name in ("Nordsee Kiel", "Nordsee Husum", "Nordsee Emden"):
        given.location(world, chain, name, owner=given.user(len(name)))

    def seen(actor: Actor, limit: int) -> Sequence[str]:
        return [one.details.name for one in world.customer_readings.locations(actor, chain.id, limit)]

    assert seen(given.MANAGER, 2) == ["Nordsee Emden", "Nordsee Husum"]
    assert seen(given.rep(len("Nordsee Kiel")), 9) == ["Nordsee Emden", "Nordsee Husum", "Nordsee Kiel"]
    assert seen(given.rep(77), 9) == []


@pytest.mark.parametrize("order", list(CustomerOrder.ALL))
def test_the_newest_stand_first_and_ties_by_id(world: World, order: Order) -> None:
    clock = world.clock
    assert isinstance(clock, given.StandingClock)
    made = []
    for _ in range(3):
        made += [given.customer(world, "Linde"), given.customer(world, "Linde")]
        clock.pass_by(microseconds=1)
    rows = walk(world, CustomerSlice(order=order, limit=1))

    by_age = sorted(made, key=lambda c: (-c.created_at.timestamp(), c.id))
    expected = by_age if order is CustomerOrder.NEWEST else sorted(made, key=lambda c: c.id)
    assert [row.id for row in rows] == [one.id for one in expected]


READERS = (
    given.MANAGER,
    given.rep(1),
    given.team_lead("BERLIN", "KIEL"),
    evolve(given.team_lead("KIEL"), roles=frozenset({Role.TEAM_LEAD, Role.SALES_REP}), user=given.user(2)),
)
HOUSES = st.tuples(
    st.sampled_from(["Adler", "adler", "Ädler", "Bär", "Zum Bären"]),
    st.sampled_from(["BERLIN", "KIEL", None]),
    st.sampled_from([None, 1, 2]),
    st.booleans(),
    st.integers(0, 2),
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@drawn(
    houses=st.lists(HOUSES, max_size=12),
    later=st.lists(HOUSES, max_size=6),
    order=st.sampled_from(list(CustomerOrder.ALL)),
    limit=st.integers(1, 4),
    reader=st.sampled_from(READERS),
)
def test_paging_never_repeats_or_skips_while_others_insert(
    world: World,
    houses: list[tuple[str, str | None, int | None, bool, int]],
    later: list[tuple[str, str | None, int | None, bool, int]],
    order: Order,
    limit: int,
    reader: Actor,
) -> None:
    tenant = TenantId(world.ids.new())  # rows of earlier examples stay out of sight
    reading = evolve(reader, tenant=tenant)
    chain = given.chain(world, "Kette", by=evolve(given.MANAGER, tenant=tenant))

    def move_in(house: tuple[str, str | None, int | None, bool, int]) -> UUID:
        name, region, owner, in_chain, minutes = house
        clock = world.clock
        assert isinstance(clock, given.StandingClock)
        clock.at = given.START + timedelta(minutes=minutes)
        made = given.customer(
            world,
            name,
            by=evolve(given.MANAGER, tenant=tenant),
            owner=given.user(owner) if owner else None,
            region=region,
            **({"parent_id": chain.id} if in_chain else {}),
        )
        return made.id

    for house in houses:
        move_in(house)
    wanted = CustomerSlice(order=order, limit=limit)
    before = [row.id for row in walk(world, evolve(wanted, limit=200), reading)]
    moving_in, seen, cursor = iter(later), [], None
    while True:
        page = list_customers(wanted, cursor=cursor, actor=reading, world=world)
        seen += [row.id for row in page.rows]
        if page.next_cursor is None:
            break
        cursor = page.next_cursor
        assert len(seen) < 1000, "the list goes on for ever"
        for house in (one for one, _ in zip(moving_in, range(1), strict=False)):
            move_in(house)

    assert len(seen) == len(set(seen))
    assert [one for one in seen if one in set(before)] == before


def test_the_size_of_a_chain_is_told_to_those_who_see_all_of_it(world: World) -> None:
    chain = given.chain(world, "Kette", region="BERLIN")
    given.location(world, chain, "Berlin", region="BERLIN", owner=given.user(1))
    given.location(world, chain, "Kiel", region="NORTH", owner=given.user(2))
    world.relay.move(limit=10)
    consume(CHAIN_SIZES, actor=given.SYSTEM, world=world)

    def sizes(actor: Actor) -> tuple[object, object]:
        (row,) = [row for row in world.customer_readings.page(actor, CustomerSlice()).rows if row.is_chain]
        reading = world.customer_readings.one(actor, chain.id)
        return row.chain_size, reading and reading.chain_size

    assert sizes(given.MANAGER) == sizes(given.rep(1)) == (2, 2)
    assert sizes(given.team_lead("BERLIN")) == (None, None)


def test_the_owners_of_a_chain_surround_each_part_of_it(world: World) -> None:
    chain = given.chain(world, coverage_policy=CoveragePolicy.CHAIN_SHARED, owner=given.user(4))
    first = given.location(world, chain, owner=given.user(1))
    given.location(world, chain, owner=given.user(2), territory="AT")
    alone = given.customer(world, owner=given.user(3))
    bounded = evolve(given.MANAGER, territories=frozenset({"DE"}))

    def around(actor: Actor, customer: Customer) -> tuple[set[UUID], bool] | None:
        found = world.customer_readings.surroundings(actor, customer.id)
        return None if found is None else (set(found.around.chain_owners), found.around.is_shared)

    owners = [given.user(number) for number in (1, 2, 4)]
    assert around(given.MANAGER, first) == (set(owners), True)
    assert around(given.MANAGER, chain) == (set(owners), False)
    assert around(bounded, first) == ({given.user(1), given.user(4)}, True)
    assert around(given.MANAGER, alone) == (set(), False)
    assert around(given.rep(9), first) is None


def test_names_are_told_of_those_that_one_sees(world: World) -> None:
    mine, other = given.customer(world, "Linde", owner=given.user(1)), given.customer(world, "Krone")
    archive_customer(ArchiveCustomer(mine.id), actor=given.MANAGER, world=world)
    asked = [mine.id, other.id, given.nobody_knows()]

    assert world.customer_readings.names(given.MANAGER, asked) == {mine.id: "Linde", other.id: "Krone"}
    assert world.customer_readings.names(given.rep(1), asked) == {mine.id: "Linde"}
    assert world.customer_readings.names(given.MANAGER, []) == {}


@pytest.mark.parametrize("policy", list(CoveragePolicy))
def test_whom_one_may_work_with_is_told_of_many_at_once(world: World, policy: CoveragePolicy) -> None:
    chain = given.chain(world, region="NORTH", coverage_policy=policy)
    mine = given.location(world, chain, owner=given.user(1))
    other = given.location(world, chain, "Nordsee Sylt", owner=given.user(2))
    foreign = given.customer(world, "Krone", owner=given.user(3), region="NORTH")
    asked = [chain.id, mine.id, other.id, foreign.id, given.nobody_knows()]
    stands_in = {other.id} if policy is CoveragePolicy.CHAIN_SHARED else set()
    engaged = world.customer_readings.engaged

    assert engaged(given.rep(1), asked) == {mine.id} | stands_in
    assert engaged(given.MANAGER, asked) == {chain.id, mine.id, other.id, foreign.id}
    assert foreign.id in engaged(given.team_lead("NORTH"), asked)
    assert engaged(given.AUDITOR, asked) == engaged(given.MANAGER, []) == frozenset()
    assert engaged(evolve(given.MANAGER, territories=frozenset({"CH"})), asked) == frozenset()

    archive_customer(ArchiveCustomer(foreign.id), actor=given.MANAGER, world=world)
    assert engaged(given.MANAGER, asked) == {chain.id, mine.id, other.id}
