"""Counted are declared words; everything else has one word together."""

import pytest

from crm_core.domain.activities.counting import all_words, words
from crm_core.pack import activity_types_of
from crm_food_pack.pack import FOOD

TYPES = activity_types_of(FOOD)


@pytest.mark.parametrize(
    ("kind", "outcome", "counted"),
    [
        ("MENU_INTEGRATION", "DRAFT", ("MENU_INTEGRATION", "DRAFT")),
        ("MENU_INTEGRATION", "SUCCESS", ("MENU_INTEGRATION", "other")),
        ("NOTE", None, ("NOTE", "none")),
        ("DANCE", None, ("other", "none")),
        ("DANCE", "WALTZ", ("other", "other")),
    ],
)
def test_words(kind: str, outcome: str | None, counted: tuple[str, str]) -> None:
    assert words(TYPES, kind, outcome) == counted


def test_every_declared_word_is_counted_by_itself() -> None:
    declared = list(all_words(TYPES))

    assert len(declared) == len(set(declared))
    assert all(
        words(TYPES, kind, None if said == "none" else said) == (kind, said) for kind, said in declared
    )
    assert ("PRODUCTTEST_FEEDBACK", "FAIL") in declared
