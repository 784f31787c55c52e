"""Activities are listed page by page, and one that is not seen is not found."""

import pytest

from crm_core.domain.activities.activity import ActivityId
from crm_core.domain.activities.listing import ActivityFilter
from crm_core.domain.refusals import Invalid, NotFound
from crm_core.ports.world import World
from crm_core.queries.activities import activity_by_id, activity_versions, list_activities
from tests import given
from tests.logged import logged
from tests.worlds import in_memory


@pytest.fixture
def world() -> World:
    return in_memory()


def test_a_cursor_goes_on_and_belongs_to_its_list(world: World) -> None:
    customer = given.customer(world)
    made = {logged(world, customer.id).activity.id for _ in range(3)}
    asked = {"limit": 2, "actor": given.MANAGER, "world": world}
    first = list_activities(customer.id, ActivityFilter(), cursor=None, **asked)  # type: ignore[arg-type]  # loose
    rest = list_activities(customer.id, ActivityFilter(), cursor=first.next_cursor, **asked)  # type: ignore[arg-type]  # loose
    assert {one.id for one in (*first.rows, *rest.rows)} == made
    assert (len(first.rows), rest.next_cursor) == (2, None)
    with pytest.raises(Invalid):
        list_activities(customer.id, ActivityFilter(kind="NOTE"), cursor=first.next_cursor, **asked)  # type: ignore[arg-type]  # loose


def test_what_nobody_knows_is_not_found(world: World) -> None:
    nobody = ActivityId(given.nobody_knows())
    for question in (activity_by_id, activity_versions):
        with pytest.raises(NotFound):
            question(nobody, actor=given.MANAGER, world=world)
