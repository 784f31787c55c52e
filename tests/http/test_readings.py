"""Operators see how far rows lag and what checks found; a lag beyond the limit is not ready."""

import pytest

from adapters.http.gauges import Gauge
from adapters.postgres.lag import lag_of
from adapters.postgres.roles import SERVICE
from crm_core.ports.world import World
from crm_core.use_cases.hot_rows_check import HotRowsCheck
from entrypoints.composition.readings import LAG_LIMIT, probes, readings
from tests import given
from tests.server import Database

NOWHERE = "postgresql://crm_service@127.0.0.1:9/crm"


def test_a_lag_beyond_the_limit_is_not_ready_until_the_rows_are_made_anew(
    postgres_world: World, database: Database
) -> None:
    address = database.dsn(SERVICE)
    asked = {probe.name: probe.ask for probe in probes(address)}
    given.customer(postgres_world)
    postgres_world.relay.move(limit=10)
    assert asked["projection"]() is None

    late = f"UPDATE cm_customer_hot_proj SET updated_at = updated_at - interval '{LAG_LIMIT + 1} seconds'"
    with database.connect() as sql:
        sql.execute(late.encode())
    assert asked["projection"]() == (
        "rows of the customer list are 61 s behind their sources: crm projection rebuild"
    )
    HotRowsCheck(postgres_world).run_for_all()
    assert asked["projection"]() is None


def test_the_numbers_are_those_of_the_last_check(postgres_world: World, database: Database) -> None:
    given.customer(postgres_world)
    postgres_world.relay.move(limit=10)
    HotRowsCheck(postgres_world).run_for_all()
    found = readings(database.dsn(SERVICE), given.StandingClock())
    read = {one.name: {g.name: g.value for g in one.read() if isinstance(g, Gauge)} for one in found}

    assert lag_of(database.dsn(SERVICE)) is not None
    assert set(read["events"]) == {"crm_relay_lag_seconds", "crm_consumer_lag_seconds"}
    assert read["projection"]["crm_hot_projection_lag_seconds"] == 0
    assert read["projection"]["crm_hot_projection_checked_rows"] == 1
    assert read["projection"]["crm_hot_projection_drifted_rows"] == 0
    assert (read["projection"]["crm_hot_projection_check_age_seconds"] or 0) > 0


def test_without_a_database_the_reading_fails_and_the_probe_leaves_it_to_another() -> None:
    asked = {probe.name: probe.ask for probe in probes(NOWHERE)}
    assert asked["projection"]() is None
    assert asked["database"]() == "it does not answer"
    for reading in readings(NOWHERE, given.StandingClock()):
        with pytest.raises(ConnectionError):
            reading.read()
