"""Counts in memory, for tests and for library users."""

from collections import Counter

from attrs import define, field

from crm_core.domain.activities.counting import words
from crm_core.domain.activities.dictionary import Dictionary


@define
class MemoryMeter:
    types: Dictionary
    counts: "Counter[tuple[str, str]]" = field(factory=Counter)

    def logged(self, kind: str, outcome: str | None) -> None:
        self.counts[words(self.types, kind, outcome)] += 1
