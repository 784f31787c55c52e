"""What every store keeps of a tenant's catalogue: everybody obeys it at once, and nobody another one's."""

from concurrent.futures import ThreadPoolExecutor, wait
from typing import Any

import pytest
from attrs import evolve

from crm_core.domain.access.actor import Actor
from crm_core.domain.access.role import Role
from crm_core.domain.customers.customer import Customer
from crm_core.domain.definitions.check import CheckState, DefinitionCheck
from crm_core.domain.definitions.stored import StoredDefinition
from crm_core.domain.fields.refusals import (
    DefinitionIsBeingChecked,
    FieldIsRestricted,
    KeyWasUsed,
    TooManyFields,
    ValuesBreakTheDefinition,
)
from crm_core.domain.ids import CustomerId
from crm_core.domain.refusals import Invalid, NotAllowed, NotFound, Outdated
from crm_core.ports.world import World
from crm_core.queries.customer_fields import customer_fields, field_history
from crm_core.use_cases.customers.archive_customer import ArchiveCustomer, archive_customer
from crm_core.use_cases.customers.patch_fields import PatchFields, patch_fields
from crm_core.use_cases.customers.restore_customer import RestoreCustomer, restore_customer
from crm_core.use_cases.declare import carried_on, carry_on_all, declare
from crm_core.use_cases.definitions.add_definition import AddDefinition, add_definition
from crm_core.use_cases.definitions.change_definition import ChangeDefinition, change_definition
from crm_core.use_cases.definitions.check_definition import CheckDefinition, check_definition
from tests import given

BINS = {
    "key": "bins",
    "kind": {"kind": "number", "places": 0, "minimum": 0, "maximum": 100},
    "labelDe": "Tonnen",
    "labelEn": "Bins",
    "group": "house",
}
FEWER = {"kind": {"kind": "number", "places": 0, "minimum": 0, "maximum": 10}}
MORE = {"kind": {"kind": "number", "places": 0, "minimum": 0, "maximum": 1000}}
SECRET, OPEN = {"restricted": "price"}, {"restricted": None}
ELSEWHERE = given.actor(Role.ADMIN, tenant=given.OTHER_TENANT)


def add(world: World, by: Actor = given.ADMIN, **more: object) -> StoredDefinition:
    return add_definition(AddDefinition({**BINS, **more}), actor=by, world=world)


def change(world: World, patch: object, key: str = "bins", version: int | None = None) -> None:
    assert declare(ChangeDefinition(key, patch, version), actor=given.ADMIN, world=world) is None


def announce(world: World, patch: object) -> DefinitionCheck:
    """A change whose check nobody goes on with yet."""
    check = change_definition(ChangeDefinition("bins", patch), actor=given.ADMIN, world=world)
    assert check is not None
    return check


def finish(world: World, check: DefinitionCheck) -> DefinitionCheck:
    return carried_on(check.id, actor=given.SYSTEM, world=world)


def put(world: World, customer: Customer, value: object, *, by: Actor = given.MANAGER) -> None:
    patch_fields(PatchFields(customer.id, {"bins": value}), actor=by, world=world)


def shown(world: World, customer: Customer, by: Actor = given.MANAGER) -> dict[str, object]:
    return customer_fields(customer.id, actor=by, world=world).fields.plain()


def versions(world: World, customer: Customer, by: Actor) -> list[object]:
    page = field_history(customer.id, "bins", limit=50, cursor=None, actor=by, world=world)
    return [one.new for one in page.changes]


def test_a_field_that_was_added_can_be_written_and_another_tenant_has_none(world: World) -> None:
    customer = given.customer(world)
    with pytest.raises(Invalid):
        put(world, customer, 3)
    add(world)
    put(world, customer, 3)

    assert shown(world, customer) == {"bins": 3}
    assert world.definition_readings.declared(ELSEWHERE).stored == {}
    with pytest.raises(Invalid):
        put(world, given.customer(world, by=ELSEWHERE), 3, by=ELSEWHERE)
    with pytest.raises(Invalid):
        put(world, customer, 101)


