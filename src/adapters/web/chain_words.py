"""What a chain comes to, as people read it; each number leads to what it counts."""

from collections import defaultdict
from decimal import Decimal
from urllib.parse import urlencode

from attrs import frozen

from adapters.web.values.speaking import money
from adapters.web.visit import Visit
from crm_core.domain.customers.customer import Customer
from crm_core.domain.follow_ups.follow_up import Badge
from crm_core.domain.ids import CustomerId
from crm_core.domain.rollups.rollup import OPEN_BADGES
from crm_core.queries.chain_rollup import ChainRollup, chain_rollup
from crm_food_pack.domain.kpis.pipeline import currency_of

_STATUS, _BUCKET, _VALUE = "sample_status", "roi_bucket", "roi_value_cents"
_COLOURS = {Badge.OVERDUE: "bad", Badge.DUE_SOON: "warn", Badge.ON_TRACK: "good"}


@frozen
class Count:
    """So many of a word, and the list of them."""

    n: int
    word: str
    href: str
    colour: str = ""


@frozen
class ChainView:
    """`is_whole` says that it tells of all locations, not only of those that the reader sees."""

    is_whole: bool
    locations: int
    locations_href: str
    samples: tuple[Count, ...]
    buckets: tuple[Count, ...]
    sums: tuple[str, ...]
    due: tuple[Count, ...]


def chain_view(visit: Visit, customer: Customer) -> ChainView | None:
    """Of a chain; a customer alone adds up to nothing."""
    if not customer.details.is_chain:
        return None
    found = chain_rollup(customer.id, actor=visit.actor, world=visit.world)
    return ChainView(
        found.is_whole,
        found.rollup.locations,
        _locations(customer.id),
        _counts(visit, found, _STATUS),
        _counts(visit, found, _BUCKET),
        _sums(visit, found),
        _due(visit, found),
    )


def _counts(visit: Visit, found: ChainRollup, column: str) -> tuple[Count, ...]:
    """In the order in which the column declares its words."""
    counted = found.rollup.counts.get(column, {})
    declared = next((one.options for one in visit.world.hot_columns.columns if one.name == column), ())
    return tuple(
        Count(
            counted[word],
            visit.say(f"hot-word.{column}.{word}"),
            _locations(found.customer_id, **{column: word}),
        )
        for word in map(str, declared or ())
        if word in counted
    )


def _sums(visit: Visit, found: ChainRollup) -> tuple[str, ...]:
    """By currency, as territories have theirs."""
    cents: dict[str, int] = defaultdict(int)
    for territory, amount in found.rollup.sums.get(_VALUE, {}).items():
        cents[currency_of(territory)] += amount
    return tuple(
        money(Decimal(amount).scaleb(-2), currency, visit.tongue) for currency, amount in cents.items()
    )


def _due(visit: Visit, found: ChainRollup) -> tuple[Count, ...]:
    counted = found.rollup.open_follow_ups
    return tuple(
        Count(
            counted[badge],
            visit.say(f"due-badge.{badge}"),
            f"/follow-ups?{urlencode({'chain': str(found.customer_id), 'badge': str(badge)})}",
            _COLOURS[badge],
        )
        for badge in reversed(OPEN_BADGES)
        if counted[badge]
    )


def _locations(chain: CustomerId, **more: str) -> str:
    return f"/customers?{urlencode({'parent': str(chain), **more})}"
