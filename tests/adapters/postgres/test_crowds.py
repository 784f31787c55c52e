"""A crowd is what single commands would have left behind: readable by the core, true to its rules."""

from collections.abc import Sequence

import psycopg
import pytest
from attrs import evolve
from psycopg.rows import dict_row

from adapters.postgres.bulk import Bulk
from crm_core.domain.access.role import Role
from crm_core.domain.activities.activity import Activity, ActivityId, entry_record
from crm_core.domain.activities.listing import ActivitySlice
from crm_core.domain.activities.reading import Limits, read_entry
from crm_core.domain.customers.timeline import TimelineSlice
from crm_core.domain.fields.field_set import FieldChange
from crm_core.domain.fields.history import FieldHistory
from crm_core.domain.fields.kinds import zulu
from crm_core.domain.follow_ups.follow_up import FollowUp, State
from crm_core.domain.follow_ups.listing import FollowUpSlice
from crm_core.domain.ids import CustomerId
from crm_core.domain.projections.hot_source import HotSources
from crm_core.domain.refusals import NotAllowed
from crm_core.pack import hot_columns_of
from crm_core.ports.world import World
from crm_core.use_cases.consumers import CHAIN_SIZES
from crm_core.use_cases.customers.patch_fields import PatchFields, patch_fields
from crm_core.use_cases.events.consume import consume
from crm_core.use_cases.perform import perform
from crm_food_pack.demo.crowd import CUSTOMERS_PER_CHAIN, member
from crm_food_pack.demo.crowd_talk import customer_of
from crm_food_pack.domain.samples.listing import SampleFilter, SampleSlice
from crm_food_pack.domain.samples.sample import Sample, Verdict
from crm_food_pack.domain.samples.status import JUDGED, SampleStatus
from crm_food_pack.pack import FOOD
from crm_food_pack.ports.sample_readings import SAMPLE_READINGS
from crm_food_pack.use_cases.samples.move_sample import MoveSample, move_sample
from entrypoints.composition.crowds import Crowds, crowds_of, customers_for
from tests import given
from tests.server import Database, Pools
from tests.worlds import on_postgres

BASE, WANTED = 7, 120
HOT = hot_columns_of(FOOD)
SAMPLES = range(2 * WANTED)


@pytest.fixture
def world(pools: Pools) -> World:
    return on_postgres(pools, FOOD)


@pytest.fixture
def bulk(pools: Pools, world: World) -> Bulk:
    return Bulk(pools.service, given.ADMIN, world.clock, world.ids)


@pytest.fixture
def crowds(world: World, bulk: Bulk) -> Crowds:
    return crowds_of(world, given.ADMIN, bulk, BASE)


@pytest.fixture
def all_there(crowds: Crowds) -> Crowds:
    crowds.customers.add(range(WANTED))
    crowds.activities.add(range(1_000))
    crowds.samples.add(SAMPLES)
    return crowds


def customer(number: int) -> CustomerId:
    return member(number, BASE).id


def test_a_seed_that_was_broken_off_goes_on_where_it_stopped(crowds: Crowds, database: Database) -> None:
    wanted = {"customers": 80, "leads": 40, "activities": 60, "samples": 30}
    for name, count in wanted.items():
        crowd = getattr(crowds, name)
        assert crowd.present(count) == 0
        crowd.add(range(20))
        assert crowd.present(count) == 20
        crowd.add(range(20, count))
        assert crowd.present(count) == count
    with database.connect() as superuser:
        counted = superuser.execute(
            "SELECT (SELECT count(*) FROM customers), (SELECT count(*) FROM event_outbox), "
            "(SELECT count(*) FROM audit_entries WHERE action = 'seed')"
        ).fetchone()
    assert counted == (80, 80, 2 * len(wanted))


def test_projections_follow_from_the_facts_of_a_seed(crowds: Crowds, world: World) -> None:
    crowds.customers.add(range(WANTED))
    world.relay.move(limit=1000)
    consume(CHAIN_SIZES, actor=given.SYSTEM, world=world)
    reading = world.customer_readings.one(given.MANAGER, customer(0))

    assert reading is not None
    assert reading.chain_size == CUSTOMERS_PER_CHAIN


