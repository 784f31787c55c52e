"""Sizes folded from facts equal sizes counted from customers, after any history."""

from uuid import UUID

from hypothesis import given as for_all
from hypothesis import settings, strategies

from adapters.memory.store import MemoryStore
from adapters.memory.world import memory_world
from adapters.system.seals import KeyedSeals
from crm_core.ports.world import World
from crm_core.use_cases.consumers import CHAIN_SIZES
from crm_core.use_cases.customers.archive_customer import ArchiveCustomer, archive_customer
from crm_core.use_cases.customers.restore_customer import RestoreCustomer, restore_customer
from crm_core.use_cases.customers.update_customer import UpdateCustomer, update_customer
from crm_core.use_cases.events.consume import consume
from tests import given

steps = strategies.lists(
    strategies.tuples(
        strategies.sampled_from(["add", "archive", "restore", "move"]),
        strategies.integers(0, 5),
        strategies.integers(0, 1),
    ),
    max_size=15,
)


def counted(store: MemoryStore) -> dict[UUID, int]:
    sizes: dict[UUID, int] = {}
    for customer in store.state.customers.values():
        if customer.details.parent_id and customer.archived_at is None:
            sizes[customer.details.parent_id] = sizes.get(customer.details.parent_id, 0) + 1
    return sizes


@settings(max_examples=60)
@for_all(steps, strategies.integers(1, 5))
def test_the_fold_agrees_with_counting(history: list[tuple[str, int, int]], batch: int) -> None:
    store = MemoryStore()
    seals = KeyedSeals(b"k" * 32)
    world = memory_world(clock=given.StandingClock(), ids=given.CountingIds(), seals=seals, store=store)
    chains = [given.chain(world, name) for name in ("North", "South")]
    locations: list[UUID] = []
    for step, which, chain in history:
        take(world, step, locations, which, chains[chain].id)
    while world.relay.move(limit=batch).count:
        consume(CHAIN_SIZES, actor=given.SYSTEM, world=world, limit=batch)
    while consume(CHAIN_SIZES, actor=given.SYSTEM, world=world, limit=batch):
        continue

    folded = {chain: size for (_, chain), size in store.state.chain_sizes.items() if size}
    assert folded == counted(store)


def take(world: World, step: str, locations: list[UUID], which: int, chain: UUID) -> None:
    if step == "add":
        locations.append(given.customer(world, parent_id=chain).id)
    elif locations:
        do = {"archive": archive, "restore": restore, "move": move}[step]
        do(world, locations[which % len(locations)], chain)


def archive(world: World, one: UUID, _: UUID) -> None:
    archive_customer(ArchiveCustomer(one), actor=given.MANAGER, world=world)  # type: ignore[arg-type]  # loose ids


def restore(world: World, one: UUID, _: UUID) -> None:
    restore_customer(RestoreCustomer(one), actor=given.MANAGER, world=world)  # type: ignore[arg-type]  # loose ids


def move(world: World, one: UUID, chain: UUID) -> None:
    restore(world, one, chain)
    command = UpdateCustomer(one, {"parentId": str(chain)})  # type: ignore[arg-type]  # loose ids
    update_customer(command, actor=given.MANAGER, world=world)
