"""Who is told of a passed milestone, in the inbox and by letter: owner and team lead."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from enum import StrEnum
from typing import NewType
from uuid import UUID

from attrs import evolve, frozen

from crm_core.domain.access.policy import Grant, Operation, Policy
from crm_core.domain.access.reach import Everything, OwnRows, RegionRows
from crm_core.domain.access.role import Role
from crm_core.domain.follow_ups.follow_up import FollowUpId
from crm_core.domain.follow_ups.sla import Milestone, Notch
from crm_core.domain.ids import TenantId, UserId

ReminderId = NewType("ReminderId", UUID)
CLAIMED_FOR = timedelta(minutes=2)  # how long somebody may be at a letter before another takes it up
_SEE = frozenset({Operation.READ, Operation.WRITE})

REMINDERS = Policy(
    resource="reminder",
    grants=(
        Grant(frozenset({Role.SYSTEM}), frozenset({*_SEE, Operation.CREATE}), Everything()),
        Grant(frozenset({Role.MANAGER, Role.ADMIN}), _SEE, Everything()),
        Grant(frozenset({Role.AUDITOR}), frozenset({Operation.READ}), Everything()),
        Grant(frozenset({Role.SALES_REP, Role.TEAM_LEAD, Role.CHAIN_MANAGER}), _SEE, OwnRows()),
        Grant(frozenset({Role.TEAM_LEAD}), _SEE, RegionRows()),
    ),
)


class Letter(StrEnum):
    """What became of letters, as it is counted by the day beside the milestones."""

    SENT = "LETTER_SENT"
    REFUSED = "LETTER_REFUSED"


@frozen
class Reminder:
    """One passed milestone, told to one person or to those who lead a region; a letter leaves once.

    `dropped_at` ends a letter that was refused for good, or that nobody needs any more.
    """

    id: ReminderId
    tenant_id: TenantId
    follow_up_id: FollowUpId
    notch: Notch
    passed_at: datetime
    created_at: datetime
    owner_user_id: UserId | None = None
    region: str | None = None
    by_letter: bool = False
    claimed_until: datetime | None = None
    sent_at: datetime | None = None
    dropped_at: datetime | None = None
    opened_at: datetime | None = None

    def claimed(self, now: datetime) -> "Reminder":
        return evolve(self, claimed_until=now + CLAIMED_FOR)

    def sent(self, at: datetime) -> "Reminder":
        return evolve(self, sent_at=at, claimed_until=None)

    def dropped(self, now: datetime) -> "Reminder":
        return evolve(self, dropped_at=now, claimed_until=None)

    def opened(self, now: datetime) -> "Reminder":
        """Read; it was read when it was first opened."""
        return self if self.opened_at is not None else evolve(self, opened_at=now)

    @property
    def has_ended(self) -> bool:
        """Whether nothing is to be done about this letter any more."""
        return self.sent_at is not None or self.dropped_at is not None


@frozen
class Addressee:
    """One way on which somebody is told."""

    user: UserId | None = None
    region: str | None = None
    by_letter: bool = False


@frozen
class Audience:
    """Who can be reached about a follow-up: its owner, and who answers for the region of its party."""

    owner: UserId | None
    region: str | None
    team_lead: UserId | None = None
    by_letter: frozenset[UserId] = frozenset()

    def of(self, notch: Notch) -> tuple[Addressee, ...]:
        """The inbox always holds it; a letter goes to whoever has an address."""
        if notch is Notch.REMINDER:
            inbox = () if self.owner is None else (Addressee(self.owner),)
            return (*inbox, *self._letters(self.owner))
        if notch is Notch.ESCALATION:
            return (Addressee(region=self.region), *self._letters(self.team_lead))
        return ()

    def _letters(self, user: UserId | None) -> tuple[Addressee, ...]:
        return () if user not in self.by_letter else (Addressee(user, by_letter=True),)


def reminders_of(passed: Sequence[Milestone], audience: Audience) -> tuple[tuple[Milestone, Addressee], ...]:
    """What is to be told of these milestones: of several of one kind that were passed by then, the last."""
    last = {one.notch: one for one in passed}
    return tuple((last[notch], whom) for notch in Notch if notch in last for whom in audience.of(notch))
