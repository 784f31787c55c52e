"""Turning the pages of a list by its address: which cursors led here, and where before and after lead."""

from collections.abc import Mapping
from urllib.parse import urlencode

from attrs import frozen

ROWS = (50, 100, 200)  # of one page; "show more" takes the next step
MAX_TRAIL = 20  # pages one can walk back; keeps addresses short enough for every proxy
OF_THE_PAGE = ("cursor", "trail")
_BETWEEN = "~"  # never part of a cursor, which is base64 for addresses


@frozen
class Trail:
    """The values of an address, with `cursor` for this page and `trail` for those before it."""

    path: str
    values: Mapping[str, str]

    @property
    def cursor(self) -> str | None:
        return self.values.get("cursor")

    @property
    def rows(self) -> int:
        return int(self.values.get("rows", ROWS[0]))

    @property
    def number(self) -> int | None:
        """The number of this page; None once the trail no longer reaches the first one."""
        if self.cursor is None:
            return 1
        walked = len(self._walked)
        return walked + 2 if walked < MAX_TRAIL else None

    @property
    def kept(self) -> dict[str, str]:
        """Everything but the place in the list."""
        return {name: value for name, value in self.values.items() if name not in OF_THE_PAGE}

    @property
    def _walked(self) -> list[str]:
        """The cursors of the pages before this one, the first page (which has none) left out."""
        return [cursor for cursor in self.values.get("trail", "").split(_BETWEEN) if cursor]

    def first(self) -> str:
        return address(self.path, self.kept)

    def after(self, next_cursor: str) -> str:
        walked = [*self._walked, *([self.cursor] if self.cursor else [])][-MAX_TRAIL:]
        more = {"cursor": next_cursor, "trail": _BETWEEN.join(walked)}
        return address(self.path, {**self.values, **{name: value for name, value in more.items() if value}})

    def before(self) -> str | None:
        """The page before this one, by the trail that led here."""
        if self.cursor is None:
            return None
        *older, last = self._walked or [""]
        back = {"cursor": last, "trail": _BETWEEN.join(older)}
        return address(self.path, {**self.values, **back})

    def longer(self) -> str | None:
        """This page with more rows; None when it is as long as pages get."""
        more = next((rows for rows in ROWS if rows > self.rows), None)
        return None if more is None else address(self.path, {**self.values, "rows": str(more)})


def address(path: str, values: Mapping[str, str]) -> str:
    asked = {name: value for name, value in values.items() if value}
    return f"{path}?{urlencode(asked)}" if asked else path
