"""Sizes add up per chain and tenant, and can be forgotten as a whole."""

from uuid import UUID

from crm_core.domain.access.actor import Actor
from crm_core.ports.world import World
from tests import given

A, B = UUID(int=0xA), UUID(int=0xB)
OTHERS = Actor.system(given.OTHER_TENANT, given.CORRELATION)


def change(world: World, *changes: tuple[UUID, int], by: Actor = given.SYSTEM, commit: bool = True) -> None:
    with world.unit_of_work(by) as uow:
        for chain, difference in changes:
            uow.chain_sizes.change(chain, difference)
        if commit:
            uow.commit()


def sizes(world: World, by: Actor = given.SYSTEM) -> dict[UUID, int]:
    with world.unit_of_work(by) as uow:
        return dict(uow.chain_sizes.all())


def test_changes_add_up_and_an_empty_chain_is_still_known(world: World) -> None:
    change(world, (A, 1), (A, 1), (B, 1))
    change(world, (A, 1), (B, -1))
    assert sizes(world) == {A: 3, B: 0}


def test_what_was_not_committed_did_not_change_anything(world: World) -> None:
    change(world, (A, 1))
    change(world, (A, 1), commit=False)
    assert sizes(world) == {A: 1}


def test_clearing_forgets_this_tenant_and_no_other(world: World) -> None:
    change(world, (A, 2))
    change(world, (A, 5), by=OTHERS)
    with world.unit_of_work(given.SYSTEM) as uow:
        uow.chain_sizes.clear()
        uow.commit()
    assert sizes(world) == {}
    assert sizes(world, by=OTHERS) == {A: 5}
