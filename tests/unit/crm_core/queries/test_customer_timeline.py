"""A timeline tells what its reader may know; that restricted values left is audited first."""

import pytest

from adapters.memory.store import MemoryStore
from adapters.memory.world import memory_world
from adapters.system.seals import KeyedSeals
from crm_core.domain.access.actor import Actor
from crm_core.domain.audit.entry import Outcome
from crm_core.domain.refusals import Invalid, NotFound
from crm_core.ports.world import World
from crm_core.queries.customer_timeline import TimelinePage, customer_timeline
from crm_core.use_cases.customers.patch_fields import PatchFields, patch_fields
from tests import given
from tests.second_pack import STAGES


@pytest.fixture
def store() -> MemoryStore:
    return MemoryStore()


@pytest.fixture
def world(store: MemoryStore) -> World:
    seals = KeyedSeals(b"k" * 32)
    return memory_world(
        STAGES, clock=given.StandingClock(), ids=given.CountingIds(), seals=seals, store=store
    )


def page(world: World, customer_id: object, by: Actor = given.MANAGER, **more: object) -> TimelinePage:
    wanted = {"limit": 50, **more}
    return customer_timeline(customer_id, actor=by, world=world, **wanted)  # type: ignore[arg-type]  # loose


def patched(world: World, customer_id: object, **values: object) -> None:
    command = PatchFields(customer_id, values)  # type: ignore[arg-type]  # an id
    patch_fields(command, actor=given.MANAGER, world=world)


def test_restricted_values_are_audited_before_they_leave_and_absent_for_the_others(
    world: World, store: MemoryStore
) -> None:
    chain = given.chain(world)
    given.location(world, chain, "Own", owner=given.user(1))
    sibling = given.location(world, chain, "Sibling", owner=given.user(2))
    patched(world, sibling.id, margin_pct=5, load_in_state="BOOKED")
    read = len(store.state.audit)

    told = [one.field for one in page(world, sibling.id, given.rep(2)).entries]
    assert set(told) == {None, "margin_pct", "load_in_state"}
    deed = store.state.audit[-1].deed
    assert (deed.outcome, deed.fields) == (Outcome.READ, ("margin_pct",))
    hidden = page(world, sibling.id, given.rep(1))
    assert [one.field for one in hidden.entries] == ["load_in_state", None]
    assert len(store.state.audit) == read + 1


def test_pages_go_on_behind_a_cursor_of_the_same_list(world: World) -> None:
    customer = given.customer(world)
    for number in range(3):
        patched(world, customer.id, rig={"load_kg": number})
    first = page(world, customer.id, limit=2)
    rest = page(world, customer.id, limit=2, cursor=first.next_cursor)
    assert rest.next_cursor is None
    assert [one.kind for one in (*first.entries, *rest.entries)] == ["FIELD_CHANGED"] * 3 + ["CREATED"]
    with pytest.raises(Invalid):
        page(world, customer.id, limit=2, cursor=first.next_cursor, kinds=["CREATED"])


def test_an_unseen_customer_has_no_timeline(world: World) -> None:
    customer = given.customer(world, owner=given.user(1))
    with pytest.raises(NotFound):
        page(world, customer.id, given.rep(2))
