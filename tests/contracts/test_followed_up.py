"""A consultation is followed up by any later deed that stands, in whatever order they are written down."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import permutations
from typing import Any
from uuid import UUID

from crm_core.domain.activities.activity import ActivityId
from crm_core.domain.follow_ups.follow_up import Badge, FollowUp, State
from crm_core.domain.ids import CustomerId
from crm_core.ports.world import World
from crm_core.use_cases.follow_ups.complete_follow_up import CompleteFollowUp, complete_follow_up
from tests import due, given, journal
from tests.logged import corrected, logged, withdrawn

NOW = given.START
DAY = timedelta(days=1)
ADVISED = "ROI_CONSULTATION"
ADVICE: dict[str, Any] = {"roiScenarioId": UUID(int=0x501), "commitmentLevel": "LOW"}


def ago(days: float) -> str:
    return (NOW - days * DAY).isoformat()


def told(world: World, customer: CustomerId, kind: str, days_ago: float) -> ActivityId:
    said: dict[str, Any] = {**(ADVICE if kind == ADVISED else {}), "occurredAt": ago(days_ago)}
    return logged(world, customer, kind, **said).activity.id


def advised(world: World, customer: CustomerId, days_ago: float) -> ActivityId:
    return told(world, customer, ADVISED, days_ago)


def of(world: World, customer: CustomerId) -> Sequence[FollowUp]:
    return due.page(world, customer=customer)


def closed_by(one: FollowUp) -> UUID | None:
    return None if one.closing is None else one.closing.by


def test_a_consultation_that_is_written_down_late_was_followed_up_already(food_world: World) -> None:
    customer = given.customer(food_world).id
    told(food_world, customer, "CALL", 61)
    met = told(food_world, customer, "MEETING", 50)
    told(food_world, customer, "CALL", 40)
    advised(food_world, customer, 60)
    (one,) = of(food_world, customer)
    assert (one.state, closed_by(one), one.badge(NOW)) == (State.DONE, met, Badge.DONE)
    done = [fact.data for fact in journal.facts(food_world, one.id) if fact.type == "followup.completed"]
    assert [fact["activityId"] for fact in done] == [str(met)]


def test_nobodys_deed_leaves_it_open(food_world: World) -> None:
    customer, other = given.customer(food_world).id, given.customer(food_world).id
    told(food_world, other, "CALL", 50)
    told(food_world, customer, "NOTE", 50)
    gone = told(food_world, customer, "CALL", 50)
    withdrawn(food_world, gone)
    advised(food_world, customer, 60)
    assert [one.state for one in of(food_world, customer)] == [State.OPEN]


def test_a_deed_that_is_withdrawn_passes_it_on_to_the_next_that_stands(food_world: World) -> None:
    customer = given.customer(food_world).id
    advised(food_world, customer, 5)
    first, second = (told(food_world, customer, "CALL", days) for days in (4, 3))
    withdrawn(food_world, first)
    (one,) = of(food_world, customer)
    assert (one.state, closed_by(one)) == (State.DONE, second)
    withdrawn(food_world, second)
    assert [(one.state, one.closing) for one in of(food_world, customer)] == [(State.OPEN, None)]


def test_a_deed_that_is_dated_before_it_passes_it_on_too(food_world: World) -> None:
    customer = given.customer(food_world).id
    advised(food_world, customer, 5)
    first, second = (told(food_world, customer, "CALL", days) for days in (4, 3))
    corrected(food_world, first, occurredAt=ago(6))
    assert [closed_by(one) for one in of(food_world, customer)] == [second]
    corrected(food_world, second, occurredAt=ago(7))
    assert [one.state for one in of(food_world, customer)] == [State.OPEN]


def test_a_consultation_that_is_dated_anew_is_followed_up_from_its_new_day(food_world: World) -> None:
    customer = given.customer(food_world).id
    made = advised(food_world, customer, 60)
    (late,) = of(food_world, customer)
    assert late.badge(NOW) is Badge.OVERDUE
    done = corrected(food_world, made, occurredAt=ago(1))
    (one,) = of(food_world, customer)
    assert [found.id for found in done.follow_ups] == [one.id] == [late.id]
    fresh = given.customer(food_world).id
    advised(food_world, fresh, 1)
    (expected,) = of(food_world, fresh)
    assert (one.due_at, one.due_soon_at, one.ahead) == (
        expected.due_at,
        expected.due_soon_at,
        expected.ahead,
    )
    assert (one.source.at, one.source.day0) == (expected.source.at, expected.source.day0)
    assert one.badge(NOW) is Badge.ON_TRACK
    corrected(food_world, made, note="Nur ein Wort")
    assert of(food_world, customer) == [one]


def test_its_new_day_decides_what_followed_it_up(food_world: World) -> None:
    customer = given.customer(food_world).id
    called = told(food_world, customer, "CALL", 10)
    made = advised(food_world, customer, 5)
    for days in (11, 12):
        corrected(food_world, made, occurredAt=ago(days))
        assert [closed_by(one) for one in of(food_world, customer)] == [called]
    corrected(food_world, made, occurredAt=ago(9))
    assert [one.state for one in of(food_world, customer)] == [State.OPEN]
    done = [fact for fact in journal.facts(food_world) if fact.type == "followup.completed"]
    assert len(done) == 1


def test_what_a_person_closed_or_nobody_expects_stays_so(food_world: World) -> None:
    customer = given.customer(food_world).id
    made = advised(food_world, customer, 5)
    (one,) = of(food_world, customer)
    complete_follow_up(CompleteFollowUp(one.id, "REACHED"), actor=given.MANAGER, world=food_world)
    corrected(food_world, made, occurredAt=ago(4))
    (closed,) = of(food_world, customer)
    assert (closed.state, closed_by(closed), closed.source.at) == (State.DONE, None, NOW - 4 * DAY)
    withdrawn(food_world, made)
    assert [one.state for one in of(food_world, customer)] == [State.DONE]


def test_the_order_of_writing_down_makes_no_difference(food_world: World) -> None:
    deeds = ((ADVISED, 9), ("MEETING", 8), (ADVISED, 7), ("CALL", 10))
    for order in permutations(deeds):
        customer = given.customer(food_world).id
        for kind, days in order:
            told(food_world, customer, kind, days)
        found = {one.source.at: one.state for one in of(food_world, customer)}
        assert found == {NOW - 9 * DAY: State.DONE, NOW - 7 * DAY: State.OPEN}, order


def test_when_it_happens_is_an_instant(food_world: World) -> None:
    """What started it does not fulfil it, and what happened a moment earlier came before it."""
    customer = given.customer(food_world).id
    told(food_world, customer, "CALL", 5)
    advised(food_world, customer, 5 - 1e-9)
    (one,) = of(food_world, customer)
    assert one.source.at > datetime.fromisoformat(ago(5))
    assert one.state is State.OPEN
