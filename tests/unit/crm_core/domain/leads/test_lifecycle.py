"""Steps in a lead's life: each leaves the clocks where the contract says, and none revives what is over."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from attrs import evolve

from adapters.memory.world import memory_world
from adapters.system.seals import KeyedSeals
from crm_core.domain.ids import CustomerId
from crm_core.domain.leads.assignment import AssignmentId, EndCause, TermsCause
from crm_core.domain.leads.lead import Conversion, Lead, Phase
from crm_core.domain.leads.lead_facts import NO_FACTS, settled, verdict_on
from crm_core.domain.leads.lifecycle import (
    backdated,
    converted,
    refuse_unless_protected,
    releasable_from,
    released,
    reserved,
    transferred,
    under_rules,
)
from crm_core.domain.leads.protection import ProtectionState
from crm_core.domain.leads.refusals import LeadIsConverted, LeadIsReserved, ProtectionHasLapsed
from crm_core.domain.leads.rules import CONTRACT_2025
from tests import given

DAY = timedelta(days=1)
NEW = AssignmentId(UUID(int=0xA2))
BOSS = given.user(90)


@pytest.fixture
def lead() -> Lead:
    world = memory_world(clock=given.StandingClock(), ids=given.CountingIds(), seals=KeyedSeals(b"k" * 32))
    return settled(given.lead_made(world), NO_FACTS)


@pytest.mark.parametrize("days", [0, 1, 59, 100, 170])
def test_a_transfer_never_goes_past_the_old_base_expiry(lead: Lead, days: int) -> None:
    at = given.START + days * DAY
    moved = settled(transferred(lead, given.user(3), by=BOSS, now=at, assignment_id=NEW), NO_FACTS)

    assert moved.standing is not None
    assert lead.standing is not None
    assert moved.standing.base_expiry_at == lead.standing.base_expiry_at
    assert moved.standing.reminder_due_at == at + 60 * DAY
    assert [one.ended_because for one in moved.assignments] == [EndCause.TRANSFERRED, None]
    assert moved.owner_user_id == given.user(3)
    assert moved.assignment_at(at - timedelta(microseconds=1)) == moved.assignments[0]
    assert moved.assignment_at(at) == moved.assignments[1]


def test_a_backdated_start_is_known_from_its_recording_on(lead: Lead) -> None:
    at = given.START + 5 * DAY
    earlier = backdated(lead, given.START - 9 * DAY, by=BOSS, now=at, evidence_id=UUID(int=5))
    current = earlier.assignments[-1]
    before, after = (verdict_on(current, NO_FACTS, given.START + DAY, known) for known in (at - DAY, at))

    assert after.base_expiry_at < before.base_expiry_at
    assert (before.reminder_due_at, after.reminder_due_at) == (
        given.START + 60 * DAY,
        given.START + 51 * DAY,
    )
    assert [terms.cause for terms in current.terms] == [TermsCause.REGISTERED, TermsCause.BACKDATED]


def test_a_backdating_after_a_transfer_leaves_the_progress_clock_alone(lead: Lead) -> None:
    moved = transferred(lead, given.user(3), by=BOSS, now=given.START + 5 * DAY, assignment_id=NEW)
    earlier = backdated(moved, given.START - DAY, by=BOSS, now=given.START + 6 * DAY, evidence_id=UUID(int=5))

    assert earlier.assignments[-1].current_terms.inactivity_from == given.START + 5 * DAY


def test_longer_rules_hold_from_their_recording_and_for_the_whole_of_it(lead: Lead) -> None:
    longer = evolve(CONTRACT_2025, name="longer", base_months=9)
    at = given.START + 30 * DAY
    current = under_rules(lead, longer, by=BOSS, now=at).assignments[-1]

    assert current.terms_known_at(at - timedelta(microseconds=1)).rules == CONTRACT_2025
    assert current.terms_known_at(at).rules == longer
    assert verdict_on(current, NO_FACTS, at).base_expiry_at == datetime(2026, 12, 2, 8, tzinfo=UTC)


def test_what_is_over_cannot_be_worked_on(lead: Lead) -> None:
    assert lead.standing is not None
    assert lead.standing.lapse is not None
    lapse = lead.standing.lapse.at
    assert refuse_unless_protected(lead, lapse - timedelta(microseconds=1)) == lead.assignment
    with pytest.raises(ProtectionHasLapsed):
        refuse_unless_protected(lead, lapse)
    with pytest.raises(ProtectionHasLapsed):
        refuse_unless_protected(released(lead, lapse + DAY), given.START)
    with pytest.raises(LeadIsReserved):
        refuse_unless_protected(
            reserved(evolve(lead, assignments=(), standing=None), given.START), given.START
        )
    agreed = Conversion(given.START, CustomerId(UUID(int=1)), UUID(int=2), given.START)
    with pytest.raises(LeadIsConverted):
        refuse_unless_protected(converted(lead, agreed, given.START), given.START)


def test_a_release_frees_the_lead_and_keeps_why_it_lapsed(lead: Lead) -> None:
    assert lead.standing is not None
    assert lead.standing.lapse is not None
    lapse = lead.standing.lapse.at
    gone = settled(released(evolve(lead, collaborators={}), releasable_from(lapse)), NO_FACTS)

    assert (gone.phase, gone.owner_user_id, gone.former_owner_user_id) == (
        Phase.RELEASED,
        None,
        given.user(1),
    )
    assert gone.former_owner_reads_until == lapse + 30 * DAY
    assert gone.standing == lead.standing
    assert verdict_on(gone.assignments[-1], NO_FACTS, lapse + DAY).state is ProtectionState.EXPIRED


@pytest.mark.parametrize(
    ("lapsed_at", "free"),
    [
        ("2026-07-01T10:00:00", "2026-07-01T22:00:00"),
        ("2026-07-01T21:59:59", "2026-07-01T22:00:00"),
        ("2026-07-01T22:00:00", "2026-07-02T22:00:00"),
        ("2026-12-01T22:30:00", "2026-12-01T23:00:00"),
        ("2026-10-25T00:30:00", "2026-10-25T23:00:00"),  # the day has twenty-five hours
    ],
)
def test_release_comes_at_the_end_of_the_day_in_berlin(lapsed_at: str, free: str) -> None:
    at, expected = (datetime.fromisoformat(text).replace(tzinfo=UTC) for text in (lapsed_at, free))
    assert releasable_from(at) == expected
