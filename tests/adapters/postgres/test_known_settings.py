"""What is known is not asked for again, and nobody goes by what somebody else has changed."""

import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack

import psycopg
import pytest
from attrs import define, field, frozen
from litestar.testing import TestClient

from adapters.postgres.known_settings import DEAF_LASTS, LISTENING_LASTS, KnownSettings
from adapters.postgres.pool import Connections
from adapters.postgres.setting_ear import PostgresSettingEar, pointer
from adapters.postgres.setting_readings import PostgresSettingReadings
from adapters.system.ids import SystemIds
from crm_core.domain.access.actor import Actor
from crm_core.domain.settings.setting import Scope
from crm_core.ports.world import World
from crm_core.queries.all_settings import all_settings
from crm_core.queries.effective_settings import effective_settings
from crm_core.use_cases.settings.change_setting import ChangeSetting, change_setting
from entrypoints.loops import Loop, in_background
from tests import given
from tests.adapters.postgres.wire import Traffic, Wire
from tests.http.site import application, token_of
from tests.second_pack import STAGES
from tests.server import Database
from tests.worlds import over

KEY = "stages.hiresADay"
REP = given.rep(1, regions={"BERLIN"})
HANG_UP = """SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE query LIKE 'LISTEN crm_settings' AND datname = current_database()"""
PATIENCE = 5.0  # seconds; far below what is known lasts, so only the ear can have told


@define
class Moments:
    now: float = 100.0

    def __call__(self) -> float:
        return self.now


@frozen
class Process:
    """A world as one process has it: its own pool, and its own knowledge."""

    world: World
    known: KnownSettings
    ear: PostgresSettingEar
    connections: Connections

    def applies(self, by: Actor = REP) -> object:
        (found,) = effective_settings([KEY], actor=by, world=self.world)
        return found.value


@define
class Processes:
    """Makes processes of one installation, and ends them."""

    database: Database
    _stack: ExitStack = field(factory=ExitStack)

    def one(self, monotonic: Callable[[], float] = time.monotonic, *, size: int = 3) -> Process:
        connections = Connections(self.database.dsn("crm_service"), size=size)
        self._stack.callback(connections.close)
        # Processes share a database, so no id may come twice.
        world = over(connections, STAGES, ids=SystemIds())
        readings = world.setting_readings
        assert isinstance(readings, PostgresSettingReadings)
        known = readings.known
        known.monotonic = monotonic
        ear = PostgresSettingEar(self.database.dsn("crm_service"), known)
        self._stack.callback(ear.close)
        return Process(world, known, ear, connections)

    def listening(self) -> Process:
        made = self.one()
        self._stack.enter_context(in_background(Loop("ear", made.ear.step)))
        until(lambda: made.known.age > 0)
        return made

    def end(self) -> None:
        self._stack.close()


@pytest.fixture
def processes(database: Database) -> Iterator[Processes]:
    made = Processes(database)
    yield made
    made.end()


