"""Rows that are added together: none needs another to be there before, so they travel in one statement."""

from functools import lru_cache
from typing import TypeAlias

from attrs import define, field

from adapters.postgres.flush import Row, Statement

# What is added to (a table and its columns), of how many values a row is, and how many rows there are.
Shape: TypeAlias = tuple[str, int, int]
# Few enough that the texts of all combinations are remembered as prepared statements.
MOST = 4  # rows of one kind


@define
class Additions:
    """Rows that wait, by what they are added to; those of one kind keep their order."""

    _rows: dict[str, list[Row]] = field(factory=dict)

    def add(self, into: str, row: Row) -> list[Statement]:
        """What has to be sent before, because there is no room for one more."""
        full = self.taken() if len(self._rows.get(into, ())) == MOST else []
        self._rows.setdefault(into, []).append(row)
        return full

    def taken(self) -> list[Statement]:
        """All of them as one statement; nothing waits afterwards."""
        if not self._rows:
            return []
        shapes = tuple((into, len(rows[0]), len(rows)) for into, rows in self._rows.items())
        values = tuple(value for rows in self._rows.values() for row in rows for value in row)
        self._rows = {}
        return [(_text(shapes), values)]


@lru_cache(maxsize=512)
def _text(shapes: tuple[Shape, ...]) -> str:
    *others, last = (_insert(*shape) for shape in shapes)
    if not others:
        return last
    beside = ", ".join(f"a{number} AS ({other})" for number, other in enumerate(others))
    return f"WITH {beside} {last}"


def _insert(into: str, width: int, count: int) -> str:
    row = f"({', '.join(['%s'] * width)})"
    return f"INSERT INTO {into} VALUES {', '.join([row] * count)}"  # noqa: S608 - our own words
