"""Whether letters reach a customer: what is told about it, and when another way is needed first."""

from datetime import datetime
from enum import StrEnum

from attrs import evolve

from crm_core.domain.customers.customer import Contactability, Customer
from crm_core.domain.customers.refusals import ContactChannelIsMissing
from crm_core.domain.fields.kinds import Choice
from crm_core.domain.fields.record import Member, Record


class Cause(StrEnum):
    """Why it changed: a word of ours, for it is told to others."""

    EMAIL_BOUNCE = "email.bounce"
    REPORTED = "reported"
    CORRECTED = "corrected"
    CHANNEL_STORED = "channel.stored"


# What people say; that another channel was stored, the system sees by itself.
SAID = tuple(cause for cause in Cause if cause is not Cause.CHANNEL_STORED)
FORM = Record(
    (
        Member("status", Choice(tuple(Contactability)), required=True),
        Member("cause", Choice(SAID), default=Cause.REPORTED),
    )
)


def needs_another_channel(customer: Customer) -> bool:
    """Whether the mandatory action is open: as long as it is, nothing may rely on the known address."""
    return customer.contactability is Contactability.HARD_BOUNCE


def recorded(customer: Customer, status: Contactability, now: datetime) -> Customer:
    """The customer after somebody told of it; only another channel ends a hard bounce, a soft one does
    not soften it."""
    customer.refuse_if_archived()
    if needs_another_channel(customer) and status is Contactability.OK:
        raise ContactChannelIsMissing
    if status is customer.contactability or needs_another_channel(customer):
        return customer
    return evolve(customer, contactability=status, updated_at=now)


def reached_again(customer: Customer, now: datetime) -> Customer:
    """The customer once another channel is stored."""
    return evolve(customer, contactability=Contactability.OK, updated_at=max(now, customer.updated_at))