def test_every_history_is_unbroken_and_leads_to_what_stands(all_there: Crowds, world: World) -> None:
    for number in range(WANTED):
        now = world.field_readings.now(given.ADMIN, customer(number))
        assert now is not None
        told = _changes(world, number)
        assert FieldHistory().appended(told).as_of(world.clock.now()) == now.fields
        assert now.customer.version == told[-1].stamp.version
        assert now.customer.created_at < told[0].stamp.at <= told[-1].stamp.at < world.clock.now()


def test_what_is_restricted_is_marked_in_what_stands_and_in_what_was(
    all_there: Crowds, database: Database
) -> None:
    with database.connect() as superuser:
        for table in ("field_values", "field_history"):
            marked = superuser.execute(f"SELECT DISTINCT key, restricted FROM {table}".encode()).fetchall()
            assert {key for key, restricted in marked if restricted} == {"discount_terms"}
            assert len({key for key, _ in marked}) == len(marked) > 5


def _changes(world: World, number: int) -> Sequence[FieldChange]:
    """All changes of a customer's fields, the oldest first."""
    told: list[FieldChange] = []
    for key in world.fields.definitions:
        reading = world.field_readings.history(given.ADMIN, customer(number), key, before=None, limit=50)
        told += reading.changes if reading is not None else ()
    return sorted(told, key=lambda one: one.stamp.version)


def test_hot_rows_are_the_fold_of_the_seed(all_there: Crowds, world: World, database: Database) -> None:
    with psycopg.connect(database.superuser, row_factory=dict_row) as connection:
        rows = {row["customer_id"]: row for row in connection.execute("TABLE cm_customer_hot_proj")}
    assert len(rows) == WANTED
    for number in range(WANTED):
        now = world.field_readings.now(given.ADMIN, customer(number))
        assert now is not None
        newest = max(_samples(world, number), key=lambda one: (one.updated_at, one.id))
        shown = {"status": str(newest.status), "eventAt": zulu(newest.last_event_at)}
        folded = HOT.fold(HotSources(now.fields.plain(), {"sample": shown}))
        assert HOT.drift(rows[customer(number)], folded) == ()
        assert folded.unread == ()
    filled = {column.name for column in HOT.columns for row in rows.values() if row[column.name] is not None}
    assert filled == {column.name for column in HOT.columns}


def test_contacts_are_known_at_their_account(all_there: Crowds, world: World) -> None:
    found = world.contact_readings.at(given.ADMIN, customer(3), after=None, limit=10)

    assert found is not None
    assert [row.names for row in found] == [{customer(3): member(3, BASE).details.name}] * 2


def test_every_activity_is_one_that_its_form_would_read(all_there: Crowds, world: World) -> None:
    told = _activities(world, customer_of(0)) + _activities(world, customer_of(999))

    assert len(told) > 200
    assert {one.entry.kind for one in told} > {"NOTE", "CALL", "EMAIL", "MEETING"}
    for one in told:
        typed = world.activity_types.typed(one)
        record = entry_record(typed.entry, world.activity_types.types[one.entry.kind])
        limits = Limits(world.clock.now())
        assert read_entry(record, dictionary=world.activity_types, limits=limits) == typed.entry


def _activities(world: World, number: int) -> list[Activity]:
    found = world.activity_readings.page(given.ADMIN, ActivitySlice(customer(number), limit=500))
    assert found is not None
    return list(found)


def _samples(world: World, number: int) -> list[Sample]:
    wanted = SampleSlice(SampleFilter(customer=customer(number)))
    return [one.sample for one in world.of(SAMPLE_READINGS).page(given.ADMIN, wanted)]


def test_samples_went_through_their_steps_and_their_feedback_says_so(all_there: Crowds, world: World) -> None:
    samples = [one for number in range(WANTED) for one in _samples(world, number)]

    assert len(samples) == len(SAMPLES)
    assert {one.status for one in samples} == set(SampleStatus)
    for sample in samples:
        again = evolve(sample, steps=(), version=1)
        for step in sample.steps:
            if step.activity_id is None:
                again = again.moved(step.new, by=step.by, now=step.recorded_at)
            else:
                again = again.judged(
                    Verdict(step.new, step.activity_id, step.event_at), by=step.by, now=step.recorded_at
                )
        assert again == sample
        assert sample.wanted.items
        _check_feedback(sample, world)


