"""A hard bounce demands another channel, of whoever owns the customer, within working days."""

from datetime import UTC, datetime

from adapters.memory.working_days import NamedHolidays
from crm_core.domain.customers.channels import forms
from crm_core.domain.customers.customer import Address
from crm_core.domain.follow_ups.alternative_channel import (
    ALTERNATIVE_CHANNEL,
    WORKING_DAYS,
    answered,
    demanded,
    is_answered,
)
from crm_core.domain.follow_ups.follow_up import FollowUpId, State
from crm_core.domain.party import Party
from tests import given
from tests.worlds import in_memory


def test_it_is_due_after_the_working_days_that_are_set() -> None:
    customer = given.customer(in_memory(), owner=given.user(1))
    asked: list[str] = []

    def value_of(key: str) -> int:
        asked.append(key)
        return 3

    known = FollowUpId(given.nobody_knows())
    one = demanded(customer, id=known, calendar=NamedHolidays(), value_of=value_of, now=given.START)
    assert (one.rule, one.party, one.owner_user_id) == (
        ALTERNATIVE_CHANNEL.key,
        Party(customer.id),
        given.user(1),
    )
    assert one.due_at == datetime(2026, 3, 5, 23, tzinfo=UTC)
    assert one.source.id == customer.id
    assert asked == [WORKING_DAYS]


def test_it_knows_again_what_was_stored_and_forgets_it_once_it_is_answered() -> None:
    place = Address(country="DE")
    customer = given.customer(in_memory(), contact_email="k@example.com", phone="030 111222", address=place)
    known = FollowUpId(given.nobody_knows())
    one = demanded(customer, id=known, calendar=NamedHolidays(), value_of=lambda _: 2, now=given.START)

    assert not is_answered(one, [forms("K@example.com"), forms("+49 30 111222", "DE")])
    assert is_answered(one, [forms("k@example.com"), forms("+49 30 111223", "DE")])
    assert "111222" not in str(one)
    done = answered(one, given.START)
    assert (done.state, done.terms.barred) == (State.DONE, ())
