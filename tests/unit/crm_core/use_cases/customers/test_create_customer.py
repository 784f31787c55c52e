"""Who may create which customer, and what that leaves behind."""

import pytest

from adapters.memory.store import MemoryStore
from crm_core.domain.access.role import Role
from crm_core.domain.audit.entry import Outcome
from crm_core.domain.refusals import Invalid, NotAllowed
from crm_core.ports.world import World
from crm_core.use_cases.customers.create_customer import CreateCustomer, create_customer
from tests import given


def test_a_representatives_customer_is_their_own(world: World) -> None:
    made = create_customer(CreateCustomer(given.details()), actor=given.rep(1), world=world)

    assert (made.owner_user_id, made.version) == (given.user(1), 1)


def test_a_representative_cannot_create_for_somebody_else(world: World, store: MemoryStore) -> None:
    with pytest.raises(NotAllowed):
        create_customer(CreateCustomer(given.details(), given.user(2)), actor=given.rep(1), world=world)

    assert store.state.customers == {}
    assert [entry.deed.outcome for entry in store.state.audit] == [Outcome.DENIED]


def test_a_team_lead_may_leave_it_unassigned_within_the_region(world: World) -> None:
    made = create_customer(CreateCustomer(given.details()), actor=given.team_lead("BERLIN"), world=world)

    assert made.owner_user_id is None
    with pytest.raises(NotAllowed):
        create_customer(CreateCustomer(given.details()), actor=given.team_lead("HAMBURG"), world=world)


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.SERVICE, Role.CHAIN_MANAGER])
def test_who_may_not_write_cannot_create(role: Role, world: World) -> None:
    with pytest.raises(NotAllowed):
        create_customer(CreateCustomer(given.details()), actor=given.actor(role), world=world)


def test_a_location_hangs_below_a_chain_that_the_caller_sees(world: World) -> None:
    chain = given.chain(world, owner=given.user(1))
    made = create_customer(
        CreateCustomer(given.details("Kiel", parent_id=chain.id)), actor=given.rep(1), world=world
    )

    assert made.chain_root_id == chain.id


def test_an_invisible_parent_is_answered_like_an_absent_one(world: World) -> None:
    chain = given.chain(world, owner=given.user(2))
    answers = []
    for parent in (chain.id, given.nobody_knows()):
        with pytest.raises(Invalid) as refusal:
            create_customer(CreateCustomer(given.details(parent_id=parent)), actor=given.rep(1), world=world)
        answers.append(refusal.value.errors)

    assert answers[0] == answers[1]
    assert [error.code for error in answers[0]] == ["unknown-reference"]


def test_it_is_told_and_audited_without_personal_values(world: World, store: MemoryStore) -> None:
    made = create_customer(
        CreateCustomer(given.details(contact_email="chef@linde.example")), actor=given.MANAGER, world=world
    )
    (envelope,), (entry,) = store.state.outbox, store.state.audit

    assert envelope.type == "customer.created"
    assert envelope.subject == str(made.id)
    assert (entry.deed.action, entry.deed.version_after) == ("create", 1)
    assert "chef" not in repr((envelope, entry))
