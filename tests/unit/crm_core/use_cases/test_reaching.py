"""Whatever is stored, told and forgotten in whatever order: a hard bounce and its demand go together."""

from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import Any, TypeAlias

from hypothesis import given as drawn
from hypothesis import settings
from hypothesis import strategies as st

from adapters.memory.store import MemoryStore
from adapters.memory.world import memory_world
from adapters.system.seals import KeyedSeals
from crm_core.domain.access.actor import Actor
from crm_core.domain.customers.contact import Contact
from crm_core.domain.customers.customer import Address, Contactability, Customer
from crm_core.domain.follow_ups.follow_up import State
from crm_core.domain.ids import CustomerId
from crm_core.domain.refusals import Refusal
from crm_core.ports.world import World
from crm_core.use_cases.consumers import CONTACT_CHANNELS
from crm_core.use_cases.contacts.add_contact import AddContact, add_contact
from crm_core.use_cases.contacts.remove_contact import RemoveContact, remove_contact
from crm_core.use_cases.contacts.update_contact import UpdateContact, update_contact
from crm_core.use_cases.customers.archive_customer import ArchiveCustomer, archive_customer
from crm_core.use_cases.customers.reassign_customer import ReassignCustomer, reassign_customer
from crm_core.use_cases.customers.restore_customer import RestoreCustomer, restore_customer
from crm_core.use_cases.customers.update_customer import UpdateCustomer, update_customer
from crm_core.use_cases.events.consume import consume
from crm_core.use_cases.follow_ups.complete_follow_up import CompleteFollowUp, complete_follow_up
from tests import given, people
from tests.reach import bounced, broken_laws, demanded

# Every way that is written here, and which one it is.
ONE_AND_THE_SAME = {
    "a@example.com": "a",
    "b@example.com": "b",
    "+4930111111": "1",
    "030/111 111": "1",
    "+49 (0)30 222222": "2",
    "+4930222222": "2",
}
WAYS = [None, "A@Example.com", *ONE_AND_THE_SAME]
OTHERS = ["forgotten", "completed", "reassigned", "archived", "restored", "caught up"]
STEPS = st.one_of(
    st.tuples(st.just("told"), st.sampled_from(list(Contactability))),
    st.tuples(st.just("customer"), st.sampled_from(WAYS)),
    st.tuples(st.just("new contact"), st.sampled_from(WAYS)),
    st.tuples(st.just("contact"), st.sampled_from(WAYS)),
    st.tuples(st.sampled_from(OTHERS), st.none()),
)
# In whose name, on which of two customers.
BY = st.sampled_from([given.MANAGER, given.rep(1)])
PLAYS = st.lists(st.tuples(STEPS, BY, st.integers(0, 1)), max_size=14)

Play: TypeAlias = tuple[tuple[str, str | None], Actor, int]


def patch_of(way: str | None, email: str) -> dict[str, object]:
    if way is None:
        return {email: None, "phone": None}
    return {email if "@" in way else "phone": way}


def caught_up(world: World) -> None:
    while world.relay.move(limit=500).count:
        pass
    while consume(CONTACT_CHANNELS, actor=given.SYSTEM, world=world):
        pass


@settings(max_examples=120)
@drawn(plays=PLAYS)
def test_a_hard_bounce_and_its_demand_go_together(plays: list[Play]) -> None:
    clock, store = given.StandingClock(), MemoryStore()
    world = memory_world(clock=clock, ids=given.CountingIds(), seals=KeyedSeals(b"k" * 32), store=store)
    more: Mapping[str, Any] = {"contact_email": "a@example.com", "address": Address(country="DE")}
    customers = [given.customer(world, f"House {n}", owner=given.user(n), **more) for n in (1, 2)]
    bounced_at: dict[CustomerId, set[str]] = {}
    shared = people.also_at(world, people.contact(world, customers[0]), customers[1])
    for (what, how), by, number in plays:
        clock.pass_by(minutes=1)
        customer = customers[number]
        with suppress(Refusal):
            step(world, what, how, by, customer, shared)
        told = [event.envelope for event in store.state.log.get(given.TENANT, ())]
        for one in customers:
            assert broken_laws(world, one.id, [*told, *store.state.outbox]) == []
            assert only_another_ended_it(store, store.state.customers[one.id], bounced_at)


