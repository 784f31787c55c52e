"""The owner is reminded, the team lead asked; who has no address finds it in the inbox only."""

from datetime import timedelta
from uuid import UUID

import pytest
from attrs import evolve

from crm_core.domain.access.actor import Actor
from crm_core.domain.access.policy import Operation
from crm_core.domain.access.scope import Scope
from crm_core.domain.follow_ups.follow_up import FollowUpId
from crm_core.domain.follow_ups.reminder import (
    CLAIMED_FOR,
    REMINDERS,
    Addressee,
    Audience,
    Reminder,
    ReminderId,
    reminders_of,
)
from crm_core.domain.follow_ups.sla import Milestone, Notch
from tests import given

OWNER, LEAD, NOW = given.user(1), given.user(50), given.START
EVERYBODY = Audience(OWNER, "BERLIN", LEAD, frozenset({OWNER, LEAD}))
LETTER = Reminder(
    ReminderId(UUID(int=1)),
    given.TENANT,
    FollowUpId(UUID(int=2)),
    Notch.REMINDER,
    NOW,
    NOW,
    OWNER,
    by_letter=True,
)


def passed(*notches: Notch) -> tuple[Milestone, ...]:
    """One a day, in this order."""
    return tuple(Milestone(notch, NOW + timedelta(days=day), day) for day, notch in enumerate(notches))


@pytest.mark.parametrize(
    ("audience", "notch", "addressees"),
    [
        (EVERYBODY, Notch.REMINDER, [Addressee(OWNER), Addressee(OWNER, by_letter=True)]),
        (EVERYBODY, Notch.ESCALATION, [Addressee(region="BERLIN"), Addressee(LEAD, by_letter=True)]),
        (Audience(OWNER, "BERLIN"), Notch.REMINDER, [Addressee(OWNER)]),
        (Audience(OWNER, "BERLIN", LEAD), Notch.ESCALATION, [Addressee(region="BERLIN")]),
        (Audience(None, None), Notch.REMINDER, []),
        (Audience(None, None), Notch.ESCALATION, [Addressee()]),
        (EVERYBODY, Notch.OVERDUE, []),
        (EVERYBODY, Notch.DUE_SOON, []),
    ],
)
def test_who_is_told(audience: Audience, notch: Notch, addressees: list[Addressee]) -> None:
    assert [whom for _, whom in reminders_of(passed(notch), audience)] == addressees


def test_of_several_reminders_that_were_passed_the_last_is_told() -> None:
    late = passed(Notch.REMINDER, Notch.DUE_SOON, Notch.OVERDUE, Notch.REMINDER, Notch.ESCALATION)
    told = reminders_of(late, Audience(OWNER, "BERLIN"))

    assert [(one.notch, one.step) for one, _ in told] == [(Notch.REMINDER, 3), (Notch.ESCALATION, 4)]


def test_a_letter_is_claimed_for_a_while_and_ends_once() -> None:
    claimed = LETTER.claimed(NOW)
    ended = (claimed.sent(NOW), claimed.dropped(NOW))

    assert claimed.claimed_until == NOW + CLAIMED_FOR
    assert not any(one.has_ended for one in (LETTER, claimed))
    assert all(one.has_ended and one.claimed_until is None for one in ended)


def test_it_was_opened_when_it_was_first_opened() -> None:
    opened = LETTER.opened(NOW)

    assert opened.opened(NOW + timedelta(days=1)) == opened
    assert opened.opened_at == NOW


def test_the_team_reads_what_was_told_to_the_team_and_nobody_elses() -> None:
    def sees(actor: Actor, one: Reminder) -> bool:
        return REMINDERS.permits(Operation.READ, Scope(actor), one)

    teams = evolve(LETTER, owner_user_id=None, region="BERLIN")
    assert [sees(given.team_lead("BERLIN"), one) for one in (LETTER, teams)] == [False, True]
    assert [sees(given.rep(1), one) for one in (LETTER, teams)] == [True, False]
    assert not sees(given.actor(tenant=given.OTHER_TENANT), LETTER)
    assert sees(given.AUDITOR, LETTER)
    assert not REMINDERS.permits(Operation.WRITE, Scope(given.AUDITOR), LETTER)
