"""What comes before whom: decisions 48 hours before a lapse that they could prevent, forgotten holds."""

from datetime import datetime, timedelta

import pytest
from attrs import evolve

from crm_core.domain.follow_ups.reminder import Addressee
from crm_core.domain.leads.escalation import ESCALATED_BEFORE, Escalation, escalations
from crm_core.domain.leads.history import HoldReason
from crm_core.domain.leads.lead import Lead, Phase
from crm_core.domain.leads.lead_facts import NO_FACTS, LeadFacts, settled
from crm_core.domain.leads.message import MessageKind
from crm_core.domain.leads.recorded import HoldId, LeadActivity, LeadActivityId, PlacedHold
from tests import given
from tests.worlds import in_memory

WORLD = in_memory()
LEAD = given.lead_made(WORLD)
LAPSE = datetime(2026, 9, 2, 8, 0, tzinfo=given.START.tzinfo)
OFFICE = (Addressee(),)
SECOND = timedelta(seconds=1)


def hold(reason: HoldReason = HoldReason.CUSTOMER_BLOCKED, start: datetime | None = None) -> PlacedHold:
    begun = start or LAPSE - timedelta(days=3)
    at_once = None if reason is HoldReason.CUSTOMER_BLOCKED else begun
    return PlacedHold(
        id=HoldId(WORLD.ids.new()),
        reason=reason,
        start=begun,
        end=None,
        placed_at=begun,
        placed_by=given.user(1),
        effective_at=at_once,
    )


def late_call(**more: object) -> LeadActivity:
    assert LEAD.assignment is not None
    made = LeadActivity(
        id=LeadActivityId(WORLD.ids.new()),
        assignment_id=LEAD.assignment.id,
        kind="QUALIFIED_CALL",
        occurred_at=LAPSE - timedelta(days=20),
        recorded_at=LAPSE - timedelta(days=3),
        recorded_by=given.user(1),
    )
    return evolve(made, **more)  # type: ignore[arg-type]  # a builder's loose arguments


def told(facts: LeadFacts, now: datetime, lead: Lead = LEAD) -> tuple[Escalation, ...]:
    return escalations(settled(lead, facts), facts, now)


def test_a_pending_hold_comes_before_the_manager_48_hours_before_the_lapse_and_not_earlier() -> None:
    waiting = hold()
    facts = LeadFacts(holds=(waiting,))
    due = (Escalation(MessageKind.HOLD_WAITS, waiting.id, OFFICE),)

    assert told(facts, LAPSE - ESCALATED_BEFORE - SECOND) == ()
    assert told(facts, LAPSE - ESCALATED_BEFORE) == told(facts, LAPSE - SECOND) == due
    assert told(facts, LAPSE) == ()


def test_so_does_a_late_activity_that_nobody_confirmed() -> None:
    waiting = late_call()
    facts = LeadFacts(activities=(waiting,))
    assert told(facts, LAPSE - SECOND) == (Escalation(MessageKind.ACTIVITY_WAITS, waiting.id, OFFICE),)


@pytest.mark.parametrize(
    "facts",
    [
        LeadFacts(holds=(evolve(hold(), rejected_at=LAPSE - timedelta(days=2)),)),
        LeadFacts(holds=(evolve(hold(), withdrawn_at=LAPSE - timedelta(days=2)),)),
        LeadFacts(holds=(hold(start=LAPSE),)),
        LeadFacts(activities=(late_call(withdrawn_at=LAPSE - timedelta(days=2)),)),
        LeadFacts(activities=(late_call(confirmed_at=LAPSE - timedelta(days=2)),)),
        LeadFacts(activities=(late_call(kind="NOTE"),)),
        LeadFacts(activities=(late_call(occurred_at=LAPSE - timedelta(days=4)),)),
        NO_FACTS,
    ],
)
def test_what_is_decided_or_could_prevent_nothing_waits_for_nobody(facts: LeadFacts) -> None:
    assert told(facts, LAPSE - SECOND) == ()


def test_an_open_hold_is_forgotten_after_thirty_days_and_owner_and_team_are_asked() -> None:
    running = hold(HoldReason.FFZ_SAMPLE_DELAY, given.START)
    facts = LeadFacts(holds=(running,))
    asked = (Addressee(given.user(1)), Addressee(region="BERLIN"))

    assert told(facts, given.START + timedelta(days=30)) == ()
    assert told(facts, given.START + timedelta(days=30, seconds=1)) == (
        Escalation(MessageKind.HOLD_FORGOTTEN, running.id, asked),
    )
    ended = LeadFacts(holds=(evolve(running, end=given.START + timedelta(days=31)),))
    assert told(ended, given.START + timedelta(days=40)) == ()


def test_of_a_lead_that_is_over_nobody_is_told() -> None:
    facts = LeadFacts(holds=(hold(),))
    for phase in (Phase.CONVERTED, Phase.RELEASED):
        assert escalations(evolve(settled(LEAD, facts), phase=phase), facts, LAPSE - SECOND) == ()
