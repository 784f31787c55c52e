"""The mandatory follow-up of a hard bounce: another stored channel closes it, and no hand does."""

from collections.abc import Callable
from datetime import datetime
from decimal import Decimal

from crm_core.domain.customers.customer import Customer
from crm_core.domain.days import local_day
from crm_core.domain.fields.numbers import Number
from crm_core.domain.follow_ups.follow_up import FollowUp, FollowUpId, Opening, Source
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
    """The follow-up that a hard bounce of this customer opens, for whoever owns it."""
    return FollowUp.of(
        ALTERNATIVE_CHANNEL.configured(value_of),
        Source("customer", customer.id, now, local_day(now)),
        party=Party(customer.id),
        calendar=calendar,
        known=Opening(id, customer.tenant_id, customer.owner_user_id, now),
    )
