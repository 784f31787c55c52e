"""How leads travel: one as it is shown, one line of the list, its protection, and who may see it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

import msgspec
from attrs import asdict

from crm_core.domain.leads.clocks import LapseReason
from crm_core.domain.leads.lead import CollaboratorRole, ContactChannel, Lead, LeadSource
from crm_core.domain.leads.listing import LeadState
from crm_core.domain.leads.rules_form import rules_record
from crm_core.domain.leads.seen import next_date_of, state_of
from crm_core.queries.lead_access import LeadAccess
from crm_core.queries.lead_protection import Protection

ENCODER = msgspec.json.Encoder(decimal_format="number")
# The schema of a Decimal would be a text; what travels is a JSON number.
_MONEY = Annotated[Any, msgspec.Meta(extra_json_schema={"type": ["number", "null"]})]
_STATUS = {
    LeadState.PROTECTED: "ACTIVE",
    LeadState.REMINDER_DUE: "ACTIVE",
    LeadState.GRACE: "GRACE",
    LeadState.EXPIRED: "EXPIRED",
}


class LeadContactForm(msgspec.Struct, rename="camel", frozen=True):
    """The central contact."""

    first_name: str | None
    last_name: str | None
    email: str | None
    phone: str | None


class FirstContactForm(msgspec.Struct, rename="camel", frozen=True):
    """The documented first contact."""

    channel: ContactChannel
    at: datetime
    note: str


class LeadForm(msgspec.Struct, rename="camel", frozen=True):
    """A lead as this reader is shown it; instants that a hold keeps open are null."""

    id: UUID
    version: int
    company_name: str
    city: str
    postal_code: str | None
    country: str | None
    region: str | None
    territory: str | None
    industry: str | None
    source: LeadSource | None
    estimated_volume: _MONEY
    metadata: dict[str, str | float | bool | None]
    contact: LeadContactForm | None
    first_contact: FirstContactForm | None
    owner_user_id: UUID | None
    state: LeadState
    started_at: datetime | None
    base_expiry_at: datetime | None
    reminder_due_at: datetime | None
    grace_end_at: datetime | None
    lapse_at: datetime | None
    paused_since: datetime | None
    next_date: datetime | None
    reserved_until: datetime | None
    customer_id: UUID | None
    # Since then every name and text is a pseudonym.
    pseudonymised_at: datetime | None
    created_at: datetime | None
    updated_at: datetime | None


class LeadItem(msgspec.Struct, rename="camel", frozen=True):
    """One line of the list."""

    id: UUID
    company_name: str
    city: str
    postal_code: str | None
    territory: str | None
    region: str | None
    owner_user_id: UUID | None
    state: LeadState
    started_at: datetime | None
    base_expiry_at: datetime | None
    reminder_due_at: datetime | None
    grace_end_at: datetime | None
    lapse_at: datetime | None
    paused_since: datetime | None
    next_date: datetime | None
    reserved_until: datetime | None
    created_at: datetime | None


class LeadPageForm(msgspec.Struct, rename="camel", frozen=True):
    """One page of leads."""

    items: list[LeadItem]
    next_cursor: str | None


class ProgressDaysForm(msgspec.Struct, rename="camel", frozen=True):
    """Whole days of the progress clock since the last activity."""

    used: int
    paused: int
    left: int


class RulesForm(msgspec.Struct, rename="camel", frozen=True):
    """The rules an assignment is judged by."""

    name: str
    version: int
    base_months: int
    progress_days: int
    grace_days: int
    grace_start: str
    ending: str


class ProtectionForm(msgspec.Struct, rename="camel", frozen=True):
    """What the contract says about a lead at an instant."""

    status: str | None
    state: LeadState
    assigned_at: datetime | None
    started_at: datetime | None
    last_qual_activity_at: datetime | None
    reminder_due_at: datetime | None
    grace_until: datetime | None
    base_expiry_at: datetime | None
    valid_until: datetime | None
    clock_paused: bool
    expired_reason: LapseReason | None
    rules: RulesForm | None
    progress_days: ProgressDaysForm | None


class OpeningForm(msgspec.Struct, rename="camel", frozen=True):
    """One rule that opens the lead: to which roles, to whom by name, and what they may do."""

    rule: str
    roles: list[str]
    users: list[UUID]
    operations: list[str]


class LeadAccessForm(msgspec.Struct, rename="camel", frozen=True):
    """Everybody the lead is open to; a territory bounds all of them."""

    territory: str
    openings: list[OpeningForm]


def lead_form(lead: Lead, now: datetime, *, only_reserved: bool = False) -> LeadForm:
    d, contact, first = lead.details, lead.persons.contact, lead.persons.first_contact
    return LeadForm(
        id=lead.id,
        version=lead.version,
        company_name=d.company_name,
        city=d.city,
        postal_code=d.postal_code,
        country=d.country,
        region=d.region,
        territory=None if only_reserved else d.territory,
        industry=d.industry,
        source=None if only_reserved else d.source,
        estimated_volume=d.estimated_volume,
        metadata=dict(d.metadata),  # type: ignore[arg-type]  # the form has checked every value
        contact=None if contact is None else LeadContactForm(**asdict(contact)),
        first_contact=None if first is None else FirstContactForm(first.channel, first.at, first.note),
        owner_user_id=lead.owner_user_id,
        **_clock(lead, now),
        reserved_until=lead.reserved_until,
        customer_id=None if lead.conversion is None else lead.conversion.customer_id,
        pseudonymised_at=lead.pseudonymised_at,
        created_at=None if only_reserved else lead.created_at,
        updated_at=None if only_reserved else lead.updated_at,
    )


def _clock(lead: Lead, now: datetime) -> Mapping[str, Any]:
    held = lead.standing
    lapse = None if held is None else held.lapse
    return {
        "state": state_of(lead, now),
        "started_at": None if lead.assignment is None else lead.assignment.started_at,
        "base_expiry_at": None if held is None else held.base_expiry_at,
        "reminder_due_at": None if held is None else held.reminder_due_at,
        "grace_end_at": None if held is None else held.grace_end_at,
        "lapse_at": None if lapse is None else lapse.at,
        "paused_since": None if held is None else held.paused_since,
        "next_date": next_date_of(lead, now),
    }


def protection_form(protection: Protection) -> ProtectionForm:
    verdict, assignment = protection.verdict, protection.assignment
    days = None if verdict is None else verdict.progress_days
    rules = None if protection.rules is None else rules_record(protection.rules)
    return ProtectionForm(
        status=_STATUS.get(protection.state),
        state=protection.state,
        assigned_at=None if assignment is None else assignment.assigned_at,
        started_at=None if assignment is None else assignment.started_at,
        last_qual_activity_at=None if verdict is None else verdict.last_activity_at,
        reminder_due_at=None if verdict is None else verdict.reminder_due_at,
        grace_until=None if verdict is None else verdict.grace_until,
        base_expiry_at=None if verdict is None else verdict.base_expiry_at,
        valid_until=protection.valid_until,
        clock_paused=verdict is not None and verdict.clock_paused,
        expired_reason=None if verdict is None else verdict.expired_reason,
        rules=None if rules is None else msgspec.convert(rules, RulesForm),
        progress_days=None if days is None else ProgressDaysForm(days.used, days.paused, days.left),
    )


def access_form(access: LeadAccess) -> LeadAccessForm:
    openings = [
        OpeningForm(one.rule, list(one.grips), list(one.users), list(one.operations))
        for one in access.openings
    ]
    return LeadAccessForm(access.territory, openings)


class CollaboratorForm(msgspec.Struct, rename="camel", frozen=True):
    """Somebody who helps with a lead."""

    user_id: UUID
    role: CollaboratorRole


class CollaboratorsForm(msgspec.Struct, rename="camel", frozen=True):
    """Everybody who helps with a lead."""

    items: list[CollaboratorForm]


def collaborators_form(lead: Lead) -> CollaboratorsForm:
    helpers = sorted(lead.collaborators.items())
    return CollaboratorsForm([CollaboratorForm(user, role) for user, role in helpers])
