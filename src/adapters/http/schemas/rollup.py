"""How the roll-up of a chain travels."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Annotated, Any
from uuid import UUID

import msgspec

from crm_core.domain.follow_ups.follow_up import Badge
from crm_core.domain.projections.hot_row import HotColumns
from crm_core.queries.chain_rollup import ChainRollup
from crm_food_pack.domain.kpis.pipeline import currency_of

ENCODER = msgspec.json.Encoder(decimal_format="number", order="deterministic")
CENT = Decimal("0.01")
# The schema of a Decimal would be a text; what travels is a JSON number.
_Number = Annotated[Any, msgspec.Meta(extra_json_schema={"type": "number"})]


class OpenFollowUps(msgspec.Struct, rename="camel", frozen=True):
    """How many open follow-ups have which badge."""

    on_track: int
    due_soon: int
    overdue: int


class RollupForm(msgspec.Struct, rename="camel", frozen=True):
    """What a chain and its locations come to; without `wholeChain` it is what the reader sees of it.

    `counts` says for each word of a property how many customers have it, `sums` what a property comes to
    in each currency.
    """

    customer_id: UUID
    whole_chain: bool
    locations: int
    counts: dict[str, dict[str, int]]
    sums: dict[str, dict[str, _Number]]
    open_follow_ups: OpenFollowUps


def rollup_form(found: ChainRollup, columns: HotColumns) -> RollupForm:
    rollup, names = found.rollup, {one.name: one.api_name for one in columns.columns}
    due = rollup.open_follow_ups
    return RollupForm(
        customer_id=found.customer_id,
        whole_chain=found.is_whole,
        locations=rollup.locations,
        counts={names[column]: dict(told) for column, told in rollup.counts.items()},
        sums={names[column]: _by_currency(told) for column, told in rollup.sums.items()},
        open_follow_ups=OpenFollowUps(due[Badge.ON_TRACK], due[Badge.DUE_SOON], due[Badge.OVERDUE]),
    )


def _by_currency(cents: Mapping[str, int]) -> dict[str, Decimal]:
    found: dict[str, Decimal] = {}
    for territory, amount in cents.items():
        currency = currency_of(territory)
        found[currency] = found.get(currency, Decimal(0)) + amount * CENT
    return found


EXAMPLE = {
    "customerId": "01980f3a-6f00-7000-8000-0000000000c1",
    "wholeChain": True,
    "locations": 7,
    "counts": {"sampleStatus": {"DELIVERED": 3, "SHIPPED": 1}, "roiBucket": {"HIGH": 2, "MID": 3}},
    "sums": {"roiValue": {"EUR": 14300.00, "CHF": 2860.00}},
    "openFollowUps": {"onTrack": 4, "dueSoon": 1, "overdue": 0},
}
