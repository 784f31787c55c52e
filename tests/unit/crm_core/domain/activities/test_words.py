"""What is said in words goes, what is said in codes stays, and what nobody declared counts as words."""

from typing import Any

from crm_core.domain.activities.activity_type import ActivityType
from crm_core.domain.activities.dictionary import Dictionary
from crm_core.domain.activities.words import Words
from crm_core.domain.fields.kinds import Boolean, Choice, Day, Identity, Text
from crm_core.domain.fields.record import ListOf, Member, Record

VISIT = ActivityType(
    "VISIT",
    "Besuch",
    "Visit",
    payload=(
        Member("mood", Choice(("GOOD", "BAD"))),
        Member("day", Day()),
        Member("box", Identity()),
        Member("again", Boolean()),
        Member("who", Text(40)),
        Member("guests", ListOf(Text(40), max_items=9)),
        Member("codes", ListOf(Choice(("A", "B")), max_items=9)),
        Member("table", Record((Member("host", Text(40)), Member("mood", Choice(("GOOD",)))))),
    ),
)
WORDS = Words(Dictionary.of((VISIT,)), lambda text: "*" * len(text))
CODES: dict[str, Any] = {
    "mood": "GOOD",
    "day": "2026-03-02",
    "box": "00000000-0000-0000-0000-0000000000b0",
    "again": True,
    "codes": ["A", "B"],
}


def test_words_are_hidden_and_codes_are_not() -> None:
    said = {**CODES, "who": "Anke", "guests": ["Jo", "Kim"], "table": {"host": "Ute", "mood": "GOOD"}}

    assert WORDS.content("VISIT", said) == {
        **CODES,
        "who": "****",
        "guests": ["**", "***"],
        "table": {"host": "***", "mood": "GOOD"},
    }


def test_a_code_that_is_none_any_more_is_a_word() -> None:
    assert WORDS.content("VISIT", {"mood": "so wie Anke", "codes": ["A", "Jo"], "day": "Kim"}) == {
        "mood": "***********",
        "codes": ["A", "**"],
        "day": "***",
    }


def test_what_is_not_declared_is_words_however_deep() -> None:
    said: dict[str, Any] = {"old": {"a": ["Jo", 3, None, {"b": "Kim"}]}, "mood": "GOOD"}
    assert WORDS.content("VISIT", said)["old"] == {"a": ["**", 3, None, {"b": "***"}]}
    assert WORDS.content("GONE", {"mood": "GOOD"}) == {"mood": "****"}


def test_a_note_is_hidden_if_there_is_one() -> None:
    assert (WORDS.note(None), WORDS.note("Jo")) == (None, "**")
