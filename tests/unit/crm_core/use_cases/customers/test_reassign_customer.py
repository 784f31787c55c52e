"""Who may give a customer to whom."""

import pytest

from adapters.memory.store import MemoryStore
from crm_core.domain.access.actor import Actor
from crm_core.domain.access.role import Role
from crm_core.domain.audit.entry import Outcome
from crm_core.domain.customers.history import Turn
from crm_core.domain.customers.refusals import CustomerIsArchived
from crm_core.domain.follow_ups.follow_up import Closing
from crm_core.domain.refusals import NotAllowed, NotFound
from crm_core.ports.world import World
from crm_core.use_cases.customers.archive_customer import ArchiveCustomer, archive_customer
from crm_core.use_cases.customers.reassign_customer import ReassignCustomer, reassign_customer
from tests import due, given

TO = given.user(2)


@pytest.mark.parametrize("actor", [given.MANAGER, given.ADMIN, given.team_lead("BERLIN")])
def test_those_who_answer_for_it_may(actor: Actor, world: World, store: MemoryStore) -> None:
    made = given.customer(world, owner=given.user(1))
    given_away = reassign_customer(ReassignCustomer(made.id, TO, "Elternzeit"), actor=actor, world=world)

    assert (given_away.owner_user_id, given_away.version) == (TO, 2)
    assert store.state.outbox[-1].data["after"] == str(TO)
    assert store.state.audit[-1].deed.fields == ("owner_user_id",)


@pytest.mark.parametrize(
    ("actor", "refusal"),
    [
        (given.rep(1), NotAllowed),
        (given.rep(3), NotFound),
        (given.AUDITOR, NotAllowed),
        (given.team_lead("HAMBURG"), NotFound),
    ],
)
def test_the_others_may_not(actor: Actor, refusal: type[Exception], world: World, store: MemoryStore) -> None:
    made = given.customer(world, owner=given.user(1))
    with pytest.raises(refusal):
        reassign_customer(ReassignCustomer(made.id, TO, "Elternzeit"), actor=actor, world=world)

    assert store.state.customers[made.id] == made
    denied = [entry for entry in store.state.audit if entry.deed.outcome is Outcome.DENIED]
    assert len(denied) == (1 if refusal is NotAllowed else 0)


def test_a_chain_manager_writes_but_does_not_reassign(world: World) -> None:
    chain = given.chain(world)
    actor = given.actor(Role.CHAIN_MANAGER, chains={chain.id})
    with pytest.raises(NotAllowed):
        reassign_customer(ReassignCustomer(chain.id, TO, "Elternzeit"), actor=actor, world=world)


def test_giving_it_to_its_owner_changes_nothing(world: World, store: MemoryStore) -> None:
    made = given.customer(world, owner=TO)
    before = store.state
    same = reassign_customer(ReassignCustomer(made.id, TO, "Elternzeit"), actor=given.MANAGER, world=world)

    assert same == made
    assert store.state is before


def test_an_archived_customer_stays_where_it_is(world: World) -> None:
    made = given.customer(world)
    archive_customer(ArchiveCustomer(made.id), actor=given.MANAGER, world=world)
    with pytest.raises(CustomerIsArchived):
        reassign_customer(ReassignCustomer(made.id, TO, "Elternzeit"), actor=given.MANAGER, world=world)


def test_the_reason_is_kept_with_the_customer_and_nowhere_else(world: World, store: MemoryStore) -> None:
    made = given.customer(world, owner=given.user(1))
    reassign_customer(ReassignCustomer(made.id, TO, "Elternzeit"), actor=given.MANAGER, world=world)

    (entry,) = store.state.customer_history[made.id]
    assert (entry.turn, entry.before, entry.after, entry.why) == (
        Turn.REASSIGNED, str(given.user(1)), str(TO), "Elternzeit",
    )  # fmt: skip
    assert (entry.version, entry.by, entry.correlation) == (2, given.MANAGER.user, given.CORRELATION)
    assert "Elternzeit" not in f"{store.state.outbox} {store.state.audit}"


def test_what_is_due_goes_with_the_customer(world: World, store: MemoryStore) -> None:
    made = given.customer(world, owner=given.user(1))
    mine = due.opened(world, made.id, owner=given.user(1))
    theirs = due.opened(world, made.id, owner=given.user(3))
    done = due.kept(world, due.drafted(world, made.id, owner=given.user(1)).completed(Closing(given.START)))
    reassign_customer(ReassignCustomer(made.id, TO, "Elternzeit"), actor=given.MANAGER, world=world)

    owners = [store.state.follow_ups[one.id].owner_user_id for one in (mine, theirs, done)]
    assert owners == [TO, given.user(3), given.user(1)]
    assert store.state.follow_ups[mine.id].version == 2
