"""One lead that cannot be dealt with holds up nobody, and is not forgotten."""

from collections.abc import Sequence
from uuid import UUID

import pytest
from attrs import define, field

from crm_core.domain.party import LeadId
from crm_core.use_cases.rounds import BATCH, Round


@define
class Heap:
    """So many leads are due; the first of them always fail, and whatever shares a unit of work with them."""

    due: list[LeadId]
    poison: frozenset[LeadId]
    asked: list[int] = field(factory=list)

    def find(self, most: int) -> Sequence[LeadId]:
        self.asked.append(most)
        return self.due[:most]

    def do(self, batch: tuple[LeadId, ...]) -> int:
        if not self.poison.isdisjoint(batch):
            raise ValueError(batch[0])
        self.due = [one for one in self.due if one not in batch]
        return len(batch)


def heap(count: int, poisoned: int) -> Heap:
    due = [LeadId(UUID(int=number)) for number in range(count)]
    return Heap(due, frozenset(due[:poisoned]))


@pytest.mark.parametrize("poisoned", [1, BATCH - 1, BATCH, BATCH + 1, 2 * BATCH + 7])
def test_all_the_others_have_their_turn_and_the_trouble_is_told_after_them(poisoned: int) -> None:
    found, round_ = heap(4 * BATCH, poisoned), Round()
    round_.through(found.find, found.do)

    assert set(found.due) == found.poison
    assert round_.done == 4 * BATCH - poisoned
    with pytest.raises(ValueError, match=str(UUID(int=0))):
        round_.ended()


def test_without_trouble_no_more_is_asked_for_than_a_batch() -> None:
    found, round_ = heap(10 * BATCH, 0), Round()
    round_.through(found.find, found.do)

    assert round_.ended() == 10 * BATCH
    assert set(found.asked) == {BATCH}