def until(holds: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < deadline, "nobody told"
        time.sleep(0.005)


def is_lost(ear: PostgresSettingEar) -> bool:
    try:
        ear.step()
    except psycopg.OperationalError:
        return True
    return False


def put(process: Process, by: Actor, scope: Scope, value: object, version: int = 0) -> None:
    change_setting(ChangeSetting(KEY, scope, value, version), actor=by, world=process.world)


def test_a_warm_reading_asks_nothing(processes: Processes) -> None:
    process = processes.one(size=1)
    process.known.hears()
    wire = Wire(process.world, process.connections)
    put(process, given.ADMIN, Scope.TENANT, 30)
    for read in (
        lambda: effective_settings(None, actor=REP, world=process.world),
        lambda: all_settings(actor=REP, world=process.world),
    ):
        assert wire.usual(read) == Traffic(statements=0, turns=0)


def test_a_cold_reading_is_two_statements_in_one_turn(processes: Processes) -> None:
    process = processes.one(size=1)
    wire = Wire(process.world, process.connections)
    for number in range(2):
        put(process, given.team_lead(f"R{number}"), Scope.ORG, 20)
        assert wire.usual(lambda: process.applies()) == Traffic(statements=2, turns=1)


def test_nothing_is_known_where_nobody_listens(processes: Processes) -> None:
    here, there = processes.one(), processes.one()
    for value in (30, 31):
        put(there, given.ADMIN, Scope.TENANT, value, value - 30)
        assert here.applies() == value


def test_a_change_made_here_applies_here_at_once(processes: Processes) -> None:
    here = processes.one()
    here.known.hears()
    for value in (30, 31, 32):
        assert here.applies() == (value - 1 if value > 30 else 50)
        put(here, given.ADMIN, Scope.TENANT, value, value - 30)
        assert here.applies() == value


@pytest.mark.parametrize(
    ("by", "scope"),
    [(given.ADMIN, Scope.TENANT), (given.team_lead("BERLIN"), Scope.ORG), (REP, Scope.USER)],
)
def test_a_change_made_elsewhere_is_heard(processes: Processes, by: Actor, scope: Scope) -> None:
    here, there = processes.listening(), processes.listening()
    assert (here.applies(), there.applies()) == (50, 50)
    put(there, by, scope, 20)
    assert there.applies() == 20
    until(lambda: here.applies() == 20)


def test_what_holds_for_all_is_heard_by_all(processes: Processes, database: Database) -> None:
    here = processes.listening()
    stranger = given.actor(tenant=given.OTHER_TENANT)
    assert (here.applies(), here.applies(stranger)) == (50, 50)
    with database.connect() as operator:
        operator.execute("INSERT INTO global_settings VALUES (%s, '40', 1)", [KEY])
    until(lambda: (here.applies(), here.applies(stranger)) == (40, 40))


def test_one_persons_wish_leaves_the_others_knowledge_alone(processes: Processes) -> None:
    here, there = processes.listening(), processes.listening()
    here.applies(REP)
    here.applies(given.rep(2))
    put(there, REP, Scope.USER, 20)
    until(lambda: here.known.recall(REP) is None)
    assert here.known.recall(given.rep(2)) is not None


def test_an_answer_asked_for_before_a_change_is_not_remembered_after(processes: Processes) -> None:
    here = processes.one()
    here.known.hears()
    age = here.known.age
    here.known.forget(given.TENANT)
    here.known.remember(REP, [], age=age)
    assert here.known.recall(REP) is None


def test_while_the_ear_is_away_known_values_last_a_moment(processes: Processes, database: Database) -> None:
    moments = Moments()
    here, there = processes.one(moments), processes.one()
    here.ear.step()
    here.applies()
    moments.now += LISTENING_LASTS - 1
    put(there, given.ADMIN, Scope.TENANT, 30)
    assert here.applies() == 50
    with database.connect() as superuser:
        superuser.execute(HANG_UP)
    until(lambda: is_lost(here.ear))
    assert here.applies() == 30
    put(there, given.ADMIN, Scope.TENANT, 31, 1)
    moments.now += DEAF_LASTS
    assert here.applies() == 31


def test_whoever_begins_to_listen_forgets_what_was_missed(processes: Processes) -> None:
    here, there = processes.one(), processes.one()
    here.known.hears()
    here.applies()
    put(there, given.ADMIN, Scope.TENANT, 30)
    here.ear.step()
    assert here.applies() == 30


def test_the_edge_of_one_process_obeys_what_was_set_in_another(processes: Processes) -> None:
    here, there = processes.listening(), processes.listening()
    app = application(here.world, given.StandingClock())
    made = given.customer(there.world)
    headers = {"authorization": f"Bearer {token_of(given.MANAGER)}"}
    with TestClient(app) as client:

        def status() -> int:
            path = f"/api/customers/{made.id}"
            return client.patch(path, headers=headers, json={"phone": "+49 30 1"}).status_code

        assert status() == 200
        change = ChangeSetting("http.requireIfMatch", Scope.TENANT, True, 0)
        change_setting(change, actor=given.ADMIN, world=there.world)
        until(lambda: status() == 428)


def test_a_full_memory_is_emptied(processes: Processes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("adapters.postgres.known_settings.MOST_PEOPLE", 2)
    known = processes.one().known
    known.hears()
    for number in (1, 2, 3):
        known.remember(given.rep(number), [], age=known.age)
    assert known.recall(given.rep(1)) is None
    assert known.recall(given.rep(3)) is not None


def test_a_pointer_names_all_a_tenant_or_a_person() -> None:
    assert pointer("") == (None, None)
    assert pointer(str(given.TENANT)) == (given.TENANT, None)
    assert pointer(f"{given.TENANT} {REP.user}") == (given.TENANT, REP.user)