def only_another_ended_it(store: MemoryStore, now: Customer, bounced_at: dict[CustomerId, set[str]]) -> bool:
    """Whether a customer that is reached again has a way that it did not have when letters came back."""
    own = ways_of(now.details.contact_email, now.details.phone)
    if now.contactability is Contactability.HARD_BOUNCE:
        bounced_at.setdefault(now.id, own)
        return True
    contacts = (one.person for one in store.state.contacts.values() if now.id in one.accounts)
    stored = own.union(*(ways_of(one.email, one.phone) for one in contacts))
    return now.id not in bounced_at or not stored <= bounced_at.pop(now.id)


def ways_of(*channels: str | None) -> set[str]:
    return {ONE_AND_THE_SAME[one.casefold()] for one in channels if one}


def step(world: World, what: str, how: str | None, by: Actor, customer: Customer, shared: Contact) -> None:
    """One of the plays; each is one command, and most of them may be refused."""
    written = {key: value for key, value in patch_of(how, "email").items() if value is not None}
    reassigned = ReassignCustomer(customer.id, given.user(7), "Elternzeit")
    patched = UpdateCustomer(customer.id, patch_of(how, "contactEmail"))
    changed = UpdateContact(shared.id, patch_of(how, "email"))
    asked = demanded(world, customer.id)
    play: dict[str, Callable[[], object]] = {
        "told": lambda: bounced(world, customer, Contactability(str(how)), by),
        "customer": lambda: update_customer(patched, actor=by, world=world),
        "new contact": lambda: add_contact(
            AddContact(customer.id, {"name": "Emil", **written}), actor=by, world=world
        ),
        "contact": lambda: update_contact(changed, actor=by, world=world),
        "forgotten": lambda: remove_contact(RemoveContact(shared.id), actor=by, world=world),
        "completed": lambda: (
            complete_follow_up(CompleteFollowUp(asked[0].id), actor=by, world=world) if asked else None
        ),
        "reassigned": lambda: reassign_customer(reassigned, actor=by, world=world),
        "archived": lambda: archive_customer(ArchiveCustomer(customer.id), actor=by, world=world),
        "restored": lambda: restore_customer(RestoreCustomer(customer.id), actor=by, world=world),
        "caught up": lambda: caught_up(world),
    }
    play[what]()


def test_a_contacts_channel_reaches_accounts_that_its_writer_does_not_see() -> None:
    """By the system, once it has learned of it; a channel from before the bounce does not count."""
    clock, store = given.StandingClock(), MemoryStore()
    world = memory_world(clock=clock, ids=given.CountingIds(), seals=KeyedSeals(b"k" * 32), store=store)
    mine, theirs = (given.customer(world, f"House {n}", owner=given.user(n)) for n in (1, 2))
    shared = people.also_at(world, people.contact(world, mine, phone="030 111111"), theirs)

    def hears(phone: str) -> bool:
        patch = UpdateContact(shared.id, {"phone": phone})
        update_contact(patch, actor=given.rep(1), world=world)
        clock.pass_by(minutes=1)
        before = demanded(world, theirs.id)[-1].state
        caught_up(world)
        return before is State.OPEN and demanded(world, theirs.id)[-1].state is State.DONE

    bounced(world, theirs)
    clock.pass_by(minutes=1)
    assert hears("030 222222")
    told = store.state.audit[-1]
    assert (told.user_id, told.deed.action) == (given.SYSTEM.user, "contactability")
    update_contact(UpdateContact(shared.id, {"phone": "030 333333"}), actor=given.rep(1), world=world)
    clock.pass_by(minutes=1)
    bounced(world, theirs)
    caught_up(world)
    assert [one.state for one in demanded(world, theirs.id)].count(State.OPEN) == 1
