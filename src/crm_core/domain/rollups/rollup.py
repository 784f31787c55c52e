"""What the locations of a chain come to, taken together: what there is of each word, and sums of money."""

from collections import Counter
from collections.abc import Iterable, Mapping

from attrs import frozen

from crm_core.domain.follow_ups.follow_up import Badge
from crm_core.domain.projections.hot_row import HotColumn, HotColumns
from crm_core.domain.projections.hot_types import HotType

OPEN_BADGES = (Badge.ON_TRACK, Badge.DUE_SOON, Badge.OVERDUE)


@frozen
class Rollup:
    """Of the chain and those of its live locations that the reader sees.

    `counts` says by hot column and word how many customers have it, `sums` by hot column and territory
    how many cents they have together.
    """

    locations: int
    counts: Mapping[str, Mapping[str, int]]
    sums: Mapping[str, Mapping[str, int]]
    open_follow_ups: Mapping[Badge, int]


@frozen
class Part:
    """One customer of the chain, with its hot row."""

    territory: str
    is_location: bool
    hot: Mapping[str, object]


def counted(columns: HotColumns) -> tuple[HotColumn, ...]:
    return tuple(one for one in columns.columns if one.options)


def summed(columns: HotColumns) -> tuple[HotColumn, ...]:
    return tuple(one for one in columns.columns if one.type is HotType.CENTS)


def rolled_up(parts: Iterable[Part], badges: Iterable[Badge], columns: HotColumns) -> Rollup:
    """The roll-up of these customers, whose open follow-ups have these badges."""
    found, seen = list(parts), Counter(badges)
    return Rollup(
        locations=sum(part.is_location for part in found),
        counts={column.name: _counts(column, found) for column in counted(columns)},
        sums={column.name: _sums(column, found) for column in summed(columns)},
        open_follow_ups={badge: seen[badge] for badge in OPEN_BADGES},
    )


def _counts(column: HotColumn, parts: Iterable[Part]) -> Mapping[str, int]:
    return dict(Counter(str(one.hot[column.name]) for one in parts if one.hot[column.name] is not None))


def _sums(column: HotColumn, parts: Iterable[Part]) -> Mapping[str, int]:
    cents: Counter[str] = Counter()
    for one in parts:
        value = one.hot[column.name]
        if isinstance(value, int):
            cents[one.territory] += value
    return dict(cents)
