"""What follows when letters stop or start to reach a customer, down to the mandatory follow-up."""

from collections.abc import Sequence
from datetime import datetime
from typing import TypeAlias

from crm_core.domain.audit.entry import Deed
from crm_core.domain.customers.channels import others
from crm_core.domain.customers.contactability import Cause, needs_another_channel, reached_again
from crm_core.domain.customers.customer import Customer
from crm_core.domain.customers.events import CustomerContactabilityChanged
from crm_core.domain.customers.history import HistoryEntry, Turn
from crm_core.domain.follow_ups.alternative_channel import ALTERNATIVE_CHANNEL, answered, is_answered
from crm_core.domain.follow_ups.events import FollowUpCompleted
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
    ways = _others(customer, stored, known)
    asked = uow.follow_ups.open_of(Party(customer.id), rule=ALTERNATIVE_CHANNEL.key) if ways else ()
    if not ways or not all(is_answered(one, ways) for one in asked):
        return customer
    again = reached_again(customer, now)
    for demanded in asked:
        done = answered(demanded, now)
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
    """The same for an account of a contact, which is locked only if it waits for another channel, and left
    as it was if this is none."""
    known = (account.details.contact_email, account.details.phone, *before)
    if account.archived_at is not None or not _others(account, stored, known):
        return
    with uow.part() as part:
        locked = part.customers.lock(account.id)
        again = reached_by_another(locked, stored, known, part, now)
        if again != locked:
            part.customers.save(again)
            part.commit()


def _others(customer: Customer, stored: Channels, known: Channels) -> Sequence[frozenset[str]]:
    waits = needs_another_channel(customer)
    return others(stored, known, customer.details.address.country) if waits else ()
