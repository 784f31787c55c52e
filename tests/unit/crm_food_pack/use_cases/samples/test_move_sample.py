"""Every step of a sample is kept and told; its delivery asks for the kitchen's word."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given as drawn
from hypothesis import strategies as st

from crm_core.domain.customers.refusals import CustomerIsArchived
from crm_core.domain.follow_ups.follow_up import FollowUp, State
from crm_core.domain.follow_ups.listing import FollowUpFilter
from crm_core.domain.refusals import Outdated
from crm_core.ports.world import World
from crm_core.queries.follow_ups import list_follow_ups
from crm_core.use_cases.customers.archive_customer import ArchiveCustomer, archive_customer
from crm_food_pack.domain.samples.refusals import NoSuchTransition, SampleIsFinal
from crm_food_pack.domain.samples.status import FINAL, JUDGED, TRANSITIONS, SampleStatus
from crm_food_pack.pack import FOOD
from crm_food_pack.use_cases.samples.move_sample import MoveSample, move_sample
from tests import boxes, given, journal
from tests.worlds import in_memory

S = SampleStatus


def due(world: World) -> list[FollowUp]:
    page = list_follow_ups(FollowUpFilter(), limit=50, cursor=None, actor=given.MANAGER, world=world)
    return list(page.rows)


def test_a_step_is_told_with_when_it_happened(world: World) -> None:
    customer = given.customer(world)
    made = boxes.requested(world, customer.id)
    last_year = datetime(2025, 3, 4, 9, tzinfo=UTC)
    moved = boxes.moved(world, made.id, S.DELIVERED, at=last_year)
    assert [(step.new, step.event_at, step.recorded_at) for step in moved.steps] == [
        (S.DELIVERED, last_year, given.START)
    ]
    assert journal.last_fact(world).data == {
        "sampleId": str(made.id),
        "customerId": str(customer.id),
        "leadId": None,
        "oldStatus": "REQUESTED",
        "newStatus": "DELIVERED",
        "eventAt": "2025-03-04T09:00:00Z",
    }
    deed = journal.last_deed(world)
    assert (deed.action, deed.version_before, deed.version_after) == ("move", 1, 2)


def test_the_same_status_again_changes_nothing(world: World) -> None:
    made = boxes.requested(world, given.customer(world).id)
    moved = boxes.moved(world, made.id, S.PACKED)
    told = journal.facts(world)
    assert boxes.moved(world, made.id, S.PACKED) == moved
    assert journal.facts(world) == told


def test_the_version_that_was_looked_at_is_honoured(world: World) -> None:
    made = boxes.requested(world, given.customer(world).id)
    boxes.moved(world, made.id, S.PACKED)
    with pytest.raises(Outdated):
        move_sample(MoveSample(made.id, S.SHIPPED, version=1), actor=given.MANAGER, world=world)


def test_a_delivery_asks_its_owner_for_feedback_within_five_working_days(world: World) -> None:
    customer = given.customer(world, owner=given.user(7))
    made = boxes.requested(world, customer.id)
    assert due(world) == []
    boxes.moved(world, made.id, S.SHIPPED, S.DELIVERED)
    (waiting,) = due(world)
    assert (waiting.rule, waiting.source.kind, waiting.source.id) == ("sample-feedback", "sample", made.id)
    assert (waiting.owner_user_id, waiting.state) == (given.user(7), State.OPEN)
    # Delivered on a Monday; the fifth working day is the next one.
    assert waiting.due_at == datetime(2026, 3, 9, 23, tzinfo=UTC)


def test_what_is_judged_by_hand_is_waited_for_no_more(world: World) -> None:
    made = boxes.requested(world, given.customer(world).id)
    boxes.moved(world, made.id, S.DELIVERED, S.FEEDBACK_NEUTRAL)
    assert [one.state for one in due(world)] == [State.CANCELED]


def test_nothing_of_an_archived_customer_moves(world: World) -> None:
    customer = given.customer(world)
    made = boxes.requested(world, customer.id)
    archive_customer(ArchiveCustomer(customer.id), actor=given.MANAGER, world=world)
    with pytest.raises(CustomerIsArchived):
        boxes.moved(world, made.id, S.PACKED)


@drawn(st.lists(st.sampled_from(list(S)), max_size=9))
def test_every_path_ends_where_the_machine_says(path: list[SampleStatus]) -> None:
    """Against a model of one word: refused steps leave no trace, others exactly one step and one fact."""
    world = in_memory(FOOD)
    made = boxes.requested(world, given.customer(world).id)
    model = S.REQUESTED
    taken: list[tuple[SampleStatus, SampleStatus]] = []
    for wanted in path:
        if wanted in TRANSITIONS[model]:
            taken.append((model, wanted))
            model = boxes.moved(world, made.id, wanted).status
        elif wanted is model and wanted is not S.REQUESTED:
            boxes.moved(world, made.id, wanted)
        else:
            with pytest.raises(SampleIsFinal if model in FINAL else NoSuchTransition):
                boxes.moved(world, made.id, wanted)
    told = [one.data for one in journal.facts(world, made.id) if one.type == "sample.status.changed"]
    assert [(one["oldStatus"], one["newStatus"]) for one in told] == taken
    expected = S.DELIVERED in [new for _, new in taken]
    assert [one.state for one in due(world)] == (
        [State.CANCELED if model in JUDGED else State.OPEN] if expected else []
    )


def test_a_delivery_that_lies_back_is_overdue_at_once(world: World) -> None:
    made = boxes.requested(world, given.customer(world).id)
    boxes.moved(world, made.id, S.DELIVERED, at=given.START - timedelta(days=300))
    (waiting,) = due(world)
    assert str(waiting.badge(given.START)) == "OVERDUE"
