"""What every store of fields keeps for a command: exact values, unique claims, and what is not for all."""

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor, wait
from datetime import timedelta
from decimal import Decimal

import pytest
from attrs import evolve

from crm_core.domain.access.actor import Actor
from crm_core.domain.access.role import Role
from crm_core.domain.customers.customer import Customer
from crm_core.domain.fields.canonical import canonical_text, json_text
from crm_core.domain.fields.field_set import FieldChange, FieldSet, Stamp
from crm_core.domain.fields.patch import Patched
from crm_core.domain.fields.refusals import UniqueValueIsTaken
from crm_core.domain.ids import CustomerId
from crm_core.domain.refusals import Invalid, NotAllowed
from crm_core.ports.unit_of_work import UnitOfWork
from crm_core.ports.world import World
from crm_core.use_cases.customers.archive_customer import ArchiveCustomer, archive_customer
from crm_core.use_cases.customers.restore_customer import RestoreCustomer, restore_customer
from tests import given

VALUES = [
    True,
    "Grün\u2028\U0001f468\u200d\U0001f373",
    1800,
    Decimal("1800.00"),
    Decimal("0.1"),
    Decimal("123456789012345678901234567890.000001"),
    ["B", "A"],
    [],
    {"bucket": "HIGH", "value": Decimal("0.30"), "people": [{"name": "X"}]},
]

MACHINE = evolve(given.actor(Role.SERVICE, number=70), token_scopes=frozenset({"customers:write"}))


def keep(
    uow: UnitOfWork,
    customer: CustomerId,
    values: Mapping[str, object],
    *,
    restricted: frozenset[str] = frozenset(),
    unique: bool = False,
    later: float = 0,
) -> FieldSet:
    """Locks the customer and keeps these values; None takes one away."""
    locked = uow.customers.lock(customer)
    before = uow.field_values.of(customer)
    stamp = Stamp(
        uow.actor.user, given.START + timedelta(seconds=later), uow.actor.correlation, locked.version
    )
    changes = [FieldChange(key, before.plain().get(key), value, stamp) for key, value in values.items()]
    claims = tuple((key, canonical_text(value)) for key, value in values.items()) if unique else ()
    patched = Patched(before.after(changes), tuple(changes), claims)
    uow.field_values.keep(customer, patched, restricted=restricted)
    return patched.fields


def kept(
    world: World, customer: Customer, values: Mapping[str, object], by: Actor = given.MANAGER, **more: object
) -> FieldSet:
    with world.unit_of_work(by) as uow:
        fields = keep(uow, customer.id, values, **more)  # type: ignore[arg-type]  # a builder's loose arguments
        uow.commit()
    return fields


def stands(world: World, customer: Customer, by: Actor = given.MANAGER) -> FieldSet:
    with world.unit_of_work(by) as uow:
        uow.customers.lock(customer.id)
        return uow.field_values.of(customer.id)


@pytest.mark.parametrize("value", VALUES, ids=str)
def test_a_value_comes_back_digit_for_digit(world: World, value: object) -> None:
    customer = given.customer(world)
    kept(world, customer, {"f": value})

    assert json_text(stands(world, customer).plain()["f"]) == json_text(value)


def test_a_set_comes_back_as_it_was_kept(world: World) -> None:
    customer = given.customer(world)
    assert stands(world, customer) == FieldSet()
    kept(world, customer, {"a": 1, "b": "x"}, later=1)
    last = kept(world, customer, {"b": "y", "c": [1]}, by=given.ADMIN, later=2)

    assert stands(world, customer) == last
    assert last.values["a"].updated_by == given.MANAGER.user
    assert last.values["b"].updated_at == given.START + timedelta(seconds=2)


def test_what_was_taken_away_is_gone_and_its_time_stays_known(world: World) -> None:
    customer = given.customer(world)
    kept(world, customer, {"a": 1}, later=1)
    kept(world, customer, {"a": None}, later=9)

    assert stands(world, customer) == FieldSet({}, given.START + timedelta(seconds=9))


def test_a_unit_left_without_commit_keeps_nothing(world: World) -> None:
    customer = given.customer(world)
    with world.unit_of_work(given.MANAGER) as uow:
        keep(uow, customer.id, {"a": 1})
        assert uow.field_values.of(customer.id).plain() == {"a": 1}

    assert stands(world, customer) == FieldSet()
    reading = world.field_readings.history(given.MANAGER, customer.id, "a", before=None, limit=9)
    assert reading is not None
    assert list(reading.changes) == []


