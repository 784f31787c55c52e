"""How follow-ups travel."""

from datetime import datetime
from uuid import UUID

import msgspec

from crm_core.domain.follow_ups.follow_up import Badge, FollowUp, State
from crm_core.domain.follow_ups.reminder import Reminder
from crm_core.domain.follow_ups.sla import Notch, SlaRule

ENCODER = msgspec.json.Encoder()


class FollowUpSource(msgspec.Struct, rename="camel", frozen=True):
    """What started it."""

    kind: str
    id: UUID


class FollowUpForm(msgspec.Struct, rename="camel", frozen=True):
    """A follow-up of a customer or a lead; while it is paused it says since when, and has no `dueAt`."""

    id: UUID
    version: int
    customer_id: UUID | None
    lead_id: UUID | None
    rule: str
    title: str
    due_at: datetime | None
    paused_at: datetime | None
    state: State
    badge: Badge | None
    owner_user_id: UUID | None
    source: FollowUpSource
    created_at: datetime
    closed_at: datetime | None
    outcome: str | None
    note: str | None


class FollowUpPageForm(msgspec.Struct, rename="camel", frozen=True):
    """One page of follow-ups."""

    items: list[FollowUpForm]
    next_cursor: str | None


def follow_up_form(one: FollowUp, rule: SlaRule | None, *, language: str, now: datetime) -> FollowUpForm:
    """The follow-up with the title of its rule; where nobody declares that any more, its key."""
    closing = one.closing
    titles = {} if rule is None else {"de": rule.title_de, "en": rule.title_en}
    return FollowUpForm(
        id=one.id,
        version=one.version,
        customer_id=one.party.customer_id,
        lead_id=one.party.lead_id,
        rule=one.rule,
        title=titles.get(language, one.rule),
        due_at=one.due_at,
        paused_at=one.paused_at,
        state=one.state,
        badge=one.badge(now),
        owner_user_id=one.owner_user_id,
        source=FollowUpSource(one.source.kind, one.source.id),
        created_at=one.created_at,
        closed_at=None if closing is None else closing.at,
        outcome=None if closing is None else closing.outcome,
        note=None if closing is None else closing.note,
    )


class ReminderForm(msgspec.Struct, rename="camel", frozen=True):
    """What somebody was told of a follow-up: a reminder to its owner, or a question to those who lead."""

    id: UUID
    kind: Notch
    passed_at: datetime
    created_at: datetime
    opened_at: datetime | None
    # Told to everybody who leads the region, not to one person.
    to_team: bool
    follow_up_id: UUID
    # Only in the inbox.
    follow_up: FollowUpForm | None


class RemindersForm(msgspec.Struct, rename="camel", frozen=True):
    """What waits in one's inbox, the newest first."""

    items: list[ReminderForm]


def reminder_form(one: Reminder, about: FollowUpForm | None) -> ReminderForm:
    return ReminderForm(
        id=one.id,
        kind=one.notch,
        passed_at=one.passed_at,
        created_at=one.created_at,
        opened_at=one.opened_at,
        to_team=one.owner_user_id is None,
        follow_up_id=one.follow_up_id,
        follow_up=about,
    )
