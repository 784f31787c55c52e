"""By which words activities are counted: declared kinds and outcomes, so that series stay few."""

from collections.abc import Iterator

from crm_core.domain.activities.dictionary import Dictionary

NONE, OTHER = "none", "other"


def words(types: Dictionary, kind: str, outcome: str | None) -> tuple[str, str]:
    """The kind and the outcome as they are counted."""
    known = types.types.get(kind)
    if outcome is None:
        return (OTHER if known is None else kind), NONE
    if known is None or outcome not in known.outcomes:
        return (OTHER if known is None else kind), OTHER
    return kind, outcome


def all_words(types: Dictionary) -> Iterator[tuple[str, str]]:
    """Every pair that is declared."""
    for kind, one in types.types.items():
        for outcome in one.outcomes or (NONE,):
            yield kind, outcome
