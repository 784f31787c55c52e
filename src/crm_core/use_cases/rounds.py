"""A round of work through what is due, in batches: one that cannot be dealt with holds up nobody else."""

from collections.abc import Callable, Hashable, Sequence
from typing import TypeVar

from attrs import define, field

BATCH = 25  # in one unit of work
T = TypeVar("T", bound=Hashable)


@define
class Round:
    """How much was done, and the first trouble: it is told once all the others have had their turn."""

    done: int = 0
    trouble: Exception | None = None
    _seen: set[Hashable] = field(factory=set)
    _stuck: int = 0

    def through(self, find: Callable[[int], Sequence[T]], do: Callable[[tuple[T, ...]], int]) -> None:
        """All that is found, batch by batch. Where a batch fails each of it has its turn alone; one that
        stays due in spite of that is looked past, and holds up nobody."""
        self._seen, self._stuck = set(), 0
        while batch := self._next(find):
            if not self._tried(do, batch) and len(batch) > 1:
                for one in batch:
                    self._tried(do, (one,))

    def alone(self, do: Callable[[], int]) -> None:
        """Something that is done as one; its trouble is told after all else had its turn."""
        try:
            self.done += do()
        except Exception as trouble:  # whatever it is, it holds up nothing else
            self.trouble = self.trouble or trouble

    def ended(self) -> int:
        if self.trouble is not None:
            raise self.trouble
        return self.done

    def _next(self, find: Callable[[int], Sequence[T]]) -> tuple[T, ...]:
        """What was not tried yet; as many more are asked for as are stuck in front of it."""
        while True:
            found = find(BATCH + self._stuck)
            fresh = [one for one in found if one not in self._seen][:BATCH]
            stuck = sum(one in self._seen for one in found)
            if fresh or stuck <= self._stuck:
                self._seen |= set(fresh)
                return tuple(fresh)
            self._stuck = stuck

    def _tried(self, do: Callable[[tuple[T, ...]], int], batch: tuple[T, ...]) -> bool:
        try:
            self.done += do(batch)
        except Exception as trouble:  # whatever it is, it is this one's and nobody else's
            if len(batch) == 1:
                self.trouble = self.trouble or trouble
            return False
        return True
