"""The mandatory follow-up of a hard bounce: another stored channel closes it, and no hand does."""

from collections.abc import Callable, Iterable
from datetime import datetime
from decimal import Decimal

from attrs import evolve

from crm_core.domain.customers.channels import forms, mark
from crm_core.domain.customers.customer import Customer
from crm_core.domain.days import local_day
from crm_core.domain.fields.numbers import Number
from crm_core.domain.follow_ups.follow_up import Closing, FollowUp, FollowUpId, Opening, Source
from crm_core.domain.follow_ups.matching import Happened
from crm_core.domain.follow_ups.sla import Counting, SlaRule, Terms
from crm_core.domain.follow_ups.working_time import Calendar
from crm_core.domain.party import Party
from crm_core.domain.settings.setting import Setting

WORKING_DAYS = "followUps.alternativeChannel.workingDays"
ALTERNATIVE_CHANNEL = SlaRule(
    "alternative-channel",
    "Anderen Kontaktweg hinterlegen",
    "Record an alternative channel",
    trigger=Happened(
        "customer.contactability.changed", at="time", source="customerId", where={"status": "HARD_BOUNCE"}
    ),
    terms=Terms(2, Counting.WORKING_DAYS),
    completed_by=(),
    setting=WORKING_DAYS,
)
ALTERNATIVE_CHANNEL_SETTINGS = (
    Setting(
        WORKING_DAYS,
        Number(minimum=Decimal(1), maximum=Decimal(90), places=0),
        2,
        label_de="Anderen Kontaktweg hinterlegen binnen (Werktagen)",
        label_en="Record an alternative channel within (working days)",
    ),
)


def demanded(
    customer: Customer,
    *,
    id: FollowUpId,  # noqa: A002 - the follow-up's own word
    calendar: Calendar,
    value_of: Callable[[str], int],
    now: datetime,
) -> FollowUp:
    """The follow-up that a hard bounce of this customer opens, for whoever owns it; it knows again what was
    stored then, so that what is taken away and given back is no other channel."""
    opened = FollowUp.of(
        ALTERNATIVE_CHANNEL.configured(value_of),
        Source("customer", customer.id, now, local_day(now)),
        party=Party(customer.id),
        calendar=calendar,
        known=Opening(id, customer.tenant_id, customer.owner_user_id, now),
    )
    details = customer.details
    stored = (one for one in (details.contact_email, details.phone) if one)
    known = (form for one in stored for form in forms(one, details.address.country))
    return evolve(opened, terms=evolve(opened.terms, barred=_marks(known, id)))


def is_answered(demand: FollowUp, ways: Iterable[frozenset[str]]) -> bool:
    """Whether one of these ways, each in all its forms, is none of those stored when it was demanded."""
    barred = frozenset(demand.terms.barred)
    return any(barred.isdisjoint(_marks(each, demand.id)) for each in ways)


def answered(demand: FollowUp, now: datetime) -> FollowUp:
    """Done; what it had to know again is forgotten."""
    return evolve(demand.completed(Closing(now)), terms=evolve(demand.terms, barred=()))


def _marks(ways: Iterable[str], asked: FollowUpId) -> tuple[str, ...]:
    return tuple(sorted({mark(form, asked.bytes) for form in ways}))
