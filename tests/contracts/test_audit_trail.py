"""A deed stands in the audit if its effect stands; a denied one stands although it had none."""

import pytest
from attrs import evolve

from crm_core.domain.access.actor import Actor
from crm_core.domain.audit.chain import first_break
from crm_core.domain.audit.entry import Deed, Outcome
from crm_core.domain.refusals import NotAllowed
from crm_core.ports.world import World
from tests import given

DEED = Deed("update", "customer", "c-1", 3, 4, ("name", "region"))
OTHERS = Actor.system(given.OTHER_TENANT, given.CORRELATION)


def done(world: World, deed: Deed, by: Actor = given.MANAGER, *, commit: bool = True) -> None:
    with world.unit_of_work(by) as uow:
        uow.audit.record(deed)
        if commit:
            uow.commit()


def test_an_entry_says_who_did_what_to_which_version_and_in_which_call(world: World) -> None:
    by = evolve(given.MANAGER, on_behalf_of=given.user(4))
    done(world, DEED, by)
    with world.unit_of_work(given.AUDITOR) as uow:
        (entry,) = uow.audit.newest(limit=10)
    assert entry.deed == DEED
    assert (entry.tenant_id, entry.user_id, entry.on_behalf_of) == (by.tenant, by.user, by.on_behalf_of)
    assert (entry.at, entry.correlation_id) == (given.START, by.correlation)


def test_a_deed_without_commit_leaves_no_entry(world: World) -> None:
    done(world, DEED, commit=False)
    with world.unit_of_work(given.AUDITOR) as uow:
        assert list(uow.audit.newest(limit=10)) == []


def test_a_denied_deed_outlives_its_rollback(world: World) -> None:
    def attempt() -> None:
        with world.unit_of_work(given.rep()) as uow:
            uow.audit.record(DEED)
            raise NotAllowed(action="reassign", resource="customer", resource_id="c-9")

    with pytest.raises(NotAllowed):
        attempt()
    with world.unit_of_work(given.AUDITOR) as uow:
        (entry,) = uow.audit.newest(limit=10)
    assert entry.deed == Deed("reassign", "customer", "c-9", outcome=Outcome.DENIED)
    assert entry.user_id == given.rep().user


def test_the_newest_come_first_and_other_tenants_are_not_among_them(world: World) -> None:
    for version in range(5):
        done(world, evolve(DEED, version_after=version))
    done(world, DEED, by=OTHERS)
    with world.unit_of_work(given.AUDITOR) as uow:
        entries = uow.audit.newest(limit=3)
    assert [entry.deed.version_after for entry in entries] == [4, 3, 2]


def test_the_chain_holds_every_sealed_entry_in_the_order_of_its_making(world: World) -> None:
    for version in range(7):
        done(world, evolve(DEED, version_after=version))
    world.relay.seal_audit(limit=4)
    world.relay.seal_audit(limit=4)
    with world.unit_of_work(given.SYSTEM) as uow:
        chain = list(uow.audit.chain())
    assert [link.entry.deed.version_after for link in chain] == list(range(7))
    assert first_break(chain) is None
    chain[2] = evolve(chain[2], entry=evolve(chain[2].entry, user_id=given.user(66)))
    assert first_break(chain) == 3
