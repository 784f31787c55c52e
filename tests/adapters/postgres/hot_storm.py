"""A storm over one customer: people who patch, backfills past every rule, samples that move, and a watcher.

The watcher reads row and sources in one statement, again and again: no moment may show a row that its
sources do not make. What each writer was told is kept, so that the history shows whether any of it got lost.
"""

import random
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import psycopg
from attrs import define, field, frozen
from psycopg import errors

from adapters.postgres.exact_json import exact_json
from adapters.postgres.pool import Connection, Connections
from adapters.postgres.roles import SERVICE, WORKER
from adapters.system.clock import SystemClock
from adapters.system.ids import SystemIds
from crm_core.domain.customers.customer import Customer
from crm_core.domain.fields.canonical import same
from crm_core.domain.fields.field_set import FieldChange
from crm_core.domain.fields.history import FieldHistory, replay
from crm_core.domain.projections.hot_check import Drift
from crm_core.domain.refusals import Conflict, Invalid, Unavailable
from crm_core.ports.world import World
from crm_core.use_cases.customers.patch_fields import PatchFields, patch_fields
from crm_core.use_cases.perform import perform
from crm_core.use_cases.projections.rebuild_hot_rows import RebuildHotRows, rebuild_hot_rows
from crm_food_pack.domain.samples.sample import SampleId
from crm_food_pack.domain.samples.status import SampleStatus
from crm_food_pack.pack import FOOD
from crm_food_pack.ports.samples import SAMPLES
from crm_food_pack.use_cases.samples.move_sample import MoveSample, move_sample
from tests import boxes, given
from tests.adapters.postgres.hot_histories import MEMBERS, value
from tests.server import Database
from tests.worlds import over

UNPLANTED = "meals_per_day"  # people alone write this field
KEYS = (*MEMBERS, UNPLANTED)
PUT = """INSERT INTO field_values (tenant_id, customer_id, key, value, restricted, updated_at, updated_by)
    VALUES (%s, %s, %s, %s, false, clock_timestamp(), gen_random_uuid())
    ON CONFLICT (tenant_id, customer_id, key) DO UPDATE SET (value, updated_at)
        = (excluded.value, excluded.updated_at)"""
TAKE = "DELETE FROM field_values WHERE tenant_id = %s AND customer_id = %s AND key = %s"
MOVE = """UPDATE sample_request
    SET (status_recorded_at, status_event_at) = (clock_timestamp(), now() - %s::interval)
    WHERE tenant_id = %s AND id = %s"""
DEADLOCKS = "SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()"
STEPS = tuple(one for one in SampleStatus if one is not SampleStatus.REQUESTED)


@frozen
class Told:
    """What a writer was told stands in a field as of a version."""

    version: int
    key: str
    value: object


@define
class Storm:
    """`people` patch and move samples through the use cases; with `plants` some write as a backfill does."""

    world: World
    system: World
    database: Database
    customer: Customer
    samples: list[SampleId]
    seconds: float
    seed: int
    told: list[Told] = field(factory=list)
    moved: list[tuple[SampleId, SampleStatus]] = field(factory=list)
    done: "Counter[str]" = field(factory=Counter)
    drifted: list[Drift] = field(factory=list)
    over: threading.Event = field(factory=threading.Event)
    _lock: threading.Lock = field(factory=threading.Lock)

    def rage(self, writers: int, *, plants: bool) -> None:
        """One watcher and one who recomputes beside so many writers; whatever one of them meets is raised."""
        kinds = (self._patch, self._patch, self._plant if plants else self._patch, self._move)
        each: list[Callable[[random.Random], None]] = [kinds[number % 4] for number in range(writers)]
        with ThreadPoolExecutor(writers + 2) as threads:
            running = [threads.submit(self._again, one, number) for number, one in enumerate(each)]
            running += [threads.submit(self._again, one, -1) for one in (self._watch, self._recompute)]
            self.over.wait(self.seconds)
            self.over.set()
            for one in running:
                one.result(60)

    def _again(self, work: Callable[[random.Random], None], number: int) -> None:
        chance = random.Random(self.seed * 1000 + number)
        try:
            while not self.over.is_set():
                work(chance)
        finally:
            # One who fails ends it for all.
            self.over.set()

    def _patch(self, chance: random.Random) -> None:
        key = chance.choice(KEYS)
        command = PatchFields(self.customer.id, {key: _wish(chance, key)})
        try:
            reading = perform(patch_fields, command, actor=given.MANAGER, world=self.world)
        except (Invalid, Unavailable) as refusal:
            self._count(refusal.code)
            return
        with self._lock:
            self.told.append(Told(reading.customer.version, key, reading.fields.plain().get(key)))
        self._count("patched")

    def _move(self, chance: random.Random) -> None:
        sample, status = chance.choice(self.samples[-4:]), chance.choice(STEPS)
        try:
            if chance.random() < 0.1:
                self.samples.append(boxes.requested(self.world, self.customer.id).id)
            command = MoveSample(sample, status)
            perform(move_sample, command, actor=given.MANAGER, world=self.world)
        except (Conflict, Unavailable) as refusal:
            self._count(refusal.code)
            return
        with self._lock:
            self.moved.append((sample, status))
        self._count("moved")

    def _plant(self, chance: random.Random) -> None:
        """Anything at all, in a statement of its own, past every rule and with no identity."""
        of, key = (self.customer.tenant_id, self.customer.id), chance.choice(list(MEMBERS))
        with self._superuser() as sql:
            for _ in range(20):
                draw = chance.random()
                if draw < 0.3:
                    sql.execute(TAKE, [*of, key])
                elif draw < 0.45:
                    sql.execute(MOVE, [f"{chance.randrange(99)} days", of[0], chance.choice(self.samples)])
                else:
                    sql.execute(PUT, [*of, key, exact_json(value(chance, key))])
                self._count("planted")

    def _watch(self, chance: random.Random) -> None:
        batch = rebuild_hot_rows(RebuildHotRows(repair=False), actor=given.SYSTEM, world=self.system)
        self.drifted += batch.drifted
        self._count("watched")
        self.over.wait(chance.random() * 0.02)

    def _recompute(self, chance: random.Random) -> None:
        self.system.hot_rows.recompute(given.SYSTEM, self.customer.id)
        self._count("recomputed")
        self.over.wait(chance.random() * 0.02)

    @contextmanager
    def _superuser(self) -> Iterator[Connection]:
        with psycopg.connect(self.database.superuser, autocommit=True) as connection:
            yield connection

    def _count(self, what: str) -> None:
        with self._lock:
            self.done[what] += 1


