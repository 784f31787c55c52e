"""At most one reminder that can take effect per window and channel, none missing, none while paused."""

from datetime import UTC, datetime, timedelta
from random import Random

import pytest
from attrs import define, evolve, field
from hypothesis import given, strategies

from crm_core.domain.leads.history import Activity, Hold, Notice, ProtectionHistory
from crm_core.domain.leads.notices import Attempt, Channel, Due, due_now, next_look, window_of
from crm_core.domain.leads.protection import ProtectionState, evaluate
from crm_core.domain.leads.rules import AUTOMATIC, CONTRACT_2025, SUM, ProtectionRules
from tests.reminders import effective

START = datetime(2025, 1, 1, tzinfo=UTC)
DUE = START + timedelta(days=60)
RULES = CONTRACT_2025
BOTH = (Channel.EMAIL, Channel.INAPP)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
PLAIN = ProtectionHistory(started_at=START)


def mail(number: int = 1, *, window: str = "start", **more: datetime | None) -> Attempt:
    return Attempt(window, Channel.EMAIL, number, **more)


def told(*attempts: Attempt) -> ProtectionHistory:
    return evolve(PLAIN, notices=tuple(one.notice for one in attempts if one.notice is not None))


def due(*attempts: Attempt, at: datetime = DUE, rules: ProtectionRules = RULES) -> tuple[Due, ...]:
    return due_now(told(*attempts), attempts, rules, (Channel.EMAIL,), at)


def test_nothing_goes_out_before_it_is_due_and_then_one_on_each_channel() -> None:
    assert due(at=DUE - timedelta(microseconds=1)) == ()
    wanted = due_now(PLAIN, (), RULES, (*BOTH, Channel.EMAIL), DUE)

    assert wanted == (Due("start", Channel.EMAIL, 1), Due("start", Channel.INAPP, 1))


def test_what_is_on_its_way_is_taken_up_again_under_the_same_number() -> None:
    assert due(mail()) == (Due("start", Channel.EMAIL, 1),)


def test_what_somebody_is_at_is_left_to_them_for_a_while() -> None:
    claimed = mail(claimed_until=DUE + HOUR)

    assert due(claimed, at=DUE + HOUR - timedelta(microseconds=1)) == ()
    assert due(claimed, at=DUE + HOUR) == (Due("start", Channel.EMAIL, 1),)


def look(*attempts: Attempt, at: datetime = START, holds: tuple[Hold, ...] = ()) -> datetime | None:
    return next_look(evolve(told(*attempts), holds=holds), attempts, RULES, (Channel.EMAIL,), at)


def test_the_next_look_is_when_something_will_be_due() -> None:
    bounced = mail(2, sent_at=DUE, delivered_at=DUE, bounced_at=DUE + HOUR)
    pause = Hold(start=DUE - DAY, end=DUE + 3 * DAY)

    assert look() == DUE
    assert look(mail(claimed_until=DUE + HOUR), at=DUE) == DUE + HOUR
    assert look(bounced, at=DUE + HOUR) == DUE + 2 * HOUR
    assert look(mail(sent_at=DUE), at=DUE) is None
    assert look(at=DUE, holds=(pause,)) == DUE + 4 * DAY
    assert look(at=DUE, holds=(Hold(start=START),)) is None


def test_what_was_sent_is_not_sent_again() -> None:
    assert due(mail(sent_at=DUE), at=DUE + 30 * DAY) == ()
    assert due(mail(sent_at=DUE, delivered_at=DUE), at=DUE + DAY) == ()


@pytest.mark.parametrize(("number", "wait"), [(1, timedelta(0)), (2, HOUR), (3, DAY), (4, DAY), (9, DAY)])
def test_a_bounced_one_is_followed_by_another_the_later_the_more_bounced(
    number: int, wait: timedelta
) -> None:
    bounced = mail(number, sent_at=DUE, delivered_at=DUE, bounced_at=DUE + HOUR)

    assert due(bounced, at=DUE + HOUR + wait) == (Due("start", Channel.EMAIL, number + 1),)
    assert due(bounced, at=DUE + HOUR + wait - timedelta(microseconds=1)) == ()


def test_one_that_was_sent_before_the_due_instant_moved_is_followed_by_another() -> None:
    hold = Hold(start=START + 10 * DAY, end=START + 15 * DAY)
    early = mail(sent_at=DUE, delivered_at=DUE)
    moved = evolve(told(early), holds=(hold,))

    assert due_now(moved, (early,), RULES, (Channel.EMAIL,), DUE + 5 * DAY) == (
        Due("start", Channel.EMAIL, 2),
    )
    assert effective((early,), "start", DUE + 5 * DAY) is None


def test_nothing_is_sent_while_the_clock_is_paused_nor_after_the_lapse() -> None:
    paused = evolve(PLAIN, holds=(Hold(start=DUE + HOUR),))

    assert due_now(paused, (), RULES, BOTH, DUE + 2 * HOUR) == ()
    assert due(at=START + 181 * DAY) == ()


