"""Fields change on top of what the caller has seen, all or nothing, and leave what others need to know."""

import pytest
from attrs import evolve

from adapters.memory.store import MemoryStore
from adapters.memory.world import memory_world
from adapters.system.seals import KeyedSeals
from crm_core.domain.audit.entry import Deed, Outcome
from crm_core.domain.customers.refusals import CustomerIsArchived
from crm_core.domain.fields.definition import Definition
from crm_core.domain.fields.kinds import Text
from crm_core.domain.fields.numbers import Number
from crm_core.domain.fields.refusals import FieldIsRestricted
from crm_core.domain.refusals import Invalid, NotAllowed, NotFound, Outdated
from crm_core.pack import Pack
from crm_core.ports.world import World
from crm_core.use_cases.customers.archive_customer import ArchiveCustomer, archive_customer
from crm_core.use_cases.customers.patch_fields import PatchFields, patch_fields
from tests import given
from tests.second_pack import STAGES

VAT = Definition("vat_id", Text(20), "USt-IdNr.", "VAT id", group="terms", unique=True)
PLAIN = Definition("seats", Number(places=0), "Plätze", "Seats", group="house")


@pytest.fixture
def world(store: MemoryStore, clock: given.StandingClock) -> World:
    pack = Pack("more", fields=(VAT, PLAIN))
    seals = KeyedSeals(b"k" * 32)
    return memory_world(STAGES, pack, clock=clock, ids=given.CountingIds(), seals=seals, store=store)


def deeds(store: MemoryStore) -> list[Deed]:
    return [entry.deed for entry in store.state.audit if entry.deed.resource == "customer-fields"]


def test_a_change_counts_the_customer_up_and_is_told_and_audited_by_name(
    world: World, store: MemoryStore
) -> None:
    made = given.customer(world)
    patch = {"seats": 120, "margin_pct": 30}
    done = patch_fields(PatchFields(made.id, patch, 1), actor=given.ADMIN, world=world)

    assert (done.customer, done.fields.plain()) == (evolve(made, version=2), patch)
    said = store.state.outbox[-1]
    assert (said.type, said.data["version"]) == ("customer.fields.changed", 2)
    assert said.data["changed"] == {"seats": {"before": None, "after": 120}}
    keys = ("seats", "margin_pct")
    assert deeds(store) == [
        Deed("patch", "customer-fields", str(made.id), 1, 2, keys),
        Deed("read", "customer-fields", str(made.id), fields=("margin_pct",), outcome=Outcome.READ),
    ]


def test_a_change_that_changes_nothing_leaves_only_that_restricted_values_were_read(
    world: World, store: MemoryStore
) -> None:
    made = given.customer(world)
    patch_fields(PatchFields(made.id, {"seats": 120}), actor=given.MANAGER, world=world)
    before = store.state
    same = patch_fields(PatchFields(made.id, {"seats": 120}, 2), actor=given.MANAGER, world=world)
    assert (same.customer.version, same.fields.plain()) == (2, {"seats": 120})
    assert store.state is before

    patch_fields(PatchFields(made.id, {"margin_pct": 30}), actor=given.MANAGER, world=world)
    events, read = len(store.state.outbox), len(deeds(store))
    same = patch_fields(PatchFields(made.id, {"margin_pct": 30}), actor=given.MANAGER, world=world)
    assert same.customer.version == 3
    assert len(store.state.outbox) == events
    assert [deed.outcome for deed in deeds(store)[read:]] == [Outcome.READ]


def test_a_restricted_field_is_refused_with_the_customer_it_is_about(
    world: World, store: MemoryStore
) -> None:
    made = given.customer(world, owner=given.user(1))
    with pytest.raises(FieldIsRestricted):
        patch_fields(PatchFields(made.id, {"margin_pct": 1, "x": 1}), actor=given.rep(1), world=world)

    assert deeds(store) == [Deed("patch", "customer-fields", str(made.id), outcome=Outcome.DENIED)]


def test_invisible_forbidden_outdated_and_archived(world: World) -> None:
    chain = given.chain(world)
    given.location(world, chain, owner=given.user(1))
    made = given.location(world, chain, "Nordsee Husum", owner=given.user(2))
    with pytest.raises(NotFound):
        patch_fields(PatchFields(made.id, {"seats": 1}), actor=given.rep(9), world=world)
    with pytest.raises(NotAllowed):
        patch_fields(PatchFields(made.id, {"seats": "x"}), actor=given.rep(1), world=world)
    with pytest.raises(Outdated):
        patch_fields(PatchFields(made.id, {"seats": 1}, 7), actor=given.MANAGER, world=world)
    archive_customer(ArchiveCustomer(made.id), actor=given.MANAGER, world=world)
    with pytest.raises(Invalid):
        patch_fields(PatchFields(made.id, {"seats": "x"}), actor=given.MANAGER, world=world)
    with pytest.raises(CustomerIsArchived):
        patch_fields(PatchFields(made.id, {"seats": 1}), actor=given.MANAGER, world=world)


def test_a_unique_value_belongs_to_one_customer(world: World) -> None:
    one, other = given.customer(world, "One"), given.customer(world, "Other")
    patch_fields(PatchFields(one.id, {"vat_id": "DE 1"}), actor=given.MANAGER, world=world)
    with pytest.raises(Invalid) as refusal:
        patch_fields(PatchFields(other.id, {"vat_id": " DE 1"}), actor=given.MANAGER, world=world)

    assert [(error.pointer, error.code) for error in refusal.value.errors] == [("/vat_id", "not-unique")]
