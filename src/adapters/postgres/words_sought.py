"""How words are looked for: as they stand, short ones where a word begins, and what may be meant by them."""

from collections.abc import Mapping, Sequence

from crm_core.domain.customers.likeness import SHORT
from crm_core.domain.customers.slips import slips_of


def sought(words: Sequence[str]) -> Mapping[str, Sequence[str | None]]:
    """The parameters of a search by these words: `words`, `patterns`, `slips`."""
    patterns = [f"%{' ' * (len(word) < SHORT)}{_as_it_stands(word)}%" for word in words]
    return {"words": words, "patterns": patterns, "slips": [slips_of(word) for word in words]}


def _as_it_stands(word: str) -> str:
    """The word without the meaning that LIKE gives to some characters."""
    return "".join(f"\\{char}" if char in "\\%_" else char for char in word)