def test_only_an_admin_declares(world: World) -> None:
    add(world)
    for actor in (given.MANAGER, given.AUDITOR, given.rep(1)):
        with pytest.raises(NotAllowed):
            add(world, by=actor, key="more")
        with pytest.raises(NotAllowed):
            declare(ChangeDefinition("bins", MORE), actor=actor, world=world)
    with pytest.raises(NotFound):
        declare(ChangeDefinition("bins", MORE), actor=ELSEWHERE, world=world)


def test_what_is_kept_comes_back_and_waits_for_the_end(world: World) -> None:
    one = StoredDefinition("bins", 3, BINS, coming={**BINS, **FEWER}, marking=True)
    with world.unit_of_work(given.ADMIN) as uow:
        assert uow.field_definitions.take() == []
        uow.field_definitions.keep(one)
        uow.commit()
    with world.unit_of_work(given.ADMIN) as uow:
        assert uow.field_definitions.take() == [one]
        uow.field_definitions.keep(evolve(one, version=4, coming=None))
    with world.unit_of_work(given.MANAGER) as uow:
        assert uow.field_definitions.catalogue().coming.keys() == {"bins"}
        with pytest.raises(NotAllowed):
            uow.field_definitions.take()


def test_what_loosens_holds_at_once_and_every_version_is_kept(world: World) -> None:
    customer = given.customer(world)
    add(world)
    change(world, MORE, version=1)
    put(world, customer, 500)
    change(world, {"labelEn": "Waste bins"})
    change(world, {"labelEn": "Waste bins"})

    declared = world.definition_readings.declared(given.MANAGER)
    assert declared.version_of("bins") == 3
    assert declared.catalogue.get("bins").label_en == "Waste bins"
    changes = world.definition_readings.changes(given.ADMIN, "bins", before=None, limit=9)
    assert [one.version for one in changes] == [3, 2, 1]
    assert changes[2].before is None
    assert changes[1].after["kind"]["maximum"] == 1000  # type: ignore[index]  # JSON of our own form
    with pytest.raises(Outdated):
        change(world, FEWER, version=2)


def test_a_tightening_that_values_break_is_refused_and_names_them(world: World) -> None:
    few, many = given.customer(world), given.customer(world, region="KIEL", territory="AT")
    gone = given.customer(world)
    add(world)
    for customer, value in ((few, 3), (many, 50), (gone, 60)):
        put(world, customer, value)
    archive_customer(ArchiveCustomer(gone.id), actor=given.MANAGER, world=world)
    with pytest.raises(ValuesBreakTheDefinition) as refusal:
        change(world, FEWER)

    assert refusal.value.facts == {"customers": [str(many.id)], "count": 1}
    assert [error.code for error in refusal.value.errors] == ["too-large"]
    put(world, few, 90)
    assert world.definition_readings.declared(given.ADMIN).catalogue.coming == {}


def test_customers_that_an_admin_does_not_see_are_counted_and_not_named(world: World) -> None:
    hidden = given.customer(world, territory="AT")
    add(world)
    put(world, hidden, 50)
    bounded = evolve(given.ADMIN, territories=frozenset({"DE"}))
    with pytest.raises(ValuesBreakTheDefinition) as refusal:
        declare(ChangeDefinition("bins", FEWER), actor=bounded, world=world)

    assert refusal.value.facts == {"customers": [], "count": 1}
    assert refusal.value.errors == ()


def test_a_tightening_that_all_values_fit_stands(world: World) -> None:
    customer = given.customer(world)
    add(world)
    put(world, customer, 7)
    change(world, FEWER)

    assert world.definition_readings.declared(given.ADMIN).version_of("bins") == 2
    with pytest.raises(Invalid):
        put(world, customer, 11)