def test_marked_fields_are_absent_for_whom_the_policy_keeps_them_from(world: World) -> None:
    """The time of the last change is that of the hidden one: nobody can write before it."""
    customer = given.customer(world, owner=given.user(1))
    kept(world, customer, {"open": 1}, later=1)
    kept(world, customer, {"hidden": 2}, restricted=frozenset({"hidden"}), later=5)

    assert set(stands(world, customer).values) == {"open", "hidden"}
    assert set(stands(world, customer, by=given.rep(1)).values) == {"open", "hidden"}
    seen = stands(world, customer, by=MACHINE)
    assert set(seen.values) == {"open"}
    assert seen.changed_at == given.START + timedelta(seconds=5)


@pytest.mark.parametrize(
    "by", [given.rep(1), given.team_lead("BERLIN"), MACHINE], ids=["rep", "lead", "machine"]
)
def test_marked_fields_are_not_written_by_whom_the_policy_does_not_let(world: World, by: Actor) -> None:
    """The use case refuses earlier; the store is the wall behind it."""
    customer = given.customer(world, owner=given.user(1))
    with pytest.raises(NotAllowed):
        kept(world, customer, {"hidden": 2}, by=by, restricted=frozenset({"hidden"}))
    kept(world, customer, {"open": 2}, by=by)

    assert stands(world, customer).plain() == {"open": 2}


def test_a_chain_manager_writes_marked_fields_of_the_own_chain(world: World) -> None:
    chain = given.chain(world)
    by = given.actor(Role.CHAIN_MANAGER, number=31, chains={chain.id})
    location = given.location(world, chain)
    kept(world, location, {"hidden": 2}, by=by, restricted=frozenset({"hidden"}))

    assert stands(world, location).plain() == {"hidden": 2}


def test_no_two_live_customers_of_a_tenant_hold_one_unique_value(world: World) -> None:
    one, other = given.customer(world, "One"), given.customer(world, "Other", owner=given.user(2))
    foreign = given.customer(world, by=given.actor(tenant=given.OTHER_TENANT))
    kept(world, one, {"vat": Decimal("1.0"), "x": 1}, unique=True)
    kept(world, foreign, {"vat": 1}, by=given.actor(tenant=given.OTHER_TENANT), unique=True)
    for value in (2, 1):
        kept(world, one, {"vat": value}, unique=True)
    with pytest.raises(Invalid) as refusal:
        kept(world, other, {"vat": 1, "x": 2}, by=given.rep(2), unique=True)

    assert [(error.pointer, error.code) for error in refusal.value.errors] == [("/vat", "not-unique")]
    assert stands(world, other) == FieldSet()


def test_a_value_is_free_again_when_it_is_changed_removed_or_archived(world: World) -> None:
    one, other = given.customer(world, "One"), given.customer(world, "Other")
    kept(world, one, {"vat": 1, "duns": 1, "gln": 1}, unique=True)
    kept(world, one, {"vat": 2}, unique=True)
    kept(world, one, {"duns": None})
    kept(world, other, {"vat": 1, "duns": 1}, unique=True)
    with pytest.raises(Invalid):
        kept(world, other, {"gln": 1}, unique=True)
    archive_customer(ArchiveCustomer(one.id), actor=given.MANAGER, world=world)
    kept(world, other, {"gln": 1}, unique=True)


def test_a_customer_does_not_come_back_with_a_value_that_another_one_has_now(world: World) -> None:
    one, other = given.customer(world, "One"), given.customer(world, "Other")
    kept(world, one, {"vat": 1, "duns": 1}, unique=True)
    archive_customer(ArchiveCustomer(one.id), actor=given.MANAGER, world=world)
    kept(world, other, {"vat": 1}, unique=True)
    with world.unit_of_work(given.MANAGER) as uow:
        uow.customers.lock(one.id)
        assert list(uow.field_values.taken(one.id)) == ["vat"]
    with pytest.raises(UniqueValueIsTaken):
        restore_customer(RestoreCustomer(one.id), actor=given.MANAGER, world=world)
    kept(world, other, {"vat": None})
    assert restore_customer(RestoreCustomer(one.id), actor=given.MANAGER, world=world).archived_at is None


def test_whoever_claims_the_same_value_waits_for_the_one_before(world: World) -> None:
    one, other = given.customer(world, "One"), given.customer(world, "Other")
    with ThreadPoolExecutor(1) as thread:
        with world.unit_of_work(given.MANAGER) as uow:
            keep(uow, one.id, {"vat": 1}, unique=True)
            claiming = thread.submit(kept, world, other, {"vat": 1}, given.MANAGER, unique=True)
            assert wait([claiming], timeout=0.5).done == set()
            uow.commit()
        with pytest.raises(Invalid):
            claiming.result(5)
