"""Only another channel ends a hard bounce, wherever follow-ups and customers are kept."""

from collections.abc import Mapping
from typing import Any, TypeAlias

import pytest

from crm_core.domain.customers.customer import Address, Contactability
from crm_core.domain.follow_ups.follow_up import State
from crm_core.ports.world import World
from crm_core.use_cases.contacts.update_contact import UpdateContact, update_contact
from crm_core.use_cases.customers.update_customer import UpdateCustomer, update_customer
from tests import given, people
from tests.reach import bounced, demanded

Patches: TypeAlias = list[dict[str, object]]
BOUNCED: Mapping[str, Any] = {
    "contact_email": "a@bounce.example",
    "phone": "030 111222",
    "address": Address(country="DE"),
}


@pytest.mark.parametrize(
    "patches",
    [
        [{"contactEmail": None}, {"contactEmail": "a@bounce.example"}],
        [
            {"contactEmail": None, "phone": None},
            {"phone": "+49 30 111222"},
            {"contactEmail": "A@bounce.example"},
        ],
        [{"phone": "+49 30 111222"}, {"phone": "030/111222"}],
        [{"phone": None}, {"address": {"country": "AT"}}, {"phone": "030-111-222"}],
        [{"phone": "--11--"}],
    ],
)
def test_what_is_taken_away_and_given_back_is_no_other_channel(world: World, patches: Patches) -> None:
    customer = bounced(world, given.customer(world, **BOUNCED))
    for patch in patches:
        changed = update_customer(UpdateCustomer(customer.id, patch), actor=given.MANAGER, world=world)
        assert changed.contactability is Contactability.HARD_BOUNCE
    other = UpdateCustomer(customer.id, {"contactEmail": "b@bounce.example"})
    assert update_customer(other, actor=given.MANAGER, world=world).contactability is Contactability.OK
    (asked,) = demanded(world, customer.id)
    assert (asked.state, asked.terms.barred) == (State.DONE, ())


def test_a_contact_with_the_channel_that_was_known_leaves_the_account_as_it_was(world: World) -> None:
    customer = bounced(world, given.customer(world, **BOUNCED))
    emptied = UpdateCustomer(customer.id, {"contactEmail": None, "phone": None})
    before = update_customer(emptied, actor=given.MANAGER, world=world)
    same = people.contact(world, before, "Emil", phone="030/111222", email="a@bounce.example")
    update_contact(UpdateContact(same.id, {"phone": "0049 30 111222"}), actor=given.MANAGER, world=world)
    reading = world.customer_readings.one(given.MANAGER, customer.id)
    assert reading is not None
    assert reading.customer == before

    update_contact(UpdateContact(same.id, {"phone": "030 111223"}), actor=given.MANAGER, world=world)
    assert [one.state for one in demanded(world, customer.id)] == [State.DONE]