def test_while_a_check_goes_on_what_is_written_fits_both(world: World) -> None:
    customer, other = given.customer(world), given.customer(world)
    add(world)
    put(world, customer, 50)
    check = announce(world, FEWER)
    with pytest.raises(Invalid):
        put(world, other, 11)
    put(world, other, 9)
    put(world, customer, 10)
    for patch in (MORE, {"labelEn": "Waste"}):
        with pytest.raises(DefinitionIsBeingChecked):
            declare(ChangeDefinition("bins", patch), actor=given.ADMIN, world=world)

    assert shown(world, customer) == {"bins": 10}
    assert finish(world, check).state is CheckState.DONE


def test_a_check_goes_on_from_where_it_was_left(world: World) -> None:
    customers = [given.customer(world) for _ in range(5)]
    add(world)
    for customer in customers:
        put(world, customer, 50)
    check = announce(world, FEWER)
    seen = []
    while not check.is_finished:
        check = check_definition(CheckDefinition(check.id, 2), actor=given.SYSTEM, world=world)
        seen.append(check.examined)

    assert seen == [2, 4, 5]
    assert (check.state, check.violating) == (CheckState.REFUSED, 5)
    told = world.definition_readings.check(given.ADMIN, check.id)
    assert told == check
    assert world.definition_readings.check(given.MANAGER, check.id) is None
    assert world.definition_readings.check(ELSEWHERE, check.id) is None


def test_the_worker_finishes_what_nobody_waits_for(world: World) -> None:
    given.customer(world)
    add(world)
    check = announce(world, FEWER)
    assert declare(ChangeDefinition("bins", {}), actor=given.ADMIN, world=world) is None

    assert carry_on_all(given.TENANT, world) == 1
    assert carry_on_all(given.TENANT, world) == 0
    told = world.definition_readings.check(given.AUDITOR, check.id)
    assert told is not None
    assert told.state is CheckState.DONE


def test_a_field_becomes_unique_when_no_two_share_a_value(world: World) -> None:
    first, second, gone = (given.customer(world) for _ in range(3))
    add(world)
    for customer, value in ((first, 1), (second, 1), (gone, 7)):
        put(world, customer, value)
    archive_customer(ArchiveCustomer(gone.id), actor=given.MANAGER, world=world)
    with pytest.raises(ValuesBreakTheDefinition) as refusal:
        change(world, {"unique": True})
    assert refusal.value.facts["customers"] == [str(max(first.id, second.id))]
    put(world, second, 7)
    change(world, {"unique": True})

    with pytest.raises(Invalid) as taken:
        put(world, first, 7)
    assert [error.code for error in taken.value.errors] == ["not-unique"]
    change(world, {"unique": False})
    put(world, first, 7)
    restore_customer(RestoreCustomer(gone.id), actor=given.MANAGER, world=world)
    assert shown(world, gone) == {"bins": 7}


def family(world: World) -> tuple[Customer, Actor]:
    """A customer that a rep sees as a sibling, and the rep."""
    chain = given.chain(world)
    given.location(world, chain, owner=given.user(1))
    return given.location(world, chain, owner=given.user(2)), given.rep(1)


def test_a_field_that_is_closed_is_absent_now_and_in_the_past(world: World) -> None:
    sibling, reader = family(world)
    add(world)
    put(world, sibling, 3)
    put(world, sibling, 4)
    assert versions(world, sibling, reader) == [4, 3]
    change(world, SECRET)

    assert shown(world, sibling, reader) == {}
    assert shown(world, sibling) == {"bins": 4}
    past = customer_fields(sibling.id, as_of=given.START, actor=reader, world=world)
    assert past.fields.plain() == {}
    raw = world.field_readings.history(reader, sibling.id, "bins", before=None, limit=9)
    assert raw is not None
    assert raw.changes in ((), [])
    with pytest.raises(NotFound):
        versions(world, sibling, reader)
    with pytest.raises(FieldIsRestricted):
        put(world, sibling, 5, by=given.rep(2))


