"""How a lead, and the facts recorded about it, are written as rows and read back from them."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from psycopg.types.multirange import Multirange

from adapters.postgres.exact_json import exact_json
from adapters.postgres.flush import Row
from adapters.postgres.instants import instant_from, utc, utc_or_none
from crm_core.domain.customers.customer import sort_key
from crm_core.domain.customers.likeness import search_key
from crm_core.domain.ids import CustomerId, TenantId, UserId
from crm_core.domain.leads.assignment import Assignment, AssignmentId, EndCause, Terms, TermsCause
from crm_core.domain.leads.clocks import Lapse, LapseReason
from crm_core.domain.leads.contenders import CompanyKeys
from crm_core.domain.leads.intervals import FOREVER, Pauses
from crm_core.domain.leads.lead import (
    CollaboratorRole,
    ContactChannel,
    Conversion,
    FirstContact,
    Ground,
    Lead,
    LeadContact,
    LeadDetails,
    LeadSource,
    Persons,
    Phase,
)
from crm_core.domain.leads.rules_form import rules_from
from crm_core.domain.leads.standing import Standing
from crm_core.domain.party import LeadId

DETAILS = (
    "company_name, city, postal_code, country, region, territory, industry, source, "
    "estimated_volume, metadata"
)
LIFE = (
    "phase, owner_user_id, updated_at, reserved_until, released_at, former_owner_user_id, "
    "former_owner_reads_until, converted_at, customer_id, agreement_document_id, agreement_signed_at, "
    "pseudonymised_at, pseudonymised_because"
)
COPY = (
    "started_at, base_expiry_at, reminder_due_at, grace_from, grace_end_at, lapse_at, lapse_reason, "
    "paused_since, pauses"
)
BIRTH = "tenant_id, id, version, created_at, created_by"
KEYS = "name_key, search_key, company_key, city_key, email_key"
COLUMNS = f"{BIRTH}, {DETAILS}, {LIFE}, {COPY}"
PERSON = "first_name, last_name, email, phone, first_contact_channel, first_contact_at, first_contact_note"


def lead_from(row: Row) -> Lead:
    """The lead from a row of COLUMNS and the parts of `PARTS`: assignments, persons, collaborators."""
    tenant, identity, version, created_at, created_by = row[:5]
    details, life, copy = row[5:15], row[15:28], row[28:37]
    assignments, persons, collaborators = row[37:40]
    phase, owner, updated_at, reserved_until, released_at, former, former_until = life[:7]
    return Lead(
        id=LeadId(identity),
        tenant_id=TenantId(tenant),
        version=version,
        details=_details(*details),
        persons=_persons(persons),
        phase=Phase(phase),
        created_at=utc(created_at),
        created_by=UserId(created_by),
        updated_at=utc(updated_at),
        owner_user_id=_user(owner),
        assignments=tuple(_assignment(one) for one in assignments or ()),
        collaborators={
            UserId(UUID(user)): CollaboratorRole(role) for user, role in (collaborators or {}).items()
        },
        standing=_standing(*copy),
        reserved_until=utc_or_none(reserved_until),
        released_at=utc_or_none(released_at),
        former_owner_user_id=_user(former),
        former_owner_reads_until=utc_or_none(former_until),
        conversion=_conversion(*life[7:11]),
        pseudonymised_at=utc_or_none(life[11]),
        pseudonymised_because=None if life[12] is None else Ground(life[12]),
    )


def birth_of(lead: Lead) -> Row:
    """The values of BIRTH."""
    return (lead.tenant_id, lead.id, lead.version, lead.created_at, lead.created_by)


def details_of(lead: Lead) -> Row:
    """The values of DETAILS and KEYS."""
    d = lead.details
    keys = CompanyKeys.of(d, lead.persons)
    place = (d.company_name, d.city, d.postal_code, d.country, d.region, d.territory, d.industry)
    sought = (sort_key(d.company_name), search_key(d.company_name, d.city))
    return (
        *place,
        str(d.source),
        d.estimated_volume,
        exact_json(dict(d.metadata)),
        *sought,
        keys.company,
        keys.city,
        keys.email,
    )


def life_of(lead: Lead) -> Row:
    """The values of LIFE and COPY."""
    c = lead.conversion
    agreed = (None,) * 4 if c is None else (c.at, c.customer_id, c.document_id, c.signed_at)
    former = (lead.former_owner_user_id, lead.former_owner_reads_until)
    begun = (str(lead.phase), lead.owner_user_id, lead.updated_at, lead.reserved_until, lead.released_at)
    because = None if lead.pseudonymised_because is None else str(lead.pseudonymised_because)
    return (*begun, *former, *agreed, lead.pseudonymised_at, because, *_copy(lead))


def _copy(lead: Lead) -> Row:
    held, assignment = lead.standing, lead.assignment
    started = None if assignment is None else assignment.started_at
    if held is None:
        return (started, *(None,) * 8)
    lapse = (None, None) if held.lapse is None else (held.lapse.at, str(held.lapse.reason))
    running = (held.base_expiry_at, held.reminder_due_at, held.grace_from, held.grace_end_at)
    return (started, *running, *lapse, held.paused_since, _multirange(held.pauses))


def _multirange(pauses: Pauses) -> str:
    stretches = (
        f"[{start.isoformat()},{'' if end == FOREVER else end.isoformat()})"
        for start, end in pauses.stretches
    )
    return f"{{{','.join(stretches)}}}"


def _standing(  # noqa: PLR0913 - the columns of COPY, in their order
    started_at: datetime | None,
    base: datetime | None,
    due: datetime | None,
    grace_from: datetime | None,
    grace_end: datetime | None,
    lapse_at: datetime | None,
    reason: str | None,
    paused_since: datetime | None,
    pauses: Multirange[datetime] | None,
) -> Standing | None:
    if started_at is None or pauses is None:
        return None
    lapse = None if lapse_at is None or reason is None else Lapse(utc(lapse_at), LapseReason(reason))
    stretches = tuple(
        (utc(one.lower), FOREVER if one.upper is None else utc(one.upper))
        for one in pauses
        if one.lower is not None
    )
    return Standing(
        utc_or_none(base),
        utc_or_none(due),
        utc_or_none(grace_from),
        utc_or_none(grace_end),
        lapse,
        utc_or_none(paused_since),
        Pauses(stretches),
    )


def persons_of(lead: Lead) -> Row:
    """The values of PERSON."""
    c, f = lead.persons.contact or LeadContact(), lead.persons.first_contact
    first = (None, None, None) if f is None else (str(f.channel), f.at, f.note)
    return (c.first_name, c.last_name, c.email, c.phone, *first)


def _persons(told: Mapping[str, Any] | None) -> Persons:
    if told is None:
        return Persons()
    contact = LeadContact(told["first_name"], told["last_name"], told["email"], told["phone"])
    channel, at = told["first_contact_channel"], told["first_contact_at"]
    return Persons(
        None if contact == LeadContact() else contact,
        None
        if channel is None
        else FirstContact(ContactChannel(channel), instant_from(at), told["first_contact_note"]),
    )


def _details(*columns: Any) -> LeadDetails:
    name, city, postal, country, region, territory, industry, source, volume, metadata = columns
    return LeadDetails(
        company_name=name,
        city=city,
        territory=territory,
        region=region,
        postal_code=postal,
        country=country,
        industry=industry,
        source=LeadSource(source),
        estimated_volume=volume,
        metadata=metadata,
    )


def _conversion(at: Any, customer: Any, document: Any, signed_at: Any) -> Conversion | None:
    return None if at is None else Conversion(utc(at), CustomerId(customer), document, utc(signed_at))


def _assignment(told: Mapping[str, Any]) -> Assignment:
    ended = told["ended_at"]
    return Assignment(
        id=AssignmentId(UUID(told["id"])),
        user_id=UserId(UUID(told["user_id"])),
        assigned_at=instant_from(told["assigned_at"]),
        terms=tuple(_terms(one) for one in told["terms"]),
        ended_at=None if ended is None else instant_from(ended),
        ended_because=None if ended is None else EndCause(told["ended_because"]),
    )


def _terms(told: Mapping[str, Any]) -> Terms:
    evidence = told["evidence_id"]
    return Terms(
        recorded_at=instant_from(told["recorded_at"]),
        recorded_by=UserId(UUID(told["recorded_by"])),
        started_at=instant_from(told["started_at"]),
        inactivity_from=instant_from(told["inactivity_from"]),
        rules=rules_from(told["rules"]),
        cause=TermsCause(told["cause"]),
        evidence_id=None if evidence is None else UUID(evidence),
    )


def _user(user: UUID | None) -> UserId | None:
    return None if user is None else UserId(user)
