"""Pages neither repeat nor skip, and a cursor belongs to its list."""

import pytest
from attrs import evolve
from hypothesis import given as for_all
from hypothesis import settings, strategies

from adapters.memory.world import memory_world
from adapters.system.seals import KeyedSeals
from crm_core.domain.access.actor import Actor
from crm_core.domain.customers.listing import CustomerFilter, CustomerOrder, CustomerRow, CustomerSlice, Order
from crm_core.domain.ids import CustomerId
from crm_core.domain.refusals import Invalid, NotFound
from crm_core.ports.world import World
from crm_core.queries.customer_access import Standing, standing_on
from crm_core.queries.customer_by_id import customer_by_id
from crm_core.queries.list_customers import Page, list_customers
from tests import given


def fresh_world() -> World:
    seals = KeyedSeals(b"k" * 32)
    return memory_world(clock=given.StandingClock(), ids=given.CountingIds(), seals=seals)


def listed(
    world: World, wanted: CustomerSlice, cursor: str | None = None, actor: Actor = given.MANAGER
) -> Page:
    return list_customers(wanted, cursor=cursor, actor=actor, world=world)


@settings(max_examples=50)
@for_all(
    names=strategies.lists(
        strategies.sampled_from(["Linde", "linde", "Adler", "Ämter", "Zur Post"]), max_size=9
    ),
    limit=strategies.integers(1, 4),
    order=strategies.sampled_from(list(CustomerOrder.ALL)),
)
def test_all_pages_together_are_the_whole_list(names: list[str], limit: int, order: Order) -> None:
    world = fresh_world()
    for name in names:
        given.customer(world, name)
    whole = listed(world, CustomerSlice(order=order, limit=200)).rows
    pages: list[CustomerRow] = []
    cursor: str | None = None
    while True:
        page = listed(world, CustomerSlice(order=order, limit=limit), cursor)
        pages.extend(page.rows)
        if (cursor := page.next_cursor) is None:
            break

    assert pages == list(whole)
    assert len(pages) == len(names)


def test_a_row_inserted_meanwhile_neither_repeats_nor_hides_others() -> None:
    world = fresh_world()
    for name in ("B", "D", "F"):
        given.customer(world, name)
    first = listed(world, CustomerSlice(limit=2))
    given.customer(world, "A")
    given.customer(world, "E")
    rest = listed(world, CustomerSlice(limit=9), first.next_cursor)

    assert [row.name for row in (*first.rows, *rest.rows)] == ["B", "D", "E", "F"]


@pytest.mark.parametrize(
    ("narrowed", "names"),
    [
        (CustomerFilter(q="LINDE"), ["Linde"]),
        (CustomerFilter(q="wien"), ["Graz"]),
        (CustomerFilter(territory="AT"), ["Graz"]),
        (CustomerFilter(owner=given.user(1)), ["Linde"]),
        (CustomerFilter(owner=given.user(1), territory="AT"), []),
        (CustomerFilter(region="NOWHERE"), []),
    ],
)
def test_filters_narrow_together(narrowed: CustomerFilter, names: list[str]) -> None:
    world = fresh_world()
    given.customer(world, "Linde", owner=given.user(1))
    graz = given.details().address
    given.customer(world, "Graz", territory="AT", address=evolve(graz, city="Wien"))
    given.customer(world, "Adler")

    assert [row.name for row in listed(world, CustomerSlice(filter=narrowed)).rows] == names


def test_a_changed_or_foreign_cursor_is_refused() -> None:
    world = fresh_world()
    for name in "ABC":
        given.customer(world, name)
    cursor = listed(world, CustomerSlice(limit=1)).next_cursor
    assert cursor is not None
    by_newest = CustomerSlice(order=CustomerOrder.NEWEST)
    narrowed = CustomerSlice(filter=CustomerFilter(q="a"))
    elsewhere = evolve(given.MANAGER, tenant=given.OTHER_TENANT)

    for wanted, text, actor, code in [
        (CustomerSlice(), "x" + cursor, given.MANAGER, "bad-cursor"),
        (CustomerSlice(), "", given.MANAGER, "bad-cursor"),
        (by_newest, cursor, given.MANAGER, "cursor-of-another-list"),
        (narrowed, cursor, given.MANAGER, "cursor-of-another-list"),
        (CustomerSlice(), cursor, elsewhere, "cursor-of-another-list"),
    ]:
        with pytest.raises(Invalid) as refusal:
            listed(world, wanted, text, actor)
        assert [error.code for error in refusal.value.errors] == [code]


def test_everyone_sees_their_own_part() -> None:
    world = fresh_world()
    chain = given.chain(world, "Chain")
    given.location(world, chain, "Mine", owner=given.user(1))
    given.location(world, chain, "Sibling", owner=given.user(2))
    given.customer(world, "Foreign", owner=given.user(2))

    assert [row.name for row in listed(world, CustomerSlice(), actor=given.rep(1)).rows] == [
        "Chain",
        "Mine",
        "Sibling",
    ]


def test_one_customer_is_read_with_what_the_reader_may_do() -> None:
    world = fresh_world()
    chain = given.chain(world, "Chain")
    mine = given.location(world, chain, "Mine", owner=given.user(1))
    foreign = given.customer(world, "Foreign", owner=given.user(2))

    def standing(one: CustomerId) -> Standing:
        return standing_on(customer_by_id(one, actor=given.rep(1), world=world))

    assert standing(mine.id).may_write is True
    assert standing(chain.id) == Standing(may_write=False, by=("SiblingRows",))
    with pytest.raises(NotFound):
        standing(foreign.id)
