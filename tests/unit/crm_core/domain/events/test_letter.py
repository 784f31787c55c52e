"""A letter waits longer after each failure, and is given up after five."""

from datetime import timedelta

from crm_core.domain.events.letter import ATTEMPTS, FIRST_WAIT, JITTER, Letter
from tests.given import START


def test_waits_grow_fourfold_within_their_jitter_and_then_the_letter_is_dead() -> None:
    letter = Letter.first("a", 7, reason="ValueError", now=START)
    for attempt in range(1, ATTEMPTS):
        assert letter.retry_at is not None
        wait = (letter.retry_at - START) / timedelta(seconds=FIRST_WAIT * 4 ** (attempt - 1))
        assert 1 - JITTER <= wait <= 1 + JITTER
        assert letter.attempts == attempt
        letter = letter.failed("KeyError", START)
    assert letter.is_dead
    assert (letter.attempts, letter.reason, letter.position) == (ATTEMPTS, "KeyError", 7)


def test_many_letters_do_not_return_at_one_moment() -> None:
    moments = {Letter.first(str(n), n, reason="x", now=START).retry_at for n in range(50)}
    assert len(moments) > 40


def test_a_revived_letter_is_due_at_once_and_may_fail_as_often_again() -> None:
    dead = Letter("a", 7, ATTEMPTS, None, "ValueError")
    revived = dead.revived(START)
    assert (revived.attempts, revived.retry_at, revived.reason) == (0, START, "ValueError")
    assert not revived.is_dead


def test_the_same_line_further_on_has_nothing_held_against_it() -> None:
    assert Letter("a", 7, 3, None, "ValueError").at(9, START) == Letter("a", 9, 0, START, "")
