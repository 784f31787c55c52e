"""Two people changed the same in a form of texts: what each of them changed, and where they disagree."""

from collections.abc import Mapping

from attrs import frozen

Values = Mapping[str, str]


@frozen
class Clash:
    """A field that both changed, differently."""

    field: str
    mine: str
    theirs: str


@frozen
class Comparison:
    clashes: tuple[Clash, ...]
    only_mine: tuple[str, ...]
    only_theirs: tuple[str, ...]
    merged: Values

    @property
    def is_empty(self) -> bool:
        return not (self.clashes or self.only_mine)


def compare(*, base: Values | None, mine: Values, theirs: Values) -> Comparison:
    """A three-way comparison, field by field; `merged` takes theirs wherever both disagree.

    Where nobody knows what was seen at first, all that differs was changed by both.
    """
    differing = [name for name in theirs if mine[name] != theirs[name]]
    changed_mine = {name for name in differing if base is None or mine[name] != base[name]}
    changed_theirs = {name for name in differing if base is None or theirs[name] != base[name]}
    both = changed_mine & changed_theirs
    merged = {name: mine[name] if name in changed_mine - both else theirs[name] for name in theirs}
    return Comparison(
        clashes=tuple(Clash(name, mine[name], theirs[name]) for name in differing if name in both),
        only_mine=tuple(name for name in differing if name in changed_mine - both),
        only_theirs=tuple(name for name in differing if name in changed_theirs - both),
        merged=merged,
    )
