"""Samples are listed page by page, and one that is not seen is not found."""

import pytest

from crm_core.domain.refusals import Invalid, NotFound
from crm_core.ports.world import World
from crm_food_pack.domain.samples.listing import SampleFilter
from crm_food_pack.domain.samples.sample import SampleId
from crm_food_pack.domain.samples.status import SampleStatus
from crm_food_pack.queries.samples import list_samples, sample_by_id
from tests import boxes, given


def test_a_cursor_goes_on_and_belongs_to_its_list(world: World) -> None:
    customer = given.customer(world)
    made = {boxes.requested(world, customer.id).id for _ in range(3)}
    first = list_samples(SampleFilter(), limit=2, cursor=None, actor=given.MANAGER, world=world)
    rest = list_samples(SampleFilter(), limit=2, cursor=first.next_cursor, actor=given.MANAGER, world=world)
    assert {one.sample.id for one in (*first.rows, *rest.rows)} == made
    assert (len(first.rows), rest.next_cursor) == (2, None)
    other = SampleFilter(status=SampleStatus.PACKED)
    with pytest.raises(Invalid):
        list_samples(other, limit=2, cursor=first.next_cursor, actor=given.MANAGER, world=world)


def test_what_nobody_knows_is_not_found(world: World) -> None:
    with pytest.raises(NotFound):
        sample_by_id(SampleId(given.nobody_knows()), actor=given.MANAGER, world=world)
