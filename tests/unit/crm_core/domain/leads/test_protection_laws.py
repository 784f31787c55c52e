"""Laws that hold of every history, tried on histories that Hypothesis looks for."""

from datetime import datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

from attrs import evolve
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from crm_core.domain.leads.admission import MAY_BRING_LAPSE_FORWARD, admit, recordings
from crm_core.domain.leads.case import Case
from crm_core.domain.leads.clocks import LapseReason
from crm_core.domain.leads.history import Activity, Hold, ProtectionHistory
from crm_core.domain.leads.intervals import FOREVER
from crm_core.domain.leads.protection import ProtectionState, evaluate
from crm_core.domain.leads.rules import GraceStart, ProtectionRules, never_shorter
from crm_core.domain.leads.standing import standing
from tests.unit.crm_core.domain.leads.histories import Dice

HOUR = timedelta(hours=1)
EXPIRED = ProtectionState.EXPIRED
dice = st.integers(min_value=0, max_value=2**32).map(lambda seed: Dice(Random(seed), HOUR))
thorough = settings(max_examples=400, deadline=None)


def ends_at(history: ProtectionHistory, rules: ProtectionRules) -> datetime:
    lapse = admit(history, rules).lapse
    return FOREVER if lapse is None else lapse.at


def assume_no_restart(history: ProtectionHistory, rules: ProtectionRules) -> None:
    """Rule 7 may grant a new grace; what makes it unnecessary also takes it away (docs/decisions/0103)."""
    admitted = admit(history, rules)
    assume(not admitted.base_restarts and not admitted.grace_restarts)


@given(dice)
@thorough
def test_a_hold_never_shortens_protection(dice: Dice) -> None:
    history, hold = dice.history(), dice.hold()
    assume_no_restart(history, dice.rules)

    paused = evolve(history, holds=(*history.holds, hold))

    assert ends_at(paused, dice.rules) >= ends_at(history, dice.rules)


@given(dice)
@thorough
def test_a_later_activity_never_hurts(dice: Dice) -> None:
    history, activity = dice.history(), evolve(dice.activity(), withdrawn_at=None)
    assume_no_restart(history, dice.rules)

    worked = evolve(history, activities=(*history.activities, activity))

    assert ends_at(worked, dice.rules) >= ends_at(history, dice.rules)


@given(dice)
@thorough
def test_an_activity_a_hold_an_extension_and_a_bounce_never_bring_the_known_lapse_forward(dice: Dice) -> None:
    case = Case(dice.rules, dice.history())
    for recorded_at, turn, _, _, take, fact in recordings(case.history, FOREVER):
        case.look_again()
        before = case.safe_until
        if before <= recorded_at:
            break
        take(case, fact)
        case.look_again()
        if turn not in MAY_BRING_LAPSE_FORWARD:
            assert case.safe_until >= before
        if case.safe_until <= recorded_at:
            case.restart(recorded_at)
        assert case.safe_until > recorded_at


@given(dice)
@thorough
def test_splitting_a_hold_changes_nothing(dice: Dice) -> None:
    history, hold, at = dice.history(), dice.hold(), dice.look()
    middle = dice.later(hold.start, 1, 3)
    assume(hold.end is None or middle <= hold.end)
    first = evolve(hold, end=middle, end_recorded_at=hold.end_recorded_at if hold.end is not None else None)
    second = evolve(hold, start=middle)

    whole = evolve(history, holds=(*history.holds, hold))
    split = evolve(history, holds=(*history.holds, first, second))

    assert evaluate(split, dice.rules, at) == evaluate(whole, dice.rules, at)


@given(dice)
@thorough
def test_duplicate_and_overlapping_holds_count_once(dice: Dice) -> None:
    history, at = dice.history(), dice.look()
    inner = [
        Hold(
            start=hold.start + HOUR, end=hold.end - HOUR, recorded_at=max(hold.recorded_at, hold.start + HOUR)
        )
        for hold in history.holds
        if hold.end is not None and hold.end_recorded_at is None and hold.end - hold.start > 2 * HOUR
    ]

    again = evolve(history, holds=(*history.holds, *history.holds, *inner))

    assert evaluate(again, dice.rules, at) == evaluate(history, dice.rules, at)


@given(dice)
@thorough
def test_no_fact_recorded_after_the_lapse_changes_the_verdict(dice: Dice) -> None:
    history, at = dice.history(), dice.look()
    lapse = ends_at(history, dice.rules)
    assume(lapse != FOREVER)

    late = evolve(
        history,
        activities=(*history.activities, evolve(dice.activity(), recorded_at=lapse, confirmed_at=lapse)),
        holds=(*history.holds, evolve(dice.hold(), recorded_at=lapse, end_recorded_at=None)),
        notices=(*history.notices, evolve(dice.notice(), recorded_at=lapse)),
        extensions=(*history.extensions, evolve(dice.extension(), recorded_at=lapse)),
    )

    for instant in (at, lapse - HOUR, lapse, lapse + HOUR):
        assert evaluate(late, dice.rules, instant) == evaluate(history, dice.rules, instant)


@given(dice)
@thorough
def test_expired_stays_expired_with_every_instant_as_it_was_at_the_lapse(dice: Dice) -> None:
    history = dice.history()
    lapse = ends_at(history, dice.rules)
    assume(lapse != FOREVER)

    verdict = evaluate(history, dice.rules, lapse)

    assert verdict.state is EXPIRED
    assert verdict.valid_until == lapse
    assert not verdict.clock_paused
    assert evaluate(history, dice.rules, lapse + 1000 * HOUR) == verdict
    assert evaluate(history, dice.rules, lapse - HOUR).state is not EXPIRED


