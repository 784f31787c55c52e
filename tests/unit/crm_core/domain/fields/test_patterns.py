"""A pattern given at run time is quick on every text, and is what it looks like."""

import re
import time

import pytest

from crm_core.domain.fields.faults import UNREADABLE, Faults
from crm_core.domain.fields.patterns import MAX_PATTERNED_LENGTH, PatternText, is_harmless

GOOD = [r"[A-Z]{2,5}", r"DE\d{9}", r"\+?[0-9 /-]{3,39}", r"K-[0-9]+", "ä.", r"[^\s@]+@[^\s@]+", r"[\d.]{4}"]
BAD = [
    "",
    "(a+)+",
    "(?=x)x",
    "a|b",
    r"(a)\1",
    "a**",
    "a{3,2}",
    "[z-a]",
    "[a&&b]",
    "a" * 10 + "?" + "a?" * 20,
    "[a",
    "a\\",
    "^a$",
    r"\Za",
    "a{9999}",
    ".*.*.*.*",
]


@pytest.mark.parametrize("pattern", GOOD)
def test_plain_patterns_are_taken(pattern: str) -> None:
    assert is_harmless(pattern)
    assert re.compile(pattern).groups == 0


@pytest.mark.parametrize("pattern", BAD)
def test_a_pattern_that_could_be_slow_or_unclear_is_not(pattern: str) -> None:
    assert not is_harmless(pattern)


def test_the_slowest_pattern_that_is_allowed_is_quick_enough() -> None:
    pattern = re.compile(".*.*.*!")
    begun = time.perf_counter()

    assert pattern.fullmatch("a" * MAX_PATTERNED_LENGTH) is None
    assert time.perf_counter() - begun < 2


def test_what_is_wrong_is_said() -> None:
    faults = Faults()

    assert PatternText(200).parse("(a+)+", "/pattern", faults) is UNREADABLE
    assert PatternText(200).parse(5, "/pattern", faults) is UNREADABLE
    assert [fault.code for fault in faults.found] == ["pattern-not-allowed", "wrong-type"]
