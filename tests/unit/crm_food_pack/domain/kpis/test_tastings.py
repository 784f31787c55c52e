"""Sample success counts judged samples whose judgement lies in the span, and nothing else."""

from datetime import timedelta
from decimal import Decimal
from uuid import UUID

import pytest

from crm_core.domain.kpis.span import Range, Span
from crm_food_pack.domain.kpis.tastings import Tasting, Tastings, sample_success
from crm_food_pack.domain.samples.status import SampleStatus
from tests import given

S = SampleStatus
SPAN = Span.of(Range.MONTH, given.START)
WON, NEUTRAL, LOST = S.FEEDBACK_SUCCESS, S.FEEDBACK_NEUTRAL, S.FEEDBACK_FAIL

RATES = [
    ([], None),
    ([S.DELIVERED, S.CANCELED, S.REQUESTED], None),
    ([WON], "100.00"),
    ([WON, NEUTRAL, LOST], "33.33"),
    ([WON, WON, LOST, S.DELIVERED], "66.67"),
    ([LOST], "0.00"),
]


def tastings(*statuses: SampleStatus) -> list[Tasting]:
    return [Tasting(UUID(int=number), status, given.START) for number, status in enumerate(statuses)]


@pytest.mark.parametrize(("statuses", "rate"), RATES)
def test_successes_among_the_judged(statuses: list[SampleStatus], rate: str | None) -> None:
    figure = sample_success(Tastings(tuple(tastings(*statuses)), SPAN))

    assert figure.value == (None if rate is None else Decimal(rate))
    assert len(figure.records) == sum(status in (WON, NEUTRAL, LOST) for status in statuses)


def test_the_judgement_must_lie_in_the_span() -> None:
    moments = [SPAN.start - timedelta(seconds=1), SPAN.start, SPAN.end - timedelta(seconds=1), SPAN.end]
    samples = tuple(Tasting(UUID(int=number), WON, at) for number, at in enumerate(moments))

    assert sample_success(Tastings(samples, SPAN)).records == (UUID(int=1), UUID(int=2))
