"""A follow-up loses what people wrote, and nothing else."""

from attrs import evolve

from crm_core.domain.follow_ups.follow_up import Closing, Snooze
from crm_core.domain.follow_ups.words import without_words
from tests import due, given
from tests.worlds import in_memory


def test_note_and_reasons_give_way() -> None:
    customer = given.nobody_knows()
    made = evolve(
        due.drafted(in_memory(), customer),
        closing=Closing(given.START, "REACHED", "Kim ruft zurück"),
        snoozes=(Snooze(given.START, "Kim verreist", given.START),),
    )
    hidden = without_words(made, lambda _: "*")

    assert hidden.closing == Closing(given.START, "REACHED", "*")
    assert [one.reason for one in hidden.snoozes] == ["*"]
    assert evolve(hidden, closing=made.closing, snoozes=made.snoozes) == made


def test_an_open_one_has_nothing_to_lose() -> None:
    made = due.drafted(in_memory(), given.nobody_knows())
    assert without_words(made, lambda _: "*") == made
