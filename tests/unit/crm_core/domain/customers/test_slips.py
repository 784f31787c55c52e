"""One slip behind the first letter is forgiven in every word of five letters and more, and two are not."""

import re
from string import ascii_lowercase

from hypothesis import given
from hypothesis import strategies as st

from crm_core.domain.customers.likeness import is_like
from crm_core.domain.customers.slips import slips_of

# Without repeated letters: of a word such as `nananana` a slip leaves few trigrams however long it is.
WORDS = st.lists(st.sampled_from(ascii_lowercase), min_size=5, max_size=14, unique=True).map("".join)


def finds(typed: str, text: str) -> bool:
    meant = slips_of(typed)
    return meant is not None and re.search(meant, text) is not None


def one_edit_apart(one: str, other: str) -> bool:
    """Whether a letter was left out, put in or exchanged, or two neighbours changed places."""
    if abs(len(one) - len(other)) > 1 or one == other:
        return False
    begin = next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), None)
    if begin is None:
        return True
    rests = one[begin:], other[begin:]
    swapped = one[begin : begin + 2] == other[begin : begin + 2][::-1]
    return (
        rests[0][1:] == rests[1]
        or rests[0] == rests[1][1:]
        or rests[0][1:] == rests[1][1:]
        or (swapped and rests[0][2:] == rests[1][2:])
    )


@given(WORDS, st.data())
def test_every_slip_behind_the_first_letter_is_forgiven(word: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(1, len(word) - 1))
    letter = data.draw(st.sampled_from(ascii_lowercase))
    slips = {
        word[:at] + word[at + 1 :],
        word[:at] + letter + word[at:],
        word[:at] + letter + word[at + 1 :],
        word[: at - 1] + word[at] + word[at - 1] + word[at + 1 :],
    }
    for typed in slips - {word}:
        assert is_like(typed, f" zum {word} ulm"), typed


@given(WORDS, st.text("abcde", min_size=4, max_size=9))
def test_only_one_slip_is_forgiven(typed: str, word: str) -> None:
    if finds(typed, word):
        assert one_edit_apart(typed, word) or typed == word


@given(st.text("abc", min_size=5, max_size=7), st.text("abc", min_size=4, max_size=8))
def test_only_one_slip_is_forgiven_among_words_that_are_much_alike(typed: str, word: str) -> None:
    if finds(typed, word):
        assert one_edit_apart(typed, word) or typed == word


def test_four_letters_may_be_one_short_and_less_is_no_slip() -> None:
    assert finds("lnde", "linde")
    assert finds("reim", "reims")
    assert not finds("wein", "wien")
    assert [slips_of(word) for word in ("ulm", "1a2b3c", "%linde", "o'neill", "aaaaaaaa")] == [None] * 5


def test_a_whole_word_was_meant() -> None:
    assert finds("lidne", "gasthaus-linde (ulm)")
    assert not finds("lidne", "lindenhof")
