"""When what is known about the persons of a lead has lost its ground, and what then stands in its place.

Facts stay: who did what when, and what protection came to. What somebody could be known by goes.
"""

from datetime import datetime

from attrs import evolve

from crm_core.domain.hiding import Hide, hidden_or_none, hidden_whole
from crm_core.domain.leads.contenders import CompanyKeys
from crm_core.domain.leads.lead import FirstContact, Ground, Lead, LeadContact, Persons, Phase
from crm_core.domain.leads.pseudonyms import Pseudonyms


def ground_for(lead: Lead) -> Ground | None:
    """Only what lapsed and is free for others. A converted lead is its customer's, who goes on being served;
    one that runs or is reserved is still held for what it was given for."""
    if lead.phase is not Phase.RELEASED or lead.pseudonymised_at is not None:
        return None
    return Ground.PROTECTION_LAPSED


def pseudonymised(lead: Lead, ground: Ground, by: Pseudonyms, now: datetime) -> Lead:
    """A pseudonym for each personal value; industry, region and volume say nothing of a person."""
    written = by.company(CompanyKeys.of(lead.details, lead.persons), lead.tenant_id)
    hide, known = by.texts(lead.tenant_id, lead.id), lead.persons
    details = evolve(
        lead.details,
        company_name=written.company,
        city=written.city,
        postal_code=written.postal_code,
        metadata=hidden_whole(lead.details.metadata, hide),
    )
    persons = Persons(_contact(known.contact, written.email, hide), _first(known.first_contact, hide))
    return evolve(
        lead,
        details=details,
        persons=persons,
        pseudonymised_at=now,
        pseudonymised_because=ground,
        updated_at=now,
    )


def _contact(known: LeadContact | None, email: str | None, hide: Hide) -> LeadContact | None:
    if known is None:
        return None
    first, last = hidden_or_none(known.first_name, hide), hidden_or_none(known.last_name, hide)
    return LeadContact(first, last, email, hidden_or_none(known.phone, hide))


def _first(known: FirstContact | None, hide: Hide) -> FirstContact | None:
    """Through which channel and when is what protection rests on."""
    return None if known is None else evolve(known, note=hide(known.note))
