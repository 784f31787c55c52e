"""How a registration is read, and when it is complete: company, place, and a contact or a first contact."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from decimal import Decimal

from attrs import frozen

from crm_core.domain.access.actor import Actor
from crm_core.domain.events.fact import camel
from crm_core.domain.fields.faults import UNREADABLE, Faults
from crm_core.domain.fields.kinds import zulu
from crm_core.domain.leads.form import CHANGES, CONTACT, NEW_LEAD
from crm_core.domain.leads.lead import (
    NEED_FIRST_CONTACT,
    ContactChannel,
    FirstContact,
    Lead,
    LeadContact,
    LeadDetails,
    LeadSource,
    Persons,
)

SKEW = timedelta(minutes=5)  # by which a caller's clock may be ahead of ours
# Beyond company, place and industry a reservation says nothing that could be about a person.
NOT_IN_A_RESERVATION = ("metadata",)


@frozen
class Registration:
    """What somebody said about a prospect; `override` is the reason to register it nevertheless."""

    details: LeadDetails
    persons: Persons
    override: str | None = None


def read_registration(raw: object, *, actor: Actor, now: datetime) -> Registration:
    """A new lead; the registrar's only region and territory stand where none is named."""
    faults = Faults()
    values = NEW_LEAD.parse(raw, "", faults)
    if isinstance(values, Mapping):
        values = {**values, **_own_place(values, actor, faults)}
        _judge(values, now, faults)
    faults.refuse_if_any()
    assert isinstance(values, Mapping)  # noqa: S101 - a record reads an object or adds a fault
    return _registration(values)


def read_changed(raw: object, *, now: datetime) -> Registration:
    """The lead as it shall be, after a patch was merged into what stands."""
    faults = Faults()
    values = CHANGES.parse(raw, "", faults)
    if isinstance(values, Mapping):
        for name in ("region", "territory"):
            if values[name] is None:
                faults.add(f"/{name}", "required")
        _judge(values, now, faults)
    faults.refuse_if_any()
    assert isinstance(values, Mapping)  # noqa: S101 - a record reads an object or adds a fault
    return _registration(values)


def lead_record(lead: Lead) -> dict[str, object]:
    """Details and persons as the JSON object that people write, without what is absent."""
    d, p = lead.details, lead.persons
    told: dict[str, object] = {
        "companyName": d.company_name,
        "city": d.city,
        "postalCode": d.postal_code,
        "country": d.country,
        "region": d.region,
        "territory": d.territory,
        "industry": d.industry,
        "source": str(d.source),
        "estimatedVolume": d.estimated_volume,
        "metadata": dict(d.metadata) or None,
    }
    if p.contact is not None:
        told["contact"] = {
            camel(m): getattr(p.contact, m) for m in ("first_name", "last_name", "email", "phone")
        }
    if p.first_contact is not None:
        first = p.first_contact
        told["firstContact"] = {"channel": str(first.channel), "at": zulu(first.at), "note": first.note}
    return {key: value for key, value in told.items() if value is not None}


def _own_place(values: Mapping[str, object], actor: Actor, faults: Faults) -> dict[str, object]:
    """Where the registrar has one only, nobody has to say it."""
    own: dict[str, object] = {}
    for name, claimed in (("region", actor.regions), ("territory", actor.territories or ())):
        if values[name] is None and len(claimed) == 1:
            own[name] = next(iter(claimed))
        elif values[name] is None:
            faults.add(f"/{name}", "required")
    return own


def _judge(values: Mapping[str, object], now: datetime, faults: Faults) -> None:
    """What members can be alone and cannot be together, or at this time."""
    contact, first = values["contact"], values["firstContact"]
    if isinstance(contact, Mapping) and not any(contact.values()):
        faults.add("/contact", "at-least-one-of", members=[member.key for member in CONTACT.members])
    if isinstance(first, Mapping) and isinstance(first["at"], datetime) and first["at"] > now + SKEW:
        faults.add("/firstContact/at", "in-future")
    if values["source"] in NEED_FIRST_CONTACT and first is None:
        faults.add("/firstContact", "first-contact-required", source=str(values["source"]))
    if contact is None and first is None:
        for name in NOT_IN_A_RESERVATION:
            if values[name] not in (None, UNREADABLE) and values[name]:
                faults.add(f"/{name}", "not-in-a-reservation")


def _registration(values: Mapping[str, object]) -> Registration:
    contact, first, override = values["contact"], values["firstContact"], values["override"]
    volume, metadata = values["estimatedVolume"], values["metadata"]
    return Registration(
        details=LeadDetails(
            company_name=str(values["companyName"]),
            city=str(values["city"]),
            territory=str(values["territory"]),
            region=str(values["region"]),
            postal_code=_text(values["postalCode"]),
            country=_text(values["country"]),
            industry=_text(values["industry"]),
            source=LeadSource(str(values["source"])),
            estimated_volume=volume if isinstance(volume, Decimal) else None,
            metadata=metadata if isinstance(metadata, Mapping) else {},
        ),
        persons=Persons(_contact(contact), _first_contact(first)),
        override=str(override["reason"]) if isinstance(override, Mapping) else None,
    )


def _contact(told: object) -> LeadContact | None:
    if not isinstance(told, Mapping):
        return None
    return LeadContact(told["firstName"], told["lastName"], told["email"], told["phone"])


def _first_contact(told: object) -> FirstContact | None:
    if not isinstance(told, Mapping):
        return None
    return FirstContact(ContactChannel(str(told["channel"])), told["at"], str(told["note"]))


def _text(value: object) -> str | None:
    return None if value is None else str(value)
