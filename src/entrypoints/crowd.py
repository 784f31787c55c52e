"""Decides how a crowd gets into a database: by number, so that a broken-off seed goes on."""

from collections.abc import Callable, Sequence

from attrs import frozen


@frozen
class Crowd:
    """Members come by number; `add` writes a batch in one unit of work."""

    is_there: Callable[[int], bool]
    add: Callable[[Sequence[int]], None]

    def present(self, wanted: int) -> int:
        """How many members are there already: they come in order, so halving finds the first that is
        missing."""
        low, high = 0, wanted
        while low < high:
            middle = (low + high) // 2
            if self.is_there(middle):
                low = middle + 1
            else:
                high = middle
        return low
