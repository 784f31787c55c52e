"""What others are told about leads and their protection: ids, instants and codes; never a name or a text."""

from datetime import datetime
from typing import ClassVar, Self

from attrs import frozen

from crm_core.domain.events.fact import Fact
from crm_core.domain.ids import CustomerId, UserId
from crm_core.domain.leads.assignment import AssignmentId
from crm_core.domain.leads.lead import Lead
from crm_core.domain.leads.recorded import ExtensionId, GrantedExtension, HoldId, PlacedHold
from crm_core.domain.party import LeadId


@frozen
class _AboutLead(Fact):
    lead_id: LeadId
    assignment_id: AssignmentId

    @property
    def subject(self) -> LeadId:
        return self.lead_id

    @classmethod
    def of(cls, lead: Lead, *more: object) -> Self:
        assert lead.assignment is not None  # noqa: S101 - nothing of this happens to a reservation
        return cls(lead.id, lead.assignment.id, *more)


@frozen
class LeadRegistered(_AboutLead):
    """A registration is complete: protection has started."""

    type: ClassVar[str] = "lead.registered"
    owner_user_id: UserId
    territory: str
    region: str | None
    source: str
    started_at: datetime


@frozen
class LeadConverted(_AboutLead):
    """A written agreement has made a customer of the lead."""

    type: ClassVar[str] = "lead.converted"
    customer_id: CustomerId
    new_customer: bool


@frozen
class LeadTransferred(_AboutLead):
    """The lead is another user's now; the assignment is the new one."""

    type: ClassVar[str] = "lead.transferred"
    before: UserId
    after: UserId


@frozen
class LeadBackdated(_AboutLead):
    """The base clock starts earlier than it did."""

    type: ClassVar[str] = "lead.backdated"
    before: datetime
    after: datetime


@frozen
class LeadHoldProposed(_AboutLead):
    """A record asks for a hold; the clock goes on until somebody accepts it."""

    type: ClassVar[str] = "lead.hold.proposed"
    hold_id: HoldId
    reason: str
    origin: str
    started_at: datetime

    @classmethod
    def by(cls, lead: Lead, hold: PlacedHold) -> "LeadHoldProposed":
        return cls.of(lead, hold.id, str(hold.reason), hold.origin, hold.start)


@frozen
class LeadHoldStarted(_AboutLead):
    """A hold took effect: the clock stands from its start on."""

    type: ClassVar[str] = "lead.hold.started"
    hold_id: HoldId
    reason: str
    started_at: datetime

    @classmethod
    def by(cls, lead: Lead, hold: PlacedHold) -> "LeadHoldStarted":
        return cls.of(lead, hold.id, str(hold.reason), hold.start)


@frozen
class LeadHoldEnded(_AboutLead):
    """A hold is over: the clock runs on."""

    type: ClassVar[str] = "lead.hold.ended"
    hold_id: HoldId
    reason: str
    ended_at: datetime


@frozen
class LeadProtectionReminder(_AboutLead):
    """A reminder was sent to the owner."""

    type: ClassVar[str] = "lead.protection.reminder"
    window: str
    channel: str
    number: int
    sent_at: datetime


@frozen
class LeadProtectionGrace(_AboutLead):
    """A reminder was delivered: the grace period runs."""

    type: ClassVar[str] = "lead.protection.grace"
    delivered_at: datetime
    grace_until: datetime | None


@frozen
class LeadProtectionExpired(_AboutLead):
    """Protection has lapsed."""

    type: ClassVar[str] = "lead.protection.expired"
    lapsed_at: datetime
    reason: str


@frozen
class LeadProtectionExtended(_AboutLead):
    """The base period is longer by so many months or days."""

    type: ClassVar[str] = "lead.protection.extended"
    extension_id: ExtensionId
    months: int
    days: int

    @classmethod
    def by(cls, lead: Lead, extension: GrantedExtension) -> "LeadProtectionExtended":
        return cls.of(lead, extension.id, extension.months, extension.days)


@frozen
class LeadPseudonymised(_AboutLead):
    """Nobody can be known by this lead any more; whoever keeps a copy has lost the ground for it as well."""

    type: ClassVar[str] = "lead.pseudonymised"
    ground: str


@frozen
class LeadPurged(Fact):
    """A reservation came to nothing and is gone."""

    type: ClassVar[str] = "lead.purged"
    lead_id: LeadId

    @property
    def subject(self) -> LeadId:
        return self.lead_id


LEAD_FACTS: tuple[type[Fact], ...] = (
    LeadRegistered,
    LeadConverted,
    LeadTransferred,
    LeadBackdated,
    LeadHoldProposed,
    LeadHoldStarted,
    LeadHoldEnded,
    LeadProtectionReminder,
    LeadProtectionGrace,
    LeadProtectionExpired,
    LeadProtectionExtended,
    LeadPseudonymised,
    LeadPurged,
)
