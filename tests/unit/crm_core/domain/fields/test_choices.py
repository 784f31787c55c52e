"""Several words: a set without doubles, whatever the order in which they come."""

import pytest

from crm_core.domain.fields.choices import MultiChoice
from crm_core.domain.fields.faults import UNREADABLE, Faults

DAYS = MultiChoice(("MON", "TUE", "WED"))


def test_words_come_out_in_the_order_of_their_declaration() -> None:
    assert DAYS.parse(["WED", "MON"], "/x", Faults()) == ("MON", "WED")
    assert DAYS.dump(("MON", "WED")) == ["MON", "WED"]
    assert DAYS.parse([], "/x", Faults()) == ()


@pytest.mark.parametrize(
    ("raw", "found"),
    [
        ("MON", [("/x", "wrong-type")]),
        (["MON", "SUN", 3], [("/x/1", "not-a-choice"), ("/x/2", "wrong-type")]),
        (["MON", "TUE", "MON"], [("/x/2", "duplicate")]),
        (["MON"] * 4, [("/x", "wrong-length")]),
    ],
)
def test_every_bad_word_is_named(raw: object, found: list[tuple[str, str]]) -> None:
    faults = Faults()

    assert DAYS.parse(raw, "/x", faults) is UNREADABLE
    assert [(fault.pointer, fault.code) for fault in faults.found] == found


def test_its_schema_says_that_it_is_a_set() -> None:
    assert DAYS.schema()["uniqueItems"] is True
