"""A follow-up: work that is due to a party, from its opening to done or canceled."""

from collections.abc import Mapping
from datetime import date, datetime
from enum import StrEnum
from typing import NewType
from uuid import UUID

from attrs import evolve, frozen

from crm_core.domain.follow_ups.matching import Done
from crm_core.domain.follow_ups.refusals import FollowUpIsClosed
from crm_core.domain.follow_ups.sla import (
    Milestone,
    Pause,
    SlaRule,
    Terms,
    deadlines,
)
from crm_core.domain.follow_ups.working_time import Calendar
from crm_core.domain.ids import TenantId, UserId
from crm_core.domain.party import Party

FollowUpId = NewType("FollowUpId", UUID)


class State(StrEnum):
    OPEN = "OPEN"
    DONE = "DONE"
    CANCELED = "CANCELED"


class Badge(StrEnum):
    ON_TRACK = "ON_TRACK"
    DUE_SOON = "DUE_SOON"
    OVERDUE = "OVERDUE"
    DONE = "DONE"


# A done one opens again when the activity that fulfilled it is withdrawn.
TRANSITIONS: Mapping[State, frozenset[State]] = {
    State.OPEN: frozenset({State.DONE, State.CANCELED}),
    State.DONE: frozenset({State.OPEN}),
    State.CANCELED: frozenset(),
}


@frozen
class Source:
    """What started it: a sample, an activity, a field of the customer."""

    kind: str
    id: UUID
    at: datetime
    day0: date


@frozen
class Closing:
    """How it ended; `by` is the activity that fulfilled it, if one did."""

    at: datetime
    outcome: str | None = None
    note: str | None = None
    by: UUID | None = None


@frozen
class Snooze:
    until: datetime
    reason: str
    at: datetime


@frozen
class FollowUp:
    """One follow-up at one version; while it is paused nobody knows when it is due."""

    id: FollowUpId
    tenant_id: TenantId
    rule: str
    terms: Terms
    party: Party
    source: Source
    owner_user_id: UserId | None
    created_at: datetime
    due_at: datetime | None
    due_soon_at: datetime | None
    # What it has not been reported to have passed; the first one says when to look again.
    ahead: tuple[Milestone, ...]
    state: State = State.OPEN
    closing: Closing | None = None
    snoozes: tuple[Snooze, ...] = ()
    pauses: tuple[Pause, ...] = ()
    version: int = 1

    @classmethod
    def of(
        cls, rule: SlaRule, source: Source, *, party: Party, calendar: Calendar, known: "Opening"
    ) -> "FollowUp":
        """The follow-up that a rule asks for after its source."""
        due, due_soon, ahead = deadlines(rule.terms, source.day0, calendar)
        return cls(
            id=known.id,
            tenant_id=known.tenant_id,
            rule=rule.key,
            terms=rule.terms,
            party=party,
            source=source,
            owner_user_id=known.owner,
            created_at=known.now,
            due_at=due,
            due_soon_at=due_soon,
            ahead=ahead,
        )

    @property
    def paused_at(self) -> datetime | None:
        """Since when it rests; None while its clock runs."""
        return self.pauses[-1].since if self.pauses and self.pauses[-1].until is None else None

    @property
    def is_paused(self) -> bool:
        return self.paused_at is not None

    @property
    def next_at(self) -> datetime | None:
        """When it passes its next milestone; None when there is nothing to wait for."""
        return self.ahead[0].at if self.ahead and self.state is State.OPEN and not self.is_paused else None

    def badge(self, now: datetime) -> Badge | None:
        """What people see of an open or done one; a canceled one has none."""
        if self.state is not State.OPEN:
            return Badge.DONE if self.state is State.DONE else None
        if self.due_at is None or self.due_soon_at is None or now < self.due_soon_at:
            return Badge.ON_TRACK
        return Badge.DUE_SOON if now < self.due_at else Badge.OVERDUE

    def passed(self, now: datetime) -> tuple["FollowUp", tuple[Milestone, ...]]:
        """What it has passed without being reported, and the follow-up that has only the rest ahead."""
        if self.next_at is None:
            return self, ()
        told = tuple(one for one in self.ahead if one.at <= now)
        return (evolve(self, ahead=self.ahead[len(told) :]), told) if told else (self, ())

    def completed(self, closing: Closing) -> "FollowUp":
        """Done; already done is as good."""
        return self if self.state is State.DONE else self._moved(State.DONE, closing)

    def canceled(self, closing: Closing) -> "FollowUp":
        return self if self.state is State.CANCELED else self._moved(State.CANCELED, closing)

    def reopened(self, withdrawn: UUID) -> "FollowUp":
        """Open again, if the activity that is now withdrawn had fulfilled it."""
        if self.state is not State.DONE or self.closing is None or self.closing.by != withdrawn:
            return self
        return self._moved(State.OPEN, None)

    def _moved(self, to: State, closing: Closing | None) -> "FollowUp":
        if to not in TRANSITIONS[self.state]:
            raise FollowUpIsClosed
        return evolve(self, state=to, closing=closing)

    def refuse_if_closed(self) -> None:
        if self.state is not State.OPEN:
            raise FollowUpIsClosed


@frozen
class Opening:
    """Under which identity it is opened, for whom, and when."""

    id: FollowUpId
    tenant_id: TenantId
    owner: UserId | None
    now: datetime


def fulfils(rule: SlaRule, follow_up: FollowUp, done: Done) -> bool:
    """Whether this deed is what the rule waits for; what started a follow-up does not fulfil it."""
    source = follow_up.source
    return (
        done.party == follow_up.party
        and done.id != source.id
        and any(way.fits(done, source=source.id, since=source.at) for way in rule.completed_by)
    )
