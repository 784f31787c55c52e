"""When a customer is meant by a search: every word stands in name or city, or something very like it.

Likeness is counted in trigrams as PostgreSQL's pg_trgm does (`word_similarity`), so that an index can answer.
In short words one slip leaves too few of them; there it is forgiven as such (`slips`).
"""

import re
from collections.abc import Sequence

from crm_core.domain.customers.customer import sort_key
from crm_core.domain.customers.slips import slips_of

# Half of all trigrams, which words of seven letters and more keep with most slips.
LIKE_ENOUGH = 0.5
# Shorter ones must begin a word as they are: inside of words, or alike, they would stand nearly everywhere.
SHORT = 3
MOST_WORDS = 8
_WORD = re.compile(r"[^\W_]+")
# The three letters that people write for an umlaut they cannot type.
_WRITTEN_OUT = (("ae", "a"), ("oe", "o"), ("ue", "u"))


def search_key(name: str, city: str | None) -> str:
    """What is searched: name and city, each word behind a space, umlauts alike however they are written."""
    return " " + _spelt(f"{name} {city or ''}")


def words_of(q: str | None) -> list[str]:
    """The words to look for, the longest first: it is the one that is looked up; so many are enough.

    A sign that stands alone (`Linde - Berlin`) is no word, unless nothing but signs is asked for.
    """
    parts = [] if q is None else _spelt(q).split()
    words = [part for part in parts if _WORD.search(part)] or parts
    return sorted(words, key=len, reverse=True)[:MOST_WORDS]


def says(name: str, city: str | None, q: str | None) -> bool:
    """Whether this customer is meant."""
    text = search_key(name, city)
    return all(stands_in(word, text) or is_like(word, text) for word in words_of(q))


def stands_in(word: str, text: str) -> bool:
    return (f" {word}" if len(word) < SHORT else word) in text


def is_like(word: str, text: str) -> bool:
    return len(word) >= SHORT and (word_similarity(word, text) >= LIKE_ENOUGH or is_slip(word, text))


def is_slip(word: str, text: str) -> bool:
    meant = slips_of(word)
    return meant is not None and re.search(meant, text) is not None


def word_similarity(word: str, text: str) -> float:
    """The greatest share of trigrams that the word has in common with a stretch of the text."""
    wanted = frozenset(_trigrams(word))
    places = _trigrams(text)
    if not wanted or not places:
        return 0.0
    return _best_stretch(wanted, places)


def _best_stretch(wanted: frozenset[str], places: Sequence[str]) -> float:
    """pg_trgm's way through the text: a stretch grows at each common trigram and sheds its beginning
    where that makes it more alike; it never looks back."""
    best = 0.0
    begin: int | None = None
    last_at: dict[str, int] = {}
    for end, trigram in enumerate(places):
        common = trigram in wanted
        if begin is not None or common:
            last_at[trigram] = end
        if not common:
            continue
        if begin is None:
            begin = end
        begin, alike = _shortened(wanted, places, begin, end)
        last_at = {one: at for one, at in last_at.items() if at >= begin}
        best = max(best, alike)
    return best


def _shortened(wanted: frozenset[str], places: Sequence[str], begin: int, end: int) -> tuple[int, float]:
    """The beginning, at or behind the present one, with which the stretch up to `end` is most alike."""
    best_begin, best = begin, -1.0
    for start in range(begin, end + 1):
        stretch = frozenset(places[start : end + 1])
        common = len(stretch & wanted)
        alike = common / (len(wanted) + len(stretch) - common)
        if alike > best:
            best_begin, best = start, alike
    return best_begin, best


def _trigrams(text: str) -> list[str]:
    """In the order of the text; each word has two spaces before it and one behind."""
    found: list[str] = []
    for word in _WORD.findall(text.casefold()):
        padded = f"  {word} "
        found += [padded[at : at + 3] for at in range(len(padded) - 2)]
    return found


def _spelt(text: str) -> str:
    folded = sort_key(text)
    for written, letter in _WRITTEN_OUT:
        folded = folded.replace(written, letter)
    return folded
