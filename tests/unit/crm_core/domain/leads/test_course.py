from datetime import UTC, datetime, timedelta

from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from crm_core.domain.leads.course import AFTER_LAPSE, Course, course
from crm_core.domain.leads.derivation import SegmentKind
from crm_core.domain.leads.history import Hold, Notice, ProtectionHistory
from crm_core.domain.leads.protection import evaluate
from crm_core.domain.leads.rules import CONTRACT_2025
from crm_core.domain.leads.why import explain
from tests.unit.crm_core.domain.leads.histories import random_case

START = datetime(2025, 1, 1, tzinfo=UTC)
DUE = datetime(2025, 3, 2, tzinfo=UTC)
PLAIN = ProtectionHistory(started_at=START)
REMINDED = evolve(PLAIN, notices=(Notice(sent_at=DUE, delivered_at=DUE + timedelta(hours=9)),))
DAY = timedelta(days=1)


def seen(history: ProtectionHistory, at: datetime, *, until: datetime | None = None) -> Course:
    return course(history, explain(history, CONTRACT_2025, at), until=until)


def kinds(found: Course) -> list[SegmentKind]:
    return [one.kind for one in found.segments]


def test_a_protected_lead_goes_on_to_the_end_of_its_base_period() -> None:
    found = seen(PLAIN, START + 20 * DAY)

    assert (found.start, found.end) == (START, datetime(2025, 7, 1, tzinfo=UTC))
    assert [one.kind for one in found.past] == [SegmentKind.RUNNING]
    assert [one.kind for one in found.ahead] == [SegmentKind.RUNNING, SegmentKind.REMINDER_DUE]


def test_a_grace_that_runs_shows_the_lapse_before_the_base_period_would_end() -> None:
    found = seen(REMINDED, DUE + 2 * DAY)

    assert kinds(found)[-2:] == [SegmentKind.GRACE, SegmentKind.LAPSED]
    assert found.ahead[-1].start == DUE + timedelta(days=10, hours=9)


def test_after_a_lapse_only_a_little_more_is_shown() -> None:
    lapse = DUE + timedelta(days=10, hours=9)

    assert seen(REMINDED, lapse + 3 * DAY).end == lapse + 3 * DAY
    assert seen(REMINDED, lapse + 300 * DAY).end == lapse + AFTER_LAPSE
    assert seen(REMINDED, lapse + 300 * DAY).ahead == ()


def test_a_hold_without_an_end_keeps_the_course_open() -> None:
    held = evolve(PLAIN, holds=(Hold(start=START + 10 * DAY),))
    found = seen(held, START + 15 * DAY)

    assert found.is_open
    assert found.end == evaluate(held, CONTRACT_2025, START + 15 * DAY).base_expiry_at
    assert [one.kind for one in found.ahead] == [SegmentKind.PAUSED]
    assert not seen(PLAIN, START + 15 * DAY).is_open


def test_a_hold_with_an_end_moves_the_deadlines_that_are_ahead() -> None:
    held = evolve(PLAIN, holds=(Hold(start=START + 10 * DAY, end=START + 20 * DAY),))

    assert seen(held, START + 15 * DAY).end == datetime(2025, 7, 11, tzinfo=UTC)


def test_an_assignment_that_ended_goes_no_further() -> None:
    until = START + 30 * DAY

    assert seen(PLAIN, START + 20 * DAY, until=until).end == until
    assert seen(PLAIN, until, until=until).ahead == ()


@given(st.integers(0, 2**32))
def test_a_course_has_neither_gap_nor_overlap(seed: int) -> None:
    case = random_case(seed, timedelta(hours=1))
    for at in case.instants:
        found = course(case.history, explain(case.history, case.rules, at))
        edges = [found.start, *(one.end for one in found.segments)]
        assert [one.start for one in found.segments] == edges[:-1]
        assert edges[-1] == found.end
