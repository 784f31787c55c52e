"""An activity: something that happened between people; corrected in versions and withdrawn, never erased."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import NewType
from uuid import UUID

from attrs import evolve, frozen

from crm_core.domain.access.actor import Actor
from crm_core.domain.access.role import Role
from crm_core.domain.activities.activity_type import OUTCOME, ActivityType
from crm_core.domain.activities.refusals import ActivityIsWithdrawn
from crm_core.domain.follow_ups.matching import Done
from crm_core.domain.ids import TenantId, UserId
from crm_core.domain.party import Party
from crm_core.domain.refusals import NotAllowed

ActivityId = NewType("ActivityId", UUID)
AUTHOR_CORRECTS_FOR = timedelta(hours=24)
CORRECTORS = (Role.TEAM_LEAD, Role.MANAGER, Role.ADMIN, Role.SYSTEM)


@frozen
class Entry:
    """What people say about an activity; `content` are the members of its kind."""

    kind: str
    party: Party
    occurred_at: datetime
    note: str | None
    content: Mapping[str, object]


@frozen
class Withdrawal:
    at: datetime
    by: UserId
    reason: str


@frozen
class Activity:
    """An entry with who recorded it when. Each correction is another version; the former ones are kept."""

    id: ActivityId
    tenant_id: TenantId
    entry: Entry
    author: UserId
    recorded_at: datetime
    version: int = 1
    corrected_at: datetime | None = None
    corrected_by: UserId | None = None
    withdrawal: Withdrawal | None = None

    @property
    def party(self) -> Party:
        return self.entry.party

    @property
    def occurred_at(self) -> datetime:
        return self.entry.occurred_at

    @property
    def content(self) -> Mapping[str, object]:
        return self.entry.content

    @property
    def outcome(self) -> str | None:
        outcome = self.entry.content.get(OUTCOME)
        return None if outcome is None else str(outcome)

    @property
    def is_news(self) -> bool:
        """Recorded as it happened, for the first time."""
        return self.version == 1 and self.entry.occurred_at >= self.recorded_at

    @property
    def done(self) -> Done:
        """The activity as follow-ups look at it."""
        entry = self.entry
        return Done(self.id, entry.kind, entry.party, entry.occurred_at, self.outcome, entry.content)

    def corrected(self, entry: Entry, *, by: Actor, now: datetime) -> "Activity":
        """The activity as it should have been recorded; the same value when nothing differs."""
        self.refuse_unless_correctable(by, now)
        if entry == self.entry:
            return self
        return evolve(self, entry=entry, version=self.version + 1, corrected_at=now, corrected_by=by.user)

    def withdrawn(self, reason: str, *, by: Actor, now: datetime) -> "Activity":
        """The activity as one that should not have been recorded at all."""
        self.refuse_unless_correctable(by, now)
        withdrawal = Withdrawal(now, by.user, reason)
        return evolve(self, version=self.version + 1, withdrawal=withdrawal)

    def refuse_unless_correctable(self, actor: Actor, now: datetime) -> None:
        """For a day by its author, later by those who answer for the customer or lead."""
        in_time = actor.user == self.author and now < self.recorded_at + AUTHOR_CORRECTS_FOR
        if not in_time and not actor.holds(*CORRECTORS):
            raise NotAllowed(action="correct", resource="activity", resource_id=str(self.id))
        if self.withdrawal is not None:
            raise ActivityIsWithdrawn


def changed_members(before: Entry, after: Entry) -> tuple[str, ...]:
    """The names of what a correction changed, never the values: they go to audit and events."""
    kept = {"occurredAt": before.occurred_at, "note": before.note, **before.content}
    new = {"occurredAt": after.occurred_at, "note": after.note, **after.content}
    return tuple(name for name in new if new[name] != kept.get(name))


def entry_record(entry: Entry, of: ActivityType) -> dict[str, object]:
    """An entry as the JSON object that people write, without what is absent."""
    values = {
        "customerId": entry.party.customer_id,
        "leadId": entry.party.lead_id,
        "kind": entry.kind,
        "occurredAt": entry.occurred_at,
        "note": entry.note,
        **entry.content,
    }
    members = {member.key: member.kind for member in of.form.members}
    return {key: members[key].dump(value) for key, value in values.items() if value is not None}
