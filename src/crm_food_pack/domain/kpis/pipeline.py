"""What the pipeline is worth: the savings customers see, weighted by their size and by their commitment."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal
from uuid import UUID

from attrs import frozen

from crm_core.domain.customers.customer import Channel
from crm_core.domain.kpis.kpi import Figure
from crm_core.domain.kpis.span import Range, Span

WEIGHTS: Mapping[str, Decimal] = {"LOW": Decimal("0.25"), "MID": Decimal("0.6"), "HIGH": Decimal("1.0")}
UNQUALIFIED = Decimal("0.25")
CONSULTATION_COUNTS = Range.QUARTER
CENT = Decimal("0.01")
FRANCS, EUROS = "CHF", "EUR"


def currency_of(territory: str) -> str:
    return FRANCS if territory == "CH" else EUROS


@frozen
class Consultation:
    """A consultation that was not withdrawn, and how much the customer committed to."""

    activity_id: UUID
    at: datetime
    level: str


def latest_commitment(consultations: Iterable[Consultation], now: datetime) -> str | None:
    """The level of the latest consultation that still counts; at one instant the later id decides."""
    span = Span.of(CONSULTATION_COUNTS, now)
    counted = [one for one in consultations if one.at in span]
    return max(counted, key=lambda one: (one.at, one.activity_id)).level if counted else None


@frozen
class Prospect:
    """A customer with a potential; `commitment` is that of the latest consultation in ninety days."""

    customer_id: UUID
    territory: str
    channel: Channel
    value: Decimal
    bucket: str | None = None
    commitment: str | None = None

    @property
    def weighted(self) -> Decimal:
        """The potential by its weights; an unknown bucket weighs as the lowest one."""
        committed = UNQUALIFIED if self.commitment is None else WEIGHTS[self.commitment]
        return self.value * WEIGHTS[self.bucket or "LOW"] * committed


@frozen
class Pipeline:
    """Per currency: all of it, and the part that nobody has been advised on."""

    total: Mapping[str, Decimal]
    unqualified: Mapping[str, Decimal]


def roi_pipeline(prospects: Iterable[Prospect]) -> Figure[Pipeline]:
    counted = tuple(prospects)
    unqualified = tuple(one for one in counted if one.commitment is None)
    return Figure(Pipeline(_sums(counted), _sums(unqualified)), tuple(one.customer_id for one in counted))


def _sums(prospects: Iterable[Prospect]) -> dict[str, Decimal]:
    sums: dict[str, Decimal] = {}
    for one in prospects:
        currency = currency_of(one.territory)
        sums[currency] = sums.get(currency, Decimal(0)) + one.weighted
    return {currency: amount.quantize(CENT, ROUND_HALF_UP) for currency, amount in sorted(sums.items())}


@frozen
class Shares:
    """The prospects, and the currency in which their shares are taken: sums of two currencies are none."""

    prospects: tuple[Prospect, ...]
    currency: str = EUROS


def partner_share(of: Shares) -> Figure[Decimal | None]:
    """How much of the pipeline's value is won through partners, in percent."""
    counted = tuple(one for one in of.prospects if currency_of(one.territory) == of.currency)
    total = sum((one.weighted for one in counted), Decimal(0))
    partners = tuple(one for one in counted if one.channel is Channel.PARTNER)
    value = sum((one.weighted for one in partners), Decimal(0))
    share = (value * 100 / total).quantize(CENT, ROUND_HALF_UP) if total else None
    return Figure(share, tuple(one.customer_id for one in partners))
