"""What is told about reachability changes it; a hard bounce ends with another channel only."""

import pytest
from attrs import evolve

from crm_core.domain.customers.contactability import (
    SAID,
    Cause,
    needs_another_channel,
    reached_again,
    recorded,
)
from crm_core.domain.customers.customer import Contactability
from crm_core.domain.customers.refusals import ContactChannelIsMissing, CustomerIsArchived
from tests import given
from tests.worlds import in_memory

OK, SOFT, HARD = Contactability
LATER = given.START.replace(day=9)
CUSTOMER = given.customer(in_memory())


@pytest.mark.parametrize(
    ("before", "told", "after"),
    [
        (OK, OK, OK), (OK, SOFT, SOFT), (OK, HARD, HARD),
        (SOFT, OK, OK), (SOFT, SOFT, SOFT), (SOFT, HARD, HARD),
        (HARD, SOFT, HARD), (HARD, HARD, HARD),
    ],
)  # fmt: skip
def test_what_is_told_becomes_the_state(
    before: Contactability, told: Contactability, after: Contactability
) -> None:
    customer = evolve(CUSTOMER, contactability=before)
    changed = recorded(customer, told, LATER)

    assert changed.contactability is after
    assert changed.updated_at == (given.START if before is after else LATER)
    assert needs_another_channel(changed) is (after is HARD)


def test_nobody_talks_a_hard_bounce_away() -> None:
    customer = evolve(CUSTOMER, contactability=HARD)
    with pytest.raises(ContactChannelIsMissing):
        recorded(customer, OK, LATER)
    assert reached_again(customer, LATER) == evolve(customer, contactability=OK, updated_at=LATER)


def test_an_archived_customer_stays_as_it_is() -> None:
    with pytest.raises(CustomerIsArchived):
        recorded(CUSTOMER.archived(LATER), SOFT, LATER)


def test_that_a_channel_was_stored_is_said_by_nobody() -> None:
    assert set(Cause) - set(SAID) == {Cause.CHANNEL_STORED}
