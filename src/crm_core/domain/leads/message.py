"""What people are told about leads beside reminders: the day, what waits for them, a forgotten hold.

A message carries ids and counts; names are put in when a letter leaves, and never kept.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from enum import StrEnum
from typing import NewType
from uuid import UUID

from attrs import evolve, field, frozen

from crm_core.domain.access.policy import Grant, Operation, Policy
from crm_core.domain.access.reach import Everything, OwnRows, RegionRows
from crm_core.domain.access.role import Role
from crm_core.domain.follow_ups.reminder import Addressee
from crm_core.domain.ids import TenantId, UserId
from crm_core.domain.party import LeadId

MessageId = NewType("MessageId", UUID)
CLAIMED_FOR = timedelta(minutes=2)  # how long somebody may be at a letter before another takes it up
_SEE = frozenset({Operation.READ, Operation.WRITE})

# What names neither a person nor a region is for those who manage.
MESSAGES = Policy(
    resource="message",
    grants=(
        Grant(frozenset({Role.SYSTEM}), frozenset({*_SEE, Operation.CREATE}), Everything()),
        Grant(frozenset({Role.MANAGER, Role.ADMIN}), _SEE, Everything()),
        Grant(frozenset({Role.SALES_REP, Role.TEAM_LEAD, Role.CHAIN_MANAGER}), _SEE, OwnRows()),
        Grant(frozenset({Role.TEAM_LEAD}), _SEE, RegionRows()),
    ),
)


class MessageKind(StrEnum):
    DAILY_SUMMARY = "DAILY_SUMMARY"
    HOLD_WAITS = "HOLD_WAITS"  # for an approval, and the lapse is near
    ACTIVITY_WAITS = "ACTIVITY_WAITS"  # for a confirmation, and the lapse is near
    HOLD_FORGOTTEN = "HOLD_FORGOTTEN"


@frozen(kw_only=True)
class Message:
    """One thing told to one addressee on one way; `key` says what it is, so that it is told once."""

    id: MessageId
    tenant_id: TenantId
    key: str
    kind: MessageKind
    made_at: datetime
    owner_user_id: UserId | None = None
    region: str | None = None
    by_letter: bool = False
    lead_id: LeadId | None = None
    said: Mapping[str, object] = field(factory=dict)
    claimed_until: datetime | None = None
    sent_at: datetime | None = None
    dropped_at: datetime | None = None
    opened_at: datetime | None = None

    def leads(self, most: int) -> tuple[LeadId, ...]:
        """Whom it speaks of: its lead, or so many in each part of a summary."""
        named = tuple(lead for part in self.said for lead in self.part(part)[:most])
        return named if self.lead_id is None else (self.lead_id, *named)

    def part(self, name: str) -> tuple[LeadId, ...]:
        """The leads that one part of a summary speaks of by their ids."""
        told = self.said.get(name)
        return tuple(LeadId(UUID(str(one))) for one in told["leads"]) if isinstance(told, Mapping) else ()

    def claimed(self, now: datetime) -> "Message":
        return evolve(self, claimed_until=now + CLAIMED_FOR)

    def sent(self, at: datetime) -> "Message":
        return evolve(self, sent_at=at, claimed_until=None)

    def dropped(self, now: datetime) -> "Message":
        """The server refused it for good, or there is nobody to write to."""
        return evolve(self, dropped_at=now, claimed_until=None)

    def opened(self, now: datetime) -> "Message":
        """Read; it was read when it was first opened."""
        return self if self.opened_at is not None else evolve(self, opened_at=now)

    @property
    def has_ended(self) -> bool:
        """Whether nothing is to be done about this letter any more."""
        return self.sent_at is not None or self.dropped_at is not None


def key_of(kind: MessageKind, what: str, whom: Addressee) -> str:
    """The same thing for the same addressee on the same way has the same key."""
    to = " ".join(str(one) for one in (whom.user, whom.region) if one is not None)
    return " ".join((kind, what, to or "management", "letter" if whom.by_letter else "inbox"))