@given(dice)
@thorough
def test_the_order_of_the_lists_changes_nothing(dice: Dice) -> None:
    history, at = dice.history(), dice.look()
    shuffled = evolve(
        history,
        activities=dice.shuffled(history.activities),
        holds=dice.shuffled(history.holds),
        notices=dice.shuffled(history.notices),
        extensions=dice.shuffled(history.extensions),
    )

    assert evaluate(shuffled, dice.rules, at) == evaluate(history, dice.rules, at)


@given(dice)
@thorough
def test_no_verdict_says_expired_at_an_instant_at_which_the_facts_then_recorded_gave_another_state(
    dice: Dice,
) -> None:
    history = dice.history()
    lapse = ends_at(history, dice.rules)
    near = [] if lapse == FOREVER else [lapse - HOUR, lapse, lapse + HOUR]
    for at in (dice.look(), *near):
        now = evaluate(history, dice.rules, at)
        then = evaluate(history, dice.rules, at, known_at=at)
        assert (now.state is EXPIRED) == (then.state is EXPIRED)


@given(dice)
@thorough
def test_as_of_now_equals_current(dice: Dice) -> None:
    history = dice.history()
    now = max([recording[0] for recording in recordings(history, FOREVER)] + [dice.look()])

    assert evaluate(history, dice.rules, now) == evaluate(history, dice.rules, now, known_at=now)


@given(dice)
@thorough
def test_an_activity_never_moves_the_base_period(dice: Dice) -> None:
    history, at = dice.history(), dice.look()
    idle = evolve(history, activities=(), notices=())
    worked = evolve(history, activities=(*history.activities, dice.activity()), notices=())
    assume_no_restart(idle, dice.rules)
    verdict = evaluate(worked, dice.rules, at)
    assume(verdict.expired_reason is not LapseReason.INACTIVITY)
    assume(dice.rules.grace_start is GraceStart.ON_DELIVERED_NOTICE)

    assert verdict.base_expiry_at == evaluate(idle, dice.rules, at).base_expiry_at


@given(dice)
@thorough
def test_without_a_delivered_notice_nobody_loses_a_lead_by_inactivity(dice: Dice) -> None:
    history = dice.history()
    bounced = [evolve(n, bounced_at=n.recorded_at if n.delivered_at else n.sent_at) for n in history.notices]
    assume(dice.rules.grace_start is GraceStart.ON_DELIVERED_NOTICE)

    lapse = admit(evolve(history, notices=tuple(bounced)), dice.rules).lapse

    assert lapse is None or lapse.reason is LapseReason.BASE_PERIOD


@given(dice)
@thorough
def test_an_instant_means_the_same_in_every_zone(dice: Dice) -> None:
    """Berlin changes its clocks; twenty-four hours of protection stay twenty-four hours."""
    history, at, berlin = dice.history(), dice.look(), ZoneInfo("Europe/Berlin")
    local = ProtectionHistory(
        started_at=history.started_at.astimezone(berlin),
        inactivity_from=history.inactivity_from.astimezone(berlin),
        activities=tuple(in_berlin(activity, berlin) for activity in history.activities),
        holds=history.holds,
        notices=history.notices,
        extensions=history.extensions,
    )

    assert evaluate(local, dice.rules, at.astimezone(berlin)) == evaluate(history, dice.rules, at)


def in_berlin(activity: Activity, berlin: ZoneInfo) -> Activity:
    return evolve(
        activity,
        occurred_at=activity.occurred_at.astimezone(berlin),
        recorded_at=activity.recorded_at.astimezone(berlin),
    )


@given(dice)
@thorough
def test_the_windows_of_a_verdict_are_half_open(dice: Dice) -> None:
    verdict = evaluate(dice.history(), dice.rules, at := dice.look())
    due, grace_until = verdict.reminder_due_at, verdict.grace_until

    assert (verdict.state is EXPIRED) == (verdict.valid_until <= at)
    if due is not None and grace_until is not None and verdict.state is not EXPIRED:
        assert (verdict.state is ProtectionState.PROTECTED) == (at < due)
        assert grace_until > at


@given(dice, dice)
@thorough
def test_rules_called_never_shorter_end_no_history_earlier(dice: Dice, other: Dice) -> None:
    history, old = dice.history(), dice.rules
    lengths = ("base_months", "progress_days", "grace_days")
    longer = evolve(
        other.rules, **{name: max(getattr(old, name), getattr(other.rules, name)) for name in lengths}
    )
    assume(never_shorter(old, longer))
    assume_no_restart(history, old)

    assert ends_at(history, longer) >= ends_at(history, old)


@given(dice)
@thorough
def test_what_does_not_depend_on_now_agrees_with_every_verdict(dice: Dice) -> None:
    history, at = dice.history(), dice.look()
    held = standing(history, dice.rules, known_at=at)
    verdict = evaluate(history, dice.rules, at, known_at=at)
    lapsed = held.lapse is not None and held.lapse.at <= at

    assert lapsed == (verdict.state is EXPIRED)
    if held.paused_since is None or lapsed:
        assert held.base_expiry_at == verdict.base_expiry_at
        assert held.reminder_due_at == verdict.reminder_due_at
    else:
        assert verdict.clock_paused == (held.paused_since <= at)
    if verdict.state is ProtectionState.GRACE and held.paused_since is None:
        assert held.grace_end_at == verdict.grace_until
