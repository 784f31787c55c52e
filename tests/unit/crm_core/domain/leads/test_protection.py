"""The worked examples of the contract, and each rule at the instants where it begins and ends to hold."""

from datetime import UTC, datetime, timedelta

import pytest
from attrs import evolve

from crm_core.domain.leads.clocks import LapseReason
from crm_core.domain.leads.history import Activity, Extension, Hold, Notice, ProtectionHistory
from crm_core.domain.leads.protection import ProgressDays, ProtectionState, evaluate
from crm_core.domain.leads.rules import AUTOMATIC, CONTRACT_2025, SUM
from crm_core.domain.leads.standing import standing

PROTECTED, REMINDER_DUE, GRACE, EXPIRED = ProtectionState
MOMENT = timedelta(microseconds=1)


def on(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def call(at: str, **more: object) -> Activity:
    return Activity(kind="QUALIFIED_CALL", occurred_at=on(at), **more)  # type: ignore[arg-type]  # a short form


def delivered(at: str, sent: str | None = None, recorded: str | None = None) -> Notice:
    return Notice(
        sent_at=on(sent or at), delivered_at=on(at), recorded_at=None if recorded is None else on(recorded)
    )


NEW_YEAR = ProtectionHistory(started_at=on("2025-01-01"))
REMINDED = evolve(NEW_YEAR, notices=(delivered("2025-03-02T09:00", sent="2025-03-02"),))


def test_without_a_notice_the_reminder_is_due_and_nothing_ends_by_inactivity() -> None:
    verdict = evaluate(NEW_YEAR, CONTRACT_2025, on("2025-03-20"))

    assert verdict.state is REMINDER_DUE
    assert verdict.reminder_due_at == on("2025-03-02")
    assert verdict.base_expiry_at == on("2025-07-01")
    assert verdict.grace_until == verdict.valid_until == on("2025-03-30")
    assert evaluate(NEW_YEAR, CONTRACT_2025, on("2025-06-30T23:59")).state is REMINDER_DUE


def test_ten_days_after_the_delivery_protection_ends_by_inactivity() -> None:
    verdict = evaluate(REMINDED, CONTRACT_2025, on("2025-03-12T09:00"))

    assert (verdict.state, verdict.expired_reason) == (EXPIRED, LapseReason.INACTIVITY)
    assert evaluate(REMINDED, CONTRACT_2025, on("2025-03-12T09:00") - MOMENT).state is GRACE


def test_the_base_period_ends_protection_of_a_diligent_owner() -> None:
    diligent = evolve(NEW_YEAR, activities=tuple(call(f"2025-0{month}-28") for month in range(1, 7)))

    verdict = evaluate(diligent, CONTRACT_2025, on("2025-07-01"))

    assert (verdict.state, verdict.expired_reason) == (EXPIRED, LapseReason.BASE_PERIOD)
    assert evaluate(diligent, CONTRACT_2025, on("2025-07-01") - MOMENT).state is PROTECTED


def test_six_months_from_the_last_of_august_end_with_february() -> None:
    history = ProtectionHistory(started_at=on("2024-08-31"))

    assert evaluate(history, CONTRACT_2025, on("2025-02-01")).base_expiry_at == on("2025-02-28")


def test_overlapping_holds_count_once() -> None:
    holds = (
        Hold(start=on("2025-02-01"), end=on("2025-02-11")),
        Hold(start=on("2025-02-06"), end=on("2025-02-16")),
    )

    verdict = evaluate(evolve(NEW_YEAR, holds=holds), CONTRACT_2025, on("2025-02-20"))

    assert verdict.reminder_due_at == on("2025-03-17")
    assert verdict.base_expiry_at == on("2025-07-16")
    assert verdict.progress_days == ProgressDays(used=35, paused=15, left=25)


def test_an_activity_in_the_grace_period_opens_a_window_that_needs_its_own_notice() -> None:
    history = evolve(NEW_YEAR, notices=(delivered("2025-03-02"),), activities=(call("2025-03-05"),))

    assert evaluate(history, CONTRACT_2025, on("2025-03-04")).state is GRACE
    verdict = evaluate(history, CONTRACT_2025, on("2025-03-06"))
    assert (verdict.state, verdict.reminder_due_at) == (PROTECTED, on("2025-05-04"))
    assert evaluate(history, CONTRACT_2025, on("2025-06-30")).state is REMINDER_DUE


def test_the_deadline_belongs_to_the_later_state() -> None:
    assert evaluate(NEW_YEAR, CONTRACT_2025, on("2025-03-02") - MOMENT).state is PROTECTED
    assert evaluate(NEW_YEAR, CONTRACT_2025, on("2025-03-02")).state is REMINDER_DUE
    assert evaluate(REMINDED, CONTRACT_2025, on("2025-03-02T09:00") - MOMENT).state is REMINDER_DUE
    assert evaluate(REMINDED, CONTRACT_2025, on("2025-03-02T09:00")).state is GRACE


def test_when_both_end_at_once_it_is_the_base_period() -> None:
    history = evolve(NEW_YEAR, notices=(delivered("2025-06-21"),))

    verdict = evaluate(history, CONTRACT_2025, on("2025-07-01"))

    assert verdict.expired_reason is LapseReason.BASE_PERIOD
    assert verdict.grace_until == verdict.base_expiry_at == on("2025-07-01")


def test_a_notice_sent_before_the_due_instant_is_not_valid() -> None:
    early = delivered("2025-03-03", sent="2025-03-01T23:59")

    assert evaluate(evolve(NEW_YEAR, notices=(early,)), CONTRACT_2025, on("2025-06-01")).state is REMINDER_DUE


def test_a_hold_recorded_later_voids_a_notice_sent_before_the_reminder_became_due() -> None:
    hold = Hold(start=on("2025-02-28"), end=on("2025-03-05"), recorded_at=on("2025-03-04"))
    history = evolve(NEW_YEAR, notices=(delivered("2025-03-02T09:00"),), holds=(hold,))

    assert evaluate(history, CONTRACT_2025, on("2025-03-03"), known_at=on("2025-03-03")).state is GRACE
    assert evaluate(history, CONTRACT_2025, on("2025-03-06")).state is PROTECTED
    assert evaluate(history, CONTRACT_2025, on("2025-03-20")).state is REMINDER_DUE


def test_a_bounce_recorded_before_the_lapse_undoes_the_delivery() -> None:
    bounced = evolve(REMINDED.notices[0], bounced_at=on("2025-03-12T08:59"))
    too_late = evolve(REMINDED.notices[0], bounced_at=on("2025-03-12T09:00"))

    assert (
        evaluate(evolve(REMINDED, notices=(bounced,)), CONTRACT_2025, on("2025-03-13")).state is REMINDER_DUE
    )
    assert evaluate(evolve(REMINDED, notices=(too_late,)), CONTRACT_2025, on("2025-03-13")).state is EXPIRED


def test_an_open_hold_keeps_every_deadline_away() -> None:
    history = evolve(REMINDED, holds=(Hold(start=on("2025-03-10T09:00")),))

    verdict = evaluate(history, CONTRACT_2025, on("2025-04-10T09:00"))

    assert (verdict.state, verdict.clock_paused) == (GRACE, True)
    assert verdict.grace_until == on("2025-04-12T09:00")


def test_a_hold_that_starts_at_the_lapse_does_not_undo_it() -> None:
    history = evolve(REMINDED, holds=(Hold(start=on("2025-03-12T09:00"), recorded_at=on("2025-03-01")),))

    verdict = evaluate(history, CONTRACT_2025, on("2025-03-13"))

    assert (verdict.state, verdict.clock_paused) == (EXPIRED, False)
    assert verdict.valid_until == on("2025-03-12T09:00")


@pytest.mark.parametrize(
    ("activity", "counts"),
    [
        (call("2025-03-01"), True),
        (call("2025-01-01"), False),  # it counts and moves nothing: the clock is where it was
        (call("2024-12-31"), False),
        (call("2025-03-01", credited_to_owner=False), False),
        (call("2025-03-01", recorded_at=on("2025-03-08")), True),
        (call("2025-03-01", recorded_at=on("2025-03-08") + MOMENT), False),
        (call("2025-03-01", recorded_at=on("2025-03-09"), confirmed_at=on("2025-03-10")), True),
        (call("2025-03-01", recorded_at=on("2025-03-09"), confirmed_at=on("2025-03-12T09:00")), False),
        (call("2025-03-12T08:59"), True),
        (call("2025-03-12T09:00"), False),
        (call("2025-03-11", recorded_at=on("2025-03-12T09:00")), False),
        (call("2025-03-01", withdrawn_at=on("2025-03-02")), False),
        (evolve(call("2025-03-01"), kind="SAMPLE_SENT"), False),
        (evolve(call("2025-03-01"), kind="SAMPLE_FEEDBACK"), True),
    ],
)
def test_which_activities_keep_a_lead(activity: Activity, counts: bool) -> None:
    verdict = evaluate(evolve(REMINDED, activities=(activity,)), CONTRACT_2025, on("2025-03-13"))

    assert (verdict.state is not EXPIRED) == counts


def test_a_delivery_recorded_too_late_starts_the_grace_at_its_recording() -> None:
    history = evolve(NEW_YEAR, notices=(delivered("2025-03-02", recorded="2025-03-20"),))

    assert evaluate(history, CONTRACT_2025, on("2025-03-19")).state is REMINDER_DUE
    assert evaluate(history, CONTRACT_2025, on("2025-03-20")).grace_until == on("2025-03-30")
    assert evaluate(history, CONTRACT_2025, on("2025-03-30")).state is EXPIRED


def test_a_delivery_recorded_late_but_in_time_counts_from_the_delivery() -> None:
    history = evolve(NEW_YEAR, notices=(delivered("2025-03-02", recorded="2025-03-11"),))

    assert evaluate(history, CONTRACT_2025, on("2025-03-11")).grace_until == on("2025-03-12")


def test_a_withdrawn_activity_gives_a_new_grace_instead_of_a_lapse_in_the_past() -> None:
    activity = call("2025-03-05", withdrawn_at=on("2025-03-25"))
    history = evolve(REMINDED, activities=(activity,))

    assert evaluate(history, CONTRACT_2025, on("2025-03-25")).grace_until == on("2025-04-04")
    assert evaluate(history, CONTRACT_2025, on("2025-03-24"), known_at=on("2025-03-24")).state is PROTECTED


def test_a_hold_shortened_behind_us_gives_the_base_period_one_more_grace() -> None:
    hold = Hold(start=on("2025-05-01"), end=on("2025-05-02"), end_recorded_at=on("2025-08-01"))

    verdict = evaluate(evolve(NEW_YEAR, holds=(hold,)), CONTRACT_2025, on("2025-08-05"))

    assert verdict.base_expiry_at == on("2025-08-11")
    assert verdict.state is REMINDER_DUE


def test_a_base_period_that_would_end_at_the_very_recording_gets_one_more_grace_too() -> None:
    hold = Hold(start=on("2025-05-01"), end=on("2025-05-02"), end_recorded_at=on("2025-07-02"))

    verdict = evaluate(evolve(NEW_YEAR, holds=(hold,)), CONTRACT_2025, on("2025-07-02"))

    assert verdict.base_expiry_at == on("2025-07-12")


def test_a_delivery_that_bounced_when_it_was_recorded_never_counted() -> None:
    bounced = evolve(delivered("2025-03-04", recorded="2025-03-17"), bounced_at=on("2025-03-17"))
    other = delivered("2025-03-10", recorded="2025-03-18")

    verdict = evaluate(evolve(NEW_YEAR, notices=(bounced, other)), CONTRACT_2025, on("2025-03-19"))

    assert verdict.grace_until == on("2025-03-20")


@pytest.mark.parametrize("at", ["2025-03-12T09:00", "2025-03-20"])
def test_hindsight_does_not_end_protection_on_a_day_on_which_it_stood(at: str) -> None:
    first = call("2025-03-05", withdrawn_at=on("2025-04-20"))
    history = evolve(REMINDED, activities=(first, call("2025-04-01")))

    verdict = evaluate(history, CONTRACT_2025, on(at))

    assert verdict == evaluate(history, CONTRACT_2025, on(at), known_at=on(at))
    assert verdict.state is PROTECTED


@pytest.mark.parametrize(
    ("extension", "expiry"),
    [
        (Extension(granted_at=on("2025-06-30"), months=2), "2025-09-01"),
        (Extension(granted_at=on("2025-06-30"), days=5), "2025-07-06"),
        (Extension(granted_at=on("2025-07-01"), days=5), "2025-07-01"),
        (Extension(granted_at=on("2025-06-30"), days=5, recorded_at=on("2025-07-01")), "2025-07-01"),
    ],
)
def test_an_extension_counts_if_granted_and_recorded_before_the_lapse(
    extension: Extension, expiry: str
) -> None:
    verdict = evaluate(evolve(NEW_YEAR, extensions=(extension,)), CONTRACT_2025, on("2025-12-31"))

    assert verdict.base_expiry_at == on(expiry)


def test_extensions_add_months_first_then_days_then_pauses() -> None:
    history = ProtectionHistory(
        started_at=on("2024-08-31"),
        extensions=(
            Extension(granted_at=on("2024-10-01"), days=1),
            Extension(granted_at=on("2024-11-01"), months=1),
        ),
        holds=(Hold(start=on("2024-12-01"), end=on("2024-12-03")),),
    )

    assert evaluate(history, CONTRACT_2025, on("2025-01-01")).base_expiry_at == on("2025-04-03")


def test_a_transfer_keeps_the_base_clock_and_restarts_the_progress_clock() -> None:
    history = ProtectionHistory(started_at=on("2025-01-01"), inactivity_from=on("2025-02-20"))

    verdict = evaluate(history, CONTRACT_2025, on("2025-03-20"))

    assert (verdict.state, verdict.reminder_due_at) == (PROTECTED, on("2025-04-21"))
    assert verdict.base_expiry_at == on("2025-07-01")
    assert verdict.progress_days == ProgressDays(used=28, paused=0, left=32)


def test_automatic_grace_needs_no_notice() -> None:
    assert evaluate(NEW_YEAR, AUTOMATIC, on("2025-03-02")).state is GRACE
    verdict = evaluate(NEW_YEAR, AUTOMATIC, on("2025-03-12"))
    assert (verdict.state, verdict.expired_reason) == (EXPIRED, LapseReason.INACTIVITY)


def test_the_sum_of_periods_knows_no_reminder_and_no_activity() -> None:
    hold = Hold(start=on("2025-02-01"), end=on("2025-02-11"))
    history = evolve(REMINDED, holds=(hold,))

    verdict = evaluate(history, SUM, on("2025-09-18"))

    assert verdict.state is PROTECTED
    assert verdict.base_expiry_at == verdict.valid_until == on("2025-09-19")
    assert (verdict.reminder_due_at, verdict.grace_until, verdict.progress_days) == (None, None, None)
    assert evaluate(history, SUM, on("2025-09-19")).expired_reason is LapseReason.BASE_PERIOD


def test_days_are_whole_floored_and_never_negative() -> None:
    late = evaluate(NEW_YEAR, CONTRACT_2025, on("2025-04-01T23:00"))
    transferred = ProtectionHistory(started_at=on("2025-01-01"), inactivity_from=on("2025-02-01"))

    assert late.progress_days == ProgressDays(used=90, paused=0, left=0)
    early = evaluate(transferred, CONTRACT_2025, on("2025-01-10")).progress_days
    assert early == ProgressDays(used=0, paused=0, left=60)
    assert evaluate(NEW_YEAR, CONTRACT_2025, on("2025-01-01T01:00")).progress_days == ProgressDays(0, 0, 59)


def test_the_last_activity_is_told() -> None:
    history = evolve(NEW_YEAR, activities=(call("2025-01-09"), call("2025-01-05"), call("2025-01-20")))

    assert evaluate(history, CONTRACT_2025, on("2025-01-10")).last_activity_at == on("2025-01-09")
    assert evaluate(NEW_YEAR, CONTRACT_2025, on("2025-01-10")).last_activity_at is None
    first = evolve(NEW_YEAR, activities=(call("2025-01-01"),))
    assert evaluate(first, CONTRACT_2025, on("2025-01-10")).last_activity_at == on("2025-01-01")


def test_what_does_not_depend_on_now_is_open_while_a_hold_runs() -> None:
    paused = evolve(REMINDED, holds=(Hold(start=on("2025-03-05"), end=on("2025-03-08")),))

    during = standing(paused, CONTRACT_2025, known_at=on("2025-03-06"))
    after = standing(paused, CONTRACT_2025, known_at=on("2025-03-08"))

    assert (during.lapse, during.base_expiry_at, during.grace_end_at) == (None, None, None)
    assert during.reminder_due_at == on("2025-03-02")
    assert during.paused_since == on("2025-03-05")
    assert (after.paused_since, after.grace_end_at) == (None, on("2025-03-15T09:00"))
    assert after.base_expiry_at == on("2025-07-04")
    assert after.lapse is not None
    assert after.lapse.at == on("2025-03-15T09:00")


def test_a_hold_can_make_a_new_grace_unnecessary() -> None:
    """Days 62, 75, 85 and 76 of docs/decisions/0103."""
    history = evolve(NEW_YEAR, notices=(delivered("2025-03-04", recorded="2025-03-17"),))
    hold = Hold(start=on("2025-03-06"), end=on("2025-03-10"))

    assert evaluate(history, CONTRACT_2025, on("2025-06-01")).valid_until == on("2025-03-27")
    held = evaluate(evolve(history, holds=(hold,)), CONTRACT_2025, on("2025-06-01"))
    assert held.valid_until == on("2025-03-18")


def test_an_earlier_delivery_that_is_recorded_too_late_starts_the_grace_anew() -> None:
    notices = (delivered("2025-03-08"), delivered("2025-03-04", recorded="2025-03-15"))

    verdict = evaluate(evolve(NEW_YEAR, notices=notices), CONTRACT_2025, on("2025-03-16"))

    assert (verdict.state, verdict.grace_until) == (GRACE, on("2025-03-25"))
