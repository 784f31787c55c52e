"""The body of a request in one piece, however it is cut and whatever it announces."""

import asyncio
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from adapters.http.refusals import Malformed, TooLarge
from adapters.http.whole_body import whole_body

MOST = 50
GONE = {"type": "http.disconnect"}


def pieces_of(body: bytes, cuts: Sequence[int]) -> list[dict[str, Any]]:
    """The messages of a body that is sent in these pieces."""
    ends = sorted({0, len(body), *(cut % (len(body) + 1) for cut in cuts)})
    parts = [body[start:end] for start, end in pairwise(ends)] or [b""]
    messages = [{"type": "http.request", "body": part, "more_body": True} for part in parts]
    return [*messages[:-1], {**messages[-1], "more_body": False}]


def received(messages: Sequence[Mapping[str, Any]], headers: Mapping[str, str] = {}) -> bytes:
    waiting = iter(messages)

    async def receive() -> Any:
        return next(waiting)

    return asyncio.run(whole_body(receive, headers, most=MOST))


@example(bytes(MOST), [])
@example(bytes(MOST + 1), [])
@given(st.integers(0, 2 * MOST).map(bytes), st.lists(st.integers(0, 2 * MOST), max_size=9))
def test_a_body_is_whole_or_too_large_however_it_is_cut(body: bytes, cuts: list[int]) -> None:
    messages = pieces_of(body, cuts)
    if len(body) <= MOST:
        assert received(messages) == body
        return
    with pytest.raises(TooLarge) as refused:
        received(messages)
    assert refused.value.facts == {"maximum": MOST}


@pytest.mark.parametrize("announced", [str(MOST + 1), "0" * 5000 + str(MOST + 1), "9" * 5000])
def test_too_much_that_is_announced_is_refused_before_it_is_sent(announced: str) -> None:
    with pytest.raises(TooLarge):
        received([], {"content-length": announced})


@pytest.mark.parametrize("announced", ["-1", "many", "²", "", "0", "0" * 5000 + "4", str(MOST)])
def test_what_is_no_announcement_refuses_nothing(announced: str) -> None:
    assert received(pieces_of(b"word", []), {"content-length": announced}) == b"word"


def test_a_sender_that_goes_away_has_asked_for_nothing() -> None:
    begun = {"type": "http.request", "body": b'{"na', "more_body": True}
    with pytest.raises(Malformed):
        received([begun, GONE])