@pytest.mark.parametrize("rules", [AUTOMATIC, SUM])
def test_rules_that_ask_for_no_notice_send_none(rules: ProtectionRules) -> None:
    assert due(at=DUE + DAY, rules=rules) == ()


def test_an_activity_opens_a_window_that_is_called_by_it() -> None:
    call = Activity(kind="QUALIFIED_CALL", occurred_at=DUE + DAY, ref="call-1")
    history = evolve(told(mail(sent_at=DUE, delivered_at=DUE)), activities=(call,))
    later = call.occurred_at + 60 * DAY

    assert window_of(history, RULES, DUE) == "start"
    assert window_of(history, RULES, later) == "call-1"
    wanted = due_now(history, (mail(sent_at=DUE, delivered_at=DUE),), RULES, (Channel.EMAIL,), later)
    assert wanted == (Due("call-1", Channel.EMAIL, 1),)


def test_of_two_deliveries_the_earlier_one_takes_effect() -> None:
    letter = mail(sent_at=DUE, delivered_at=DUE + HOUR)
    seen = Attempt("start", Channel.INAPP, 1, sent_at=DUE, delivered_at=DUE + 2 * HOUR)
    bounced = evolve(letter, bounced_at=DUE + 3 * HOUR)

    assert effective((seen, letter), "start", DUE) == letter
    assert effective((seen, bounced), "start", DUE) == seen
    assert effective((letter, seen), "another", DUE) is None


@define
class Life:
    """A lead whose job runs every hour, with an owner who reacts and a server that returns letters."""

    dice: Random
    at: datetime = START + 55 * DAY
    attempts: list[Attempt] = field(factory=list)
    activities: list[Activity] = field(factory=list)
    holds: list[Hold] = field(factory=list)

    @property
    def history(self) -> ProtectionHistory:
        notices = [one.notice for one in self.attempts]
        return ProtectionHistory(
            started_at=START,
            activities=tuple(self.activities),
            holds=tuple(self.holds),
            notices=tuple(one for one in notices if isinstance(one, Notice)),
        )

    def happen(self) -> None:
        throw = self.dice.random()
        if throw < 0.004:
            call = Activity(kind="QUALIFIED_CALL", occurred_at=self.at, ref=f"call-{len(self.activities)}")
            self.activities.append(call)
        elif throw < 0.01 and not any(hold.end is None for hold in self.holds):
            self.holds.append(Hold(start=self.at - self.dice.randrange(7) * DAY, recorded_at=self.at))
        elif throw < 0.05:
            self.holds = [evolve(hold, end=hold.end or self.at) for hold in self.holds]
        elif throw < 0.06:
            self.attempts = [self._returned(one) for one in self.attempts]

    def _returned(self, one: Attempt) -> Attempt:
        fresh = one.delivered_at is not None and self.at - one.delivered_at < DAY
        return evolve(one, bounced_at=self.at) if fresh and one.bounced_at is None else one

    def run_job(self) -> tuple[Due, ...]:
        wanted = due_now(self.history, self.attempts, RULES, BOTH, self.at)
        for one in wanted:
            lost = self.dice.random() < 0.2  # killed before the sending was recorded
            arrived = self.at if one.channel is Channel.EMAIL or self.dice.random() < 0.5 else None
            made = Attempt(one.window, one.channel, one.number)
            self.attempts = [old for old in self.attempts if _name(old) != _name(made)]
            self.attempts.append(made if lost else evolve(made, sent_at=self.at, delivered_at=arrived))
        return wanted


def _name(one: Attempt) -> tuple[str, Channel, int]:
    return one.window, one.channel, one.number


def _can_take_effect(life: Life, one: Attempt) -> bool:
    due_since = evaluate(life.history, RULES, life.at).reminder_due_at
    assert due_since is not None
    current = one.window == window_of(life.history, RULES, life.at)
    return current and one.bounced_at is None and (one.sent_at is None or one.sent_at >= due_since)


@given(strategies.integers(0, 2**32))
def test_through_a_life_of_calls_pauses_and_bounces(seed: int) -> None:
    life = Life(Random(seed))
    for _ in range(24 * 14):
        life.happen()
        before = evaluate(life.history, RULES, life.at)
        foreseen = next_look(life.history, life.attempts, RULES, BOTH, life.at)
        wanted = life.run_job()
        assert (foreseen == life.at) == bool(wanted)
        if before.state is not ProtectionState.REMINDER_DUE or before.clock_paused:
            assert wanted == ()
        for channel in BOTH:
            live = [one for one in life.attempts if one.channel is channel and _can_take_effect(life, one)]
            assert len(live) <= 1
            resting = [one for one in life.attempts if one.bounced_at is not None]
            if before.state is ProtectionState.REMINDER_DUE and not before.clock_paused and not resting:
                assert len(live) == 1
        life.at += HOUR