def test_a_field_that_is_opened_is_there_with_its_past(world: World) -> None:
    sibling, reader = family(world)
    add(world, restricted="price")
    put(world, sibling, 3)
    put(world, sibling, 4)
    assert shown(world, sibling, reader) == {}
    change(world, OPEN)

    assert shown(world, sibling, reader) == {"bins": 4}
    assert versions(world, sibling, reader) == [4, 3]
    put(world, sibling, 5, by=given.rep(2))


@pytest.mark.parametrize("patch", [SECRET, OPEN])
def test_a_field_is_closed_while_its_rows_are_marked(world: World, patch: dict[str, Any]) -> None:
    """From the first moment when it is being closed, until the last one when it is being opened."""
    sibling, reader = family(world)
    untouched = given.location(world, given.chain(world), owner=given.user(2))
    add(world, restricted=None if patch is SECRET else "price")
    put(world, sibling, 3)
    check = announce(world, patch)
    assert shown(world, sibling, reader) == {}
    put(world, untouched, 8)
    check = check_definition(CheckDefinition(check.id, 1), actor=given.SYSTEM, world=world)
    assert shown(world, sibling, reader) == {}
    assert check.state is CheckState.MARKING
    finish(world, check)

    assert shown(world, sibling, reader) == ({} if patch is SECRET else {"bins": 3})
    raw = world.field_readings.now(reader, sibling.id)
    assert raw is not None
    assert ("bins" in raw.fields.values) is (patch is OPEN)


def test_closing_and_tightening_at_once_is_decided_before_a_row_is_marked(world: World) -> None:
    sibling, reader = family(world)
    add(world)
    put(world, sibling, 50)
    with pytest.raises(ValuesBreakTheDefinition):
        change(world, {**FEWER, **SECRET})
    assert shown(world, sibling, reader) == {"bins": 50}
    put(world, sibling, 5)
    change(world, {**FEWER, **SECRET})
    assert shown(world, sibling, reader) == {}


def test_a_key_under_which_values_stood_is_none_for_a_new_field(world: World) -> None:
    customer = given.customer(world)
    add(world)
    put(world, customer, 3)
    with world.unit_of_work(given.ADMIN) as uow:
        assert uow.field_definitions.is_used("bins")
        assert not uow.field_definitions.is_used("other")
        uow.field_definitions.take()
        uow.field_definitions.keep(StoredDefinition("bins", 9, {"key": "no longer readable"}))
        uow.commit()
    assert shown(world, customer, given.MANAGER) == {"bins": 3}
    with pytest.raises(KeyWasUsed):
        add(world)


def test_there_is_an_end_to_fields_of_ones_own(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("crm_core.use_cases.definitions.add_definition.MOST_OWN", 2)
    add(world)
    add(world, key="tins")
    with pytest.raises(TooManyFields):
        add(world, key="cans")


def test_checks_are_kept_and_held(world: World) -> None:
    add(world)
    check = announce(world, FEWER)
    with ThreadPoolExecutor(1) as thread:
        with world.unit_of_work(given.SYSTEM) as uow:
            assert uow.field_definitions.check(check.id) == check
            assert uow.field_definitions.unfinished() == [check.id]
            later = thread.submit(finish, world, check)
            assert wait([later], timeout=0.3).done == set()
            uow.field_definitions.keep_check(check.went_on(CustomerId(check.id), 3))
            uow.commit()
        assert later.result(5).examined == 3
    with world.unit_of_work(given.SYSTEM) as uow:
        assert uow.field_definitions.unfinished() == []
        assert uow.field_definitions.check(given.nobody_knows()) is None


def test_who_takes_the_catalogue_waits_for_those_who_write_by_it(world: World) -> None:
    """And those who come behind write by the new one."""
    customer = given.customer(world)
    add(world)
    with ThreadPoolExecutor(2) as threads:
        with world.unit_of_work(given.MANAGER) as uow:
            uow.customers.lock(customer.id)
            assert "bins" in uow.field_definitions.catalogue().definitions
            changing = threads.submit(announce, world, FEWER)
            assert wait([changing], timeout=0.3).done == set()
        check = changing.result(5)
    assert finish(world, check).state is CheckState.DONE
