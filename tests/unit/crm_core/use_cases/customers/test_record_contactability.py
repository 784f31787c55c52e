"""A hard bounce demands another channel at once; a stored one brings the customer back."""

from datetime import UTC, datetime

import pytest

from adapters.memory.store import MemoryStore
from crm_core.domain.customers.contactability import Cause
from crm_core.domain.customers.customer import Contactability
from crm_core.domain.customers.history import Turn
from crm_core.domain.customers.refusals import ContactChannelIsMissing
from crm_core.domain.follow_ups.alternative_channel import WORKING_DAYS
from crm_core.domain.follow_ups.follow_up import State
from crm_core.domain.refusals import NotAllowed, NotFound
from crm_core.domain.settings.setting import Scope
from crm_core.ports.world import World
from crm_core.use_cases.contacts.update_contact import UpdateContact, update_contact
from crm_core.use_cases.customers.update_customer import UpdateCustomer, update_customer
from crm_core.use_cases.follow_ups.complete_follow_up import CompleteFollowUp, complete_follow_up
from crm_core.use_cases.settings.change_setting import ChangeSetting, change_setting
from tests import given, people
from tests.reach import HARD, bounced, demanded

REP = given.rep(1)


def told(store: MemoryStore) -> list[tuple[str, object]]:
    return [(one.type, one.data.get("cause")) for one in store.state.outbox]


def test_a_hard_bounce_is_kept_told_audited_and_demands_another_channel(
    world: World, store: MemoryStore
) -> None:
    customer = given.customer(world, owner=REP.user, contact_email="k@example.com")
    after = bounced(world, customer, by=REP)

    assert (after.contactability, after.version) == (HARD, 2)
    (one,) = demanded(world, customer.id)
    assert (one.state, one.owner_user_id) == (State.OPEN, REP.user)
    assert told(store)[-1] == ("customer.contactability.changed", Cause.EMAIL_BOUNCE)
    assert store.state.audit[-1].deed.fields == ("contactability",)
    (entry,) = store.state.customer_history[customer.id]
    assert (entry.turn, entry.before, entry.after, entry.why) == (
        Turn.CONTACTABILITY, "OK", "HARD_BOUNCE", "email.bounce",
    )  # fmt: skip


def test_the_same_again_leaves_no_trace(world: World, store: MemoryStore) -> None:
    customer = bounced(world, given.customer(world))
    before = store.state
    assert bounced(world, customer) == customer
    assert bounced(world, customer, Contactability.SOFT_BOUNCE) == customer
    assert store.state is before


def test_the_demand_is_due_when_the_tenant_says_so(world: World) -> None:
    change_setting(ChangeSetting(WORKING_DAYS, Scope.TENANT, 1, 0), actor=given.ADMIN, world=world)
    customer = bounced(world, given.customer(world))
    (one,) = demanded(world, customer.id)
    assert one.due_at == datetime(2026, 3, 3, 23, tzinfo=UTC)


def test_no_hand_closes_the_demand(world: World) -> None:
    customer = bounced(world, given.customer(world))
    (one,) = demanded(world, customer.id)
    with pytest.raises(ContactChannelIsMissing):
        complete_follow_up(CompleteFollowUp(one.id), actor=given.MANAGER, world=world)
    with pytest.raises(ContactChannelIsMissing):
        bounced(world, customer, Contactability.OK)


@pytest.mark.parametrize(
    ("patch", "is_another"),
    [
        ({"phone": "030 99999"}, True),
        ({"contactEmail": "other@example.com"}, True),
        ({"contactEmail": "K@Example.com"}, False),
        ({"contactEmail": None, "region": "KIEL"}, False),
        ({"phone": "+49 30 123456"}, False),
    ],
    ids=str,
)
def test_another_channel_of_the_customer_brings_it_back(
    world: World, store: MemoryStore, patch: dict[str, object], is_another: bool
) -> None:
    customer = given.customer(world, contact_email="k@example.com", phone="+49 30 123-456")
    bounced(world, customer)
    after = update_customer(UpdateCustomer(customer.id, patch), actor=given.MANAGER, world=world)

    assert (after.contactability is Contactability.OK) is is_another
    (one,) = demanded(world, customer.id)
    assert (one.state is State.DONE) is is_another
    if is_another:
        assert told(store)[-3:] == [
            ("followup.completed", None),
            ("customer.contactability.changed", Cause.CHANNEL_STORED),
            ("customer.updated", None),
        ]
        assert store.state.customers[customer.id] == after


def test_another_channel_of_a_contact_brings_all_its_accounts_back(world: World, store: MemoryStore) -> None:
    one, other = given.customer(world, "One", contact_email="k@example.com"), given.customer(world, "Other")
    shared = people.also_at(world, people.contact(world, one, phone="030 111111"), other)
    for account in (one, other):
        bounced(world, account)
    for same in ({"email": "K@example.com"}, {"phone": "+49 30 111111"}, {"note": "x"}):
        update_contact(UpdateContact(shared.id, same), actor=given.MANAGER, world=world)
        assert store.state.customers[one.id].contactability is HARD
    update_contact(UpdateContact(shared.id, {"phone": "030 222222"}), actor=given.MANAGER, world=world)

    for account in (one, other):
        assert store.state.customers[account.id].contactability is Contactability.OK
        assert demanded(world, account.id)[0].state is State.DONE


def test_a_new_contact_and_a_known_one_who_comes_bring_it_back(world: World, store: MemoryStore) -> None:
    one, other = given.customer(world, "One"), given.customer(world, "Other")
    bounced(world, one)
    people.contact(world, one, "Nobody")
    assert store.state.customers[one.id].contactability is HARD
    known = people.contact(world, one, "Emil", email="e@example.com")
    bounced(world, other)
    people.also_at(world, known, other)

    assert {store.state.customers[each.id].contactability for each in (one, other)} == {Contactability.OK}


def test_who_may_not_write_tells_nothing(world: World) -> None:
    customer = given.customer(world, owner=REP.user)
    with pytest.raises(NotAllowed):
        bounced(world, customer, by=given.AUDITOR)
    with pytest.raises(NotFound):
        bounced(world, customer, by=given.rep(2))
