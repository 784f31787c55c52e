"""The sample boxes of the demo: one in every status, each with the days on which it moved."""

from collections.abc import Iterator, Sequence
from uuid import UUID

from attrs import frozen

from crm_core.domain.ids import CustomerId
from crm_food_pack.demo.kitchens import WELL_KNOWN, kitchens
from crm_food_pack.domain.samples.sample import SampleId
from crm_food_pack.domain.samples.status import SampleStatus

SHIPPED_BOX = SampleId(UUID(int=2))

_DELIVERED = ((SampleStatus.SHIPPED, 3), (SampleStatus.DELIVERED, 5))
# How each went: a status, and how many days after the request.
WAYS: Sequence[Sequence[tuple[SampleStatus, int]]] = (
    (),
    ((SampleStatus.PACKED, 1),),
    ((SampleStatus.PACKED, 1), (SampleStatus.SHIPPED, 2)),
    _DELIVERED,
    (*_DELIVERED, (SampleStatus.FEEDBACK_SUCCESS, 9)),
    (*_DELIVERED, (SampleStatus.FEEDBACK_NEUTRAL, 10)),
    (*_DELIVERED, (SampleStatus.FEEDBACK_FAIL, 8)),
    ((SampleStatus.PACKED, 1), (SampleStatus.CANCELED, 2)),
)


@frozen
class Box:
    """Asked for so many days ago; `way` tells each later status by days after that."""

    id: SampleId
    customer_id: CustomerId
    days_ago: int
    way: Sequence[tuple[SampleStatus, int]]


def boxes() -> Iterator[Box]:
    yield Box(SHIPPED_BOX, WELL_KNOWN, 4, WAYS[2])
    houses = [one.id for one in kitchens() if not one.details.is_chain and one.id != WELL_KNOWN]
    for number, house in enumerate(houses[:24]):
        way = WAYS[number % len(WAYS)]
        latest = way[-1][1] if way else 1
        yield Box(_id(number), house, latest + 1 + number % 7, way)


def _id(number: int) -> SampleId:
    return SampleId(UUID(f"00000000-0000-4000-8000-{500 + number:012}"))
