"""What follows when letters stop or start to reach a customer, down to the mandatory follow-up."""

from collections.abc import Sequence
from datetime import datetime
from typing import TypeAlias

from crm_core.domain.audit.entry import Deed
from crm_core.domain.customers.channels import is_another
from crm_core.domain.customers.contactability import Cause, needs_another_channel, reached_again
from crm_core.domain.customers.customer import Customer
from crm_core.domain.customers.events import CustomerContactabilityChanged
from crm_core.domain.customers.history import HistoryEntry, Turn
from crm_core.domain.follow_ups.alternative_channel import ALTERNATIVE_CHANNEL
from crm_core.domain.follow_ups.events import FollowUpCompleted
from crm_core.domain.follow_ups.follow_up import Closing
from crm_core.domain.party import Party
from crm_core.ports.unit_of_work import UnitOfWork

# Addresses and numbers, absent ones among them.
Channels: TypeAlias = Sequence[str | None]


def tell_contactability(before: Customer, after: Customer, cause: Cause, uow: UnitOfWork) -> None:
    """The change is kept, told and audited; `before` and `after` are of one locked customer."""
    states = {"before": str(before.contactability), "after": str(after.contactability)}
    entry = HistoryEntry.of(after, Turn.CONTACTABILITY, uow.actor, **states, why=str(cause))
    uow.customer_history.keep(entry)
    uow.outbox.add(CustomerContactabilityChanged(after.id, str(after.contactability), str(cause)))
    uow.audit.record(
        Deed(
            "contactability", "customer", str(after.id), after.version - 1, after.version, ("contactability",)
        )
    )


def reached_by_another(
    customer: Customer,
    stored: Channels,
    known: Channels,
    uow: UnitOfWork,
    now: datetime,
) -> Customer:
    """The locked customer, back to OK when one of the stored channels is another one; not saved yet."""
    if not needs_another_channel(customer) or not is_another(stored, known):
        return customer
    again = reached_again(customer, now)
    for demanded in uow.follow_ups.open_of(Party(customer.id), rule=ALTERNATIVE_CHANNEL.key):
        done = demanded.completed(Closing(now))
        uow.follow_ups.save(done)
        uow.outbox.add(FollowUpCompleted.of(done))
    tell_contactability(customer, again, Cause.CHANNEL_STORED, uow)
    return again


def reached_through_contact(
    account: Customer,
    stored: Channels,
    before: Channels,
    uow: UnitOfWork,
    now: datetime,
) -> None:
    """The same for an account of a contact, which is locked only if it waits for another channel."""
    known = (account.details.contact_email, account.details.phone, *before)
    waits = needs_another_channel(account) and account.archived_at is None
    if not waits or not is_another(stored, known):
        return
    locked = uow.customers.lock(account.id)
    again = reached_by_another(locked, stored, known, uow, now)
    if again != locked:
        uow.customers.save(again)
