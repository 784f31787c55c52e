"""What every unit of work keeps: all or nothing, one winner per version, and a note of what was refused."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from threading import Barrier, BrokenBarrierError

import pytest
from attrs import evolve

from crm_core.domain.audit.entry import AuditEntry, Deed, Outcome
from crm_core.domain.customers.customer import Customer
from crm_core.domain.refusals import NotAllowed, NotFound, Outdated, Refusal
from crm_core.ports.unit_of_work import NestedUnitOfWork, UnitOfWork
from crm_core.ports.world import World
from crm_core.queries.customer_by_id import customer_by_id
from crm_core.use_cases.customers.update_customer import UpdateCustomer, update_customer
from crm_core.use_cases.perform import perform, repeated
from tests import given


def version_of(world: World, customer: Customer) -> int:
    return customer_by_id(customer.id, actor=given.MANAGER, world=world).customer.version


def test_leaving_without_commit_undoes_everything(world: World) -> None:
    customer = given.customer(world)

    with world.unit_of_work(given.MANAGER) as uow:
        locked = uow.customers.lock(customer.id)
        uow.customers.save(evolve(locked, owner_user_id=given.user(7)))
        uow.audit.record(Deed("try", "customer", str(customer.id)))

    found = customer_by_id(customer.id, actor=given.MANAGER, world=world).customer
    assert (found.version, found.owner_user_id) == (1, None)
    assert [entry.deed.action for entry in audit(world)] == ["create"]


def test_an_error_undoes_everything_and_is_passed_on(world: World) -> None:
    customer = given.customer(world)

    with pytest.raises(ZeroDivisionError), world.unit_of_work(given.MANAGER) as uow:  # noqa: PT012 - as a whole
        uow.customers.lock(customer.id)
        raise ZeroDivisionError

    assert version_of(world, customer) == 1


def test_a_commit_makes_everything_visible_at_once(world: World) -> None:
    customer = given.customer(world)
    with world.unit_of_work(given.MANAGER) as uow:
        uow.customers.lock(customer.id)
        assert version_of(world, customer) == 1
        uow.commit()
        assert version_of(world, customer) == 2


def test_of_two_writers_on_the_same_version_one_wins(world: World) -> None:
    customer = given.customer(world)
    start = Barrier(2)

    def write(name: str) -> str:
        start.wait(5)
        try:
            command = UpdateCustomer(customer.id, {"name": name}, version=1)
            return perform(update_customer, command, actor=given.MANAGER, world=world).details.name
        except Outdated:
            return "outdated"

    with ThreadPoolExecutor(2) as threads:
        outcomes = sorted(threads.map(write, ["Adler", "Bären"]))

    assert outcomes in (["Adler", "outdated"], ["Bären", "outdated"])
    assert version_of(world, customer) == 2


def test_writers_that_wait_for_each_other_both_have_their_effect(world: World) -> None:
    """Two units take two rows in opposite order; the store asks one of them for the whole unit once more."""
    first, second = given.customer(world, "Adler"), given.customer(world, "Bären")
    meet = Barrier(2)

    def write(here: Customer, there: Customer) -> None:
        with world.unit_of_work(given.MANAGER) as uow:
            uow.customers.lock(here.id)
            with suppress(BrokenBarrierError):
                meet.wait(0.2)
            uow.customers.lock(there.id)
            uow.commit()

    with ThreadPoolExecutor(2) as threads:
        tasks = [
            threads.submit(repeated, lambda: write(first, second), world),
            threads.submit(repeated, lambda: write(second, first), world),
        ]
        for task in tasks:
            task.result(20)

    assert (version_of(world, first), version_of(world, second)) == (3, 3)


def test_a_unit_inside_another_one_is_refused(world: World) -> None:
    customer = given.customer(world)
    with world.unit_of_work(given.MANAGER) as outer:
        outer.customers.lock(customer.id)
        with pytest.raises(NestedUnitOfWork), world.unit_of_work(given.MANAGER):
            pass
        outer.commit()

    assert version_of(world, customer) == 2
    with world.unit_of_work(given.MANAGER):
        pass


def test_a_refused_command_leaves_nothing_but_its_mark_in_the_audit(world: World) -> None:
    customer = given.customer(world, owner=given.user(1))
    with pytest.raises(NotAllowed):
        refused(world, customer)

    newest = audit(world)[0]
    assert (newest.deed.outcome, newest.deed.resource_id) == (Outcome.DENIED, str(customer.id))
    assert newest.user_id == given.AUDITOR.user
    assert version_of(world, customer) == 1


@pytest.mark.parametrize("refusal", [NotFound, Outdated])
def test_other_refusals_leave_no_mark(world: World, refusal: type[Refusal]) -> None:
    customer = given.customer(world)
    with pytest.raises(refusal), world.unit_of_work(given.MANAGER) as uow:  # noqa: PT012 - the unit as a whole is refused
        uow.customers.lock(customer.id)
        raise refusal

    assert [entry.deed.action for entry in audit(world)] == ["create"]


def refused(world: World, customer: Customer) -> None:
    with world.unit_of_work(given.AUDITOR) as uow:
        uow.audit.record(Deed("write", "customer", str(customer.id)))
        uow.customers.lock(customer.id)


def audit(world: World) -> list[AuditEntry]:
    with world.unit_of_work(given.ADMIN) as uow:
        return list(uow.audit.newest(limit=50))


def test_a_part_is_undone_alone_and_kept_with_the_whole(world: World) -> None:
    one, other = given.customer(world, "A"), given.customer(world, "B")

    def change(uow: UnitOfWork, customer: Customer) -> None:
        uow.customers.save(evolve(uow.customers.lock(customer.id), owner_user_id=given.user(7)))
        uow.audit.record(Deed("try", "customer", str(customer.id)))

    with world.unit_of_work(given.MANAGER) as uow:
        uow.audit.record(Deed("begin", "bulk", "1"))
        with uow.part() as part:
            change(part, other)
        with uow.part() as part:
            change(part, one)
            part.commit()
        with suppress(NotFound), uow.part() as part:
            change(part, other)
            part.customers.lock(given.nobody_knows())
        with suppress(NotAllowed), uow.part():
            raise NotAllowed(action="write", resource="customer", resource_id="3")
        assert version_of(world, one) == 1, "nothing is seen before the whole is kept"
        uow.commit()

    assert (version_of(world, one), version_of(world, other)) == (2, 1)
    deeds = [(entry.deed.action, entry.deed.outcome) for entry in audit(world)]
    assert sorted(deeds[:3]) == [("begin", "DONE"), ("try", "DONE"), ("write", "DENIED")]


def test_a_part_that_fails_leaves_nothing_that_it_had_only_noted(world: World) -> None:
    with world.unit_of_work(given.MANAGER) as uow:
        uow.audit.record(Deed("before", "bulk", "1"))
        with suppress(NotFound), uow.part() as part:
            part.audit.record(Deed("inside", "bulk", "1"))
            raise NotFound
        uow.audit.record(Deed("behind", "bulk", "1"))
        uow.commit()

    assert sorted(entry.deed.action for entry in audit(world)) == ["before", "behind"]


def test_a_whole_that_is_not_kept_takes_its_parts_with_it(world: World) -> None:
    customer = given.customer(world)
    with world.unit_of_work(given.MANAGER) as uow:
        with uow.part() as part:
            part.customers.lock(customer.id)
            part.commit()
        with world.inside(uow).unit_of_work(given.MANAGER) as part:
            part.customers.lock(customer.id)
            part.commit()
        with pytest.raises(NestedUnitOfWork):
            world.inside(uow).unit_of_work(given.ADMIN)
    assert version_of(world, customer) == 1
