"""What stands in the way of a registration: the same company, protected, released lately, or a customer."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from attrs import frozen

from crm_core.domain.company_names import company_key, email_key, place_key
from crm_core.domain.leads.lead import LeadDetails, Persons


@frozen
class CompanyKeys:
    """By what the same company is recognised: its name and place, or the central contact's mailbox.

    A postal code that somebody left out is equal to every other, so that nobody gets round by leaving it out.
    """

    company: str
    city: str
    postal_code: str | None
    email: str | None

    @classmethod
    def of(cls, details: LeadDetails, persons: Persons) -> "CompanyKeys":
        email = None if persons.contact is None else persons.contact.email
        return cls(
            company=company_key(details.company_name),
            city=place_key(details.city),
            postal_code=details.postal_code,
            email=None if email is None else email_key(email),
        )

    def same(self, other: "CompanyKeys") -> bool:
        here = (self.company, self.city) == (other.company, other.city)
        postal = {self.postal_code, other.postal_code} - {None}
        return (here and len(postal) < 2) or (self.email is not None and self.email == other.email)


class ContenderKind(StrEnum):
    PROTECTED = "PROTECTED"  # also one that has lapsed and is not released yet
    FORMER = "FORMER"  # the caller's own former lead
    CUSTOMER = "CUSTOMER"


@frozen
class Contender:
    """Somebody else's lead or customer, as much of it as an answer may be made from: not which, nor whose."""

    kind: ContenderKind
    mine: bool = False
    base_expiry_at: datetime | None = None
    lapse_at: datetime | None = None


class CandidateKind(StrEnum):
    LEAD = "LEAD"
    CUSTOMER = "CUSTOMER"


@frozen
class Candidate:
    """A lead or customer with a similar name, which the caller may see."""

    kind: CandidateKind
    id: UUID
    name: str
    city: str | None
    company_key: str
