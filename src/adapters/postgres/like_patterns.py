"""How words become patterns of LIKE: as they stand, short ones at the beginning of a word."""

from collections.abc import Iterable

from crm_core.domain.customers.likeness import SHORT


def patterns_of(words: Iterable[str]) -> list[str]:
    return [f"%{' ' * (len(word) < SHORT)}{_as_it_stands(word)}%" for word in words]


def _as_it_stands(word: str) -> str:
    """The word without the meaning that LIKE gives to some characters."""
    return "".join(f"\\{char}" if char in "\\%_" else char for char in word)
