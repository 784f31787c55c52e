"""What a lead is: a prospect that somebody registered, and the time for which it is protected for them."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

from attrs import field, frozen

from crm_core.domain.ids import CustomerId, TenantId, UserId
from crm_core.domain.leads.assignment import Assignment
from crm_core.domain.leads.clocks import Lapse
from crm_core.domain.leads.standing import Standing
from crm_core.domain.party import LeadId

RESERVED_FOR = timedelta(days=60)
FORMER_OWNER_READS_FOR = timedelta(days=30)


class LeadSource(StrEnum):
    MESSE = "MESSE"
    EMPFEHLUNG = "EMPFEHLUNG"
    TELEFON = "TELEFON"
    WEB_FORMULAR = "WEB_FORMULAR"
    PARTNER = "PARTNER"
    SONSTIGES = "SONSTIGES"


# Whoever meets somebody there, or rings them up, can say when and how.
NEED_FIRST_CONTACT = frozenset({LeadSource.MESSE, LeadSource.TELEFON})


class ContactChannel(StrEnum):
    MESSE = "MESSE"
    PHONE = "PHONE"
    EMAIL = "EMAIL"
    REFERRAL = "REFERRAL"
    OTHER = "OTHER"


class CollaboratorRole(StrEnum):
    """VIEW reads; ASSIST also logs activities; NEGOTIATE also edits the lead and places FFZ holds."""

    VIEW = "VIEW"
    ASSIST = "ASSIST"
    NEGOTIATE = "NEGOTIATE"


class Phase(StrEnum):
    """Where a lead is in its life; whether a RUNNING one is protected only its facts can tell."""

    RESERVED = "RESERVED"
    RUNNING = "RUNNING"
    RELEASED = "RELEASED"  # protection lapsed, and the end of that day has come
    CONVERTED = "CONVERTED"


class Ground(StrEnum):
    """Why nobody may know any longer who a lead was about: it was known for protection only."""

    PROTECTION_LAPSED = "PROTECTION_LAPSED"


@frozen
class LeadDetails:
    """What is said about the company: nothing about a person."""

    company_name: str
    city: str
    territory: str
    region: str | None = None
    postal_code: str | None = None
    country: str | None = None
    industry: str | None = None
    source: LeadSource = LeadSource.SONSTIGES
    estimated_volume: Decimal | None = None
    metadata: Mapping[str, object] = field(factory=dict)


@frozen
class LeadContact:
    """The central contact; one of the members at least is there."""

    first_name: str | None = None
    last_name: str | None = None
    email: str | None = None
    phone: str | None = None


@frozen
class FirstContact:
    """The documented first contact, which can stand for a central contact."""

    channel: ContactChannel
    at: datetime
    note: str


@frozen
class Persons:
    """Everything personal that is known beside the texts of single facts; kept apart and walled apart."""

    contact: LeadContact | None = None
    first_contact: FirstContact | None = None

    @property
    def complete(self) -> bool:
        """With company and place, a registration is complete by one of the two (contract, § 2 (8) a)."""
        return self.contact is not None or self.first_contact is not None


NOBODY_KNOWN = Persons()


@frozen
class Conversion:
    """The written agreement that ends the machine."""

    at: datetime
    customer_id: CustomerId
    document_id: UUID
    signed_at: datetime


@frozen(kw_only=True)
class Lead:
    """A lead at one version. `standing` is the copy that follows from its facts (see `settled`)."""

    id: LeadId
    tenant_id: TenantId
    version: int
    details: LeadDetails
    persons: Persons = NOBODY_KNOWN
    phase: Phase
    created_at: datetime
    created_by: UserId
    updated_at: datetime
    owner_user_id: UserId | None
    assignments: tuple[Assignment, ...] = ()
    collaborators: Mapping[UserId, CollaboratorRole] = field(factory=dict)
    standing: Standing | None = None
    reserved_until: datetime | None = None
    released_at: datetime | None = None
    former_owner_user_id: UserId | None = None
    former_owner_reads_until: datetime | None = None
    conversion: Conversion | None = None
    pseudonymised_at: datetime | None = None
    pseudonymised_because: Ground | None = None

    @property
    def region(self) -> str | None:
        return self.details.region

    @property
    def territory(self) -> str:
        return self.details.territory

    @property
    def assignment(self) -> Assignment | None:
        """The current one, or the last one there was."""
        return self.assignments[-1] if self.assignments else None

    def assignment_at(self, instant: datetime) -> Assignment | None:
        """Whose time it was at an instant; the first one's for all that was before."""
        begun = [one for one in self.assignments if one.assigned_at <= instant]
        return begun[-1] if begun else next(iter(self.assignments), None)

    def has_lapsed(self, at: datetime) -> bool:
        lapse = None if self.standing is None else self.standing.lapse
        return lapse is not None and lapse.at <= at

    def lapsed_by(self, at: datetime) -> Lapse | None:
        """The lapse of a lead that still blocks others; what was converted or released lapses no more."""
        lapsed = self.phase is Phase.RUNNING and self.has_lapsed(at)
        return self.standing.lapse if lapsed and self.standing is not None else None
