"""How often a sample convinces: judged samples whose judgement lies in the span."""

from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal
from uuid import UUID

from attrs import frozen

from crm_core.domain.kpis.kpi import Figure
from crm_core.domain.kpis.span import Span
from crm_food_pack.domain.samples.status import JUDGED, SampleStatus

CENT = Decimal("0.01")


@frozen
class Tasting:
    """A sample at its present status, reached by an event at this instant."""

    sample_id: UUID
    status: SampleStatus
    event_at: datetime


@frozen
class Tastings:
    samples: tuple[Tasting, ...]
    span: Span


def sample_success(of: Tastings) -> Figure[Decimal | None]:
    """The successes among the judged ones, in percent with two places; None when nothing was judged."""
    judged = tuple(one for one in of.samples if one.status in JUDGED and one.event_at in of.span)
    won = sum(one.status is SampleStatus.FEEDBACK_SUCCESS for one in judged)
    rate = (Decimal(won) * 100 / len(judged)).quantize(CENT, ROUND_HALF_UP) if judged else None
    return Figure(rate, tuple(one.sample_id for one in judged))
