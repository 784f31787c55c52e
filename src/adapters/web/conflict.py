"""Two people changed the same customer: what each of them changed, and where they disagree."""

from collections.abc import Mapping

from attrs import frozen

from adapters.web.customer_form import FIELDS

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


def compare(*, base: Values, mine: Values, theirs: Values) -> Comparison:
    """A three-way comparison, field by field; `merged` takes theirs wherever both disagree."""
    changed_mine = {name for name in FIELDS if mine[name] != base[name] and mine[name] != theirs[name]}
    changed_theirs = {name for name in FIELDS if theirs[name] != base[name] and mine[name] != theirs[name]}
    both = changed_mine & changed_theirs
    merged = {name: mine[name] if name in changed_mine - both else theirs[name] for name in FIELDS}
    return Comparison(
        clashes=tuple(Clash(name, mine[name], theirs[name]) for name in FIELDS if name in both),
        only_mine=tuple(name for name in FIELDS if name in changed_mine - both),
        only_theirs=tuple(name for name in FIELDS if name in changed_theirs - both),
        merged=merged,
    )
