"""What may be meant by a word that was mistyped: a letter too many, too few, another, or two swapped."""

from functools import lru_cache
from itertools import pairwise

# Words of five letters and more have few neighbours; those of four are as often other words as slips.
_LONG_ENOUGH = 5
# From here on one wrong letter, or one too many or few, leaves half of all trigrams; two swapped do not.
_ALIKE = 8
# What parts the words of a name, as a class of a regular expression that begins with it.
_BETWEEN = r" \-/&.,+()'"
_ANY = f"[^{_BETWEEN}]"


@lru_cache(maxsize=4096)
def slips_of(word: str) -> str | None:
    """A regular expression, read alike by Python and PostgreSQL, that finds the words which may be meant;
    None where a slip is not forgiven. The first letter is right, or changed places with the second:
    so few people mistake it, and so an index finds the others by it."""
    if not word.isalpha() or len(word) < _LONG_ENOUGH - 1:
        return None
    meant = _swapped(word) if len(word) >= _LONG_ENOUGH else []
    if len(word) < _ALIKE:
        meant += [f"{word[:at]}{_ANY}{word[at:]}" for at in range(1, len(word) + 1)]
    if _LONG_ENOUGH <= len(word) < _ALIKE:
        meant += [f"{word[:at]}{other}{word[at + 1 :]}" for at in range(1, len(word)) for other in ("", _ANY)]
    if not meant:
        return None
    return rf"(?:\A|[{_BETWEEN}])(?:{'|'.join(dict.fromkeys(meant))})(?:\Z|[{_BETWEEN}])"


def _swapped(word: str) -> list[str]:
    return [
        f"{word[:at]}{right}{left}{word[at + 2 :]}"
        for at, (left, right) in enumerate(pairwise(word))
        if left != right
    ]
