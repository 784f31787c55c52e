"""Moments that people type come back as instants, and what is none comes back as it was typed."""

import pytest

from adapters.web.values.moments import moment_shown, moment_typed


def test_a_moment_is_berlins_wall_clock() -> None:
    assert moment_typed("2026-07-01T12:30") == "2026-07-01T10:30:00Z"
    assert moment_shown("2026-07-01T10:30:00Z") == "2026-07-01T12:30"
    assert moment_typed("2026-10-25T02:30") == "2026-10-25T00:30:00Z", "the first of two"


@pytest.mark.parametrize("typed", ["", "soon", "2026-02-30T10:00", "0001-01-01T00:00"])
def test_what_is_no_moment_stays_as_it_was_typed(typed: str) -> None:
    assert moment_typed(typed) == typed


@pytest.mark.parametrize("shown", ["soon", "9999-12-31T23:59:59Z"])
def test_what_cannot_be_shown_in_berlin_stays_as_it_is(shown: str) -> None:
    assert moment_shown(shown) == shown