def _check_feedback(sample: Sample, world: World) -> None:
    judged = sample.steps[-1].activity_id if sample.steps else None
    assert (judged is not None) == (sample.status in JUDGED)
    if judged is not None:
        activity = world.activity_readings.one(given.ADMIN, ActivityId(judged))
        assert activity is not None
        assert activity.content["sampleId"] == str(sample.id)
        assert sample.status == f"FEEDBACK_{activity.outcome}"


def test_what_waits_for_feedback_is_open_and_what_got_it_is_done(all_there: Crowds, world: World) -> None:
    kept = {one.source.id: one for one in _follow_ups(world)}
    samples = [one for number in range(WANTED) for one in _samples(world, number)]
    reached = [one for one in samples if SampleStatus.DELIVERED in {step.new for step in one.steps}]

    assert set(kept) == {one.id for one in reached}
    assert {one.state for one in kept.values()} == {State.OPEN, State.DONE}
    for sample in reached:
        follow_up = kept[sample.id]
        assert (follow_up.state is State.DONE) == (sample.status in JUDGED)
        assert follow_up.next_at is None or follow_up.next_at > world.clock.now()
        if follow_up.closing is not None:
            assert follow_up.closing.by == sample.steps[-1].activity_id


def _follow_ups(world: World) -> list[FollowUp]:
    wanted = FollowUpSlice(world.clock.now(), limit=1_000)
    return list(world.follow_up_readings.page(given.ADMIN, wanted))


def test_what_was_seeded_goes_on_by_commands(all_there: Crowds, world: World) -> None:
    packed = [one for number in range(WANTED) for one in _samples(world, number) if one.status == "PACKED"]
    cancel = MoveSample(packed[0].id, SampleStatus.CANCELED)
    canceled = perform(move_sample, cancel, actor=given.ADMIN, world=world).sample
    before = world.field_readings.now(given.ADMIN, customer(5))
    patch = PatchFields(customer(5), {"meals_per_day": 7})
    after = perform(patch_fields, patch, actor=given.ADMIN, world=world)

    assert before is not None
    assert canceled.version == packed[0].version + 1
    assert after.customer.version == before.customer.version + 1
    assert after.fields.plain() == {**before.fields.plain(), "meals_per_day": 7}


def test_the_timeline_tells_all_of_it(all_there: Crowds, world: World) -> None:
    wanted = TimelineSlice(customer(0), world.timeline_kinds, 500)
    found = world.timeline_readings.page(given.ADMIN, wanted)

    assert found is not None
    assert {entry.kind for entry in found.entries} >= {
        "FIELD_CHANGED",
        "ACTIVITY",
        "SAMPLE_REQUESTED",
        "SAMPLE_STATUS",
    }


def test_the_same_number_is_the_same_every_time(crowds: Crowds, world: World, bulk: Bulk) -> None:
    crowds.customers.add(range(5))
    first = world.field_readings.now(given.ADMIN, customer(4))
    again = crowds_of(world, given.ADMIN, bulk, BASE)

    assert first is not None
    assert again.customers.present(9) == 5
    again.customers.add(range(5, 9))
    assert world.field_readings.now(given.ADMIN, customer(4)) == first


def test_the_wall_holds_for_many_as_for_one(world: World, pools: Pools, database: Database) -> None:
    auditor = given.actor(Role.AUDITOR)
    bulk = Bulk(pools.service, auditor, world.clock, world.ids)

    with pytest.raises(NotAllowed):
        crowds_of(world, auditor, bulk, BASE).customers.add(range(3))
    with database.connect() as superuser:
        assert superuser.execute("SELECT count(*) FROM customers").fetchone() == (0,)


@pytest.mark.parametrize(("activities", "samples"), [(0, 0), (1_000, 0), (1_001, 0), (0, 7), (4_000, 900)])
def test_so_many_customers_come_along_as_are_spoken_with(activities: int, samples: int) -> None:
    """Every activity and sample belongs to one of them."""
    count = customers_for(activities=activities, samples=samples)

    assert all(customer_of(number) < count for number in range(activities))
    assert all(number // 2 < count for number in range(samples))
