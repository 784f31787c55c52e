"""The relay moves what is visible, tells whose news it moved, and seals the audit behind the writers."""

from crm_core.domain.access.actor import Actor
from crm_core.domain.audit.chain import first_break
from crm_core.domain.audit.entry import Deed
from crm_core.ports.relay import Moved
from crm_core.ports.world import World
from tests import given

OTHERS = Actor.system(given.OTHER_TENANT, given.CORRELATION)


def deeds(world: World, number: int, by: Actor = given.MANAGER) -> None:
    for n in range(number):
        with world.unit_of_work(by) as uow:
            uow.audit.record(Deed("try", "thing", str(n), n, n + 1, ("name",)))
            uow.commit()


def test_a_batch_tells_how_much_it_moved_and_for_whom(world: World) -> None:
    for name in ("Linde", "Krone", "Adler"):
        given.customer(world, name)
    given.customer(world, "Post", by=OTHERS)
    assert world.relay.move(limit=3) == Moved(3, frozenset({given.TENANT}))
    assert world.relay.move(limit=3) == Moved(1, frozenset({given.OTHER_TENANT}))
    assert world.relay.move(limit=3) == Moved(0, frozenset())


def test_it_knows_every_tenant_that_has_events(world: World) -> None:
    assert list(world.relay.tenants()) == []
    given.customer(world, "Post", by=OTHERS)
    given.customer(world, "Linde")
    world.relay.move(limit=10)
    assert sorted(world.relay.tenants()) == sorted([given.TENANT, given.OTHER_TENANT])


def test_sealing_binds_every_entry_once_into_the_chain_of_its_tenant(world: World) -> None:
    deeds(world, 3)
    deeds(world, 1, by=OTHERS)
    assert world.relay.seal_audit(limit=2) == 2
    deeds(world, 1)
    assert world.relay.seal_audit(limit=10) == 3
    assert world.relay.seal_audit(limit=10) == 0
    for actor, length in ((given.SYSTEM, 4), (OTHERS, 1)):
        with world.unit_of_work(actor) as uow:
            chain = list(uow.audit.chain())
        assert [link.number for link in chain] == list(range(1, length + 1))
        assert first_break(chain) is None
