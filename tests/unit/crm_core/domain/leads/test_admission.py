"""Who goes first when facts are recorded at the same instant: what helps, before what hurts."""

from datetime import UTC, datetime, timedelta

from crm_core.domain.leads.admission import admit
from crm_core.domain.leads.clocks import Lapse, LapseReason
from crm_core.domain.leads.history import Activity, Extension, Hold, Notice, ProtectionHistory
from crm_core.domain.leads.rules import CONTRACT_2025

START = datetime(2025, 1, 1, tzinfo=UTC)


def day(number: float) -> datetime:
    return START + timedelta(days=number)


NOTICE = Notice(sent_at=day(60), delivered_at=day(60))
LATE_NOTICE = Notice(sent_at=day(60), delivered_at=day(60), recorded_at=day(80))


def test_a_hold_is_admitted_before_a_notice() -> None:
    hold = Hold(start=day(65), end=day(90), recorded_at=day(80))

    admitted = admit(
        ProtectionHistory(started_at=START, holds=(hold,), notices=(LATE_NOTICE,)), CONTRACT_2025
    )

    assert admitted.grace_restarts == ()
    assert admitted.lapse == Lapse(day(95), LapseReason.INACTIVITY)


def test_an_activity_is_admitted_before_a_notice() -> None:
    call = Activity(kind="QUALIFIED_CALL", occurred_at=day(79), recorded_at=day(80))

    admitted = admit(
        ProtectionHistory(started_at=START, activities=(call,), notices=(LATE_NOTICE,)), CONTRACT_2025
    )

    assert admitted.grace_restarts == ()
    assert admitted.lapse == Lapse(day(181), LapseReason.BASE_PERIOD)


def test_an_activity_is_admitted_before_another_is_withdrawn() -> None:
    withdrawn = Activity(kind="QUALIFIED_CALL", occurred_at=day(65), withdrawn_at=day(80))
    call = Activity(kind="QUALIFIED_CALL", occurred_at=day(79), recorded_at=day(80))

    admitted = admit(
        ProtectionHistory(started_at=START, activities=(withdrawn, call), notices=(NOTICE,)), CONTRACT_2025
    )

    assert admitted.grace_restarts == ()
    assert admitted.history.activities == (call,)


def test_a_hold_starts_before_another_ends() -> None:
    ended = Hold(start=day(100), end=day(101), end_recorded_at=day(300))
    other = Hold(start=day(101), end=day(290), recorded_at=day(300))

    admitted = admit(ProtectionHistory(started_at=START, holds=(ended, other)), CONTRACT_2025)

    assert admitted.base_restarts == ()
    assert admitted.lapse == Lapse(day(181 + 190), LapseReason.BASE_PERIOD)


def test_what_is_recorded_after_the_lapse_is_not_admitted() -> None:
    extension = Extension(granted_at=day(70), days=10)
    call = Activity(kind="QUALIFIED_CALL", occurred_at=day(69), recorded_at=day(70))
    history = ProtectionHistory(
        started_at=START, activities=(call,), notices=(NOTICE,), extensions=(extension,)
    )

    admitted = admit(history, CONTRACT_2025)

    assert admitted.lapse == Lapse(day(70), LapseReason.INACTIVITY)
    assert admitted.history == ProtectionHistory(started_at=START, notices=(NOTICE,))


def test_what_was_not_known_yet_is_not_admitted() -> None:
    planned = Hold(start=day(50), end=day(55))
    history = ProtectionHistory(started_at=START, holds=(planned,), notices=(NOTICE,))

    known = admit(history, CONTRACT_2025, day(54)).history

    assert known.notices == ()
    assert known.holds == (Hold(start=day(50)),)