def _wish(chance: random.Random, key: str) -> object:
    """What somebody asks for: a value of the right form, one of any form, or none."""
    draw = chance.random()
    if draw < 0.2:
        return None
    if key == UNPLANTED:
        return chance.randrange(1, 1_000_000) if draw < 0.8 else "viele"
    return value(chance, key)


def lost(storm: Storm, keys: Sequence[str]) -> list[Told]:
    """What somebody was told and the history does not show; raises when its line is broken."""
    changes: list[FieldChange] = []
    for key in keys:
        reading = storm.world.field_readings.history(
            given.MANAGER, storm.customer.id, key, before=None, limit=1_000_000
        )
        assert reading is not None
        changes += reading.changes
    line = FieldHistory().appended(sorted(changes, key=lambda one: one.stamp.version)).changes
    stood = _stood(line, max((one.version for one in storm.told), default=0))
    return [
        one for one in storm.told if one.key in keys and not same(stood[one.version].get(one.key), one.value)
    ]


def _stood(line: Sequence[FieldChange], last: int) -> list[dict[str, object]]:
    """The values by version."""
    by_version = {change.stamp.version: change for change in line}
    now: dict[str, object] = {}
    stood = []
    for version in range(last + 1):
        if version in by_version:
            change = by_version[version]
            now = {**now, change.key: change.new}
        stood.append(now)
    return stood


def final_values(storm: Storm, keys: Sequence[str]) -> tuple[dict[str, object], dict[str, object]]:
    """What stands, and what the history says should stand."""
    reading = storm.world.field_readings.now(given.MANAGER, storm.customer.id)
    assert reading is not None
    changes: list[FieldChange] = []
    for key in keys:
        found = storm.world.field_readings.history(
            given.MANAGER, storm.customer.id, key, before=None, limit=1_000_000
        )
        assert found is not None
        changes += found.changes
    told = replay(sorted(changes, key=lambda one: one.stamp.version)).plain()
    return {key: one for key, one in reading.fields.plain().items() if key in keys}, told


def unmoved(storm: Storm) -> list[tuple[SampleId, SampleStatus]]:
    """Steps that somebody was told of and the sample does not have."""
    with storm.world.unit_of_work(given.MANAGER) as uow:
        found = {one: uow.of(SAMPLES).lock(one) for one in storm.samples}
    steps = {(one, step.new) for one, sample in found.items() for step in sample.steps}
    return [one for one in storm.moved if one not in steps]


@contextmanager
def storms(database: Database, writers: int) -> Iterator[Callable[[float, int], Storm]]:
    """Makes storms, each over a customer of its own; every writer has a connection."""
    service = Connections(database.dsn(SERVICE), size=writers, patience=30)
    worker = Connections(database.dsn(WORKER), size=4, patience=30)
    # Nobody repeats what met a deadlock: it is to be seen.
    world, system = (
        over(pool, FOOD, clock=SystemClock(), ids=SystemIds(), wait_before_retry=_refuse)
        for pool in (service, worker)
    )

    def made(seconds: float, seed: int) -> Storm:
        customer = given.customer(world, f"Haus {seed}")
        samples = [boxes.requested(world, customer.id).id for _ in range(4)]
        return Storm(world, system, database, customer, samples, seconds, seed)

    try:
        yield made
    finally:
        service.close()
        worker.close()


def _refuse(attempt: int) -> None:
    """Nobody has to do anything twice, but where PostgreSQL gives up of itself (`OVER_AND_STILL_THERE`)."""
    again = sys.exception()
    because = None if again is None else again.__context__
    if not isinstance(because, errors.InternalError_):
        raise AssertionError(f"a unit of work was asked to try again, for the {attempt}. time")


def deadlocks(database: Database) -> int:
    """As the server counts them; what its processes have not told yet is told when they end."""
    time.sleep(0.1)
    with database.connect() as sql:
        row = sql.execute(DEADLOCKS).fetchone()
    assert row is not None
    return int(str(row[0]))
