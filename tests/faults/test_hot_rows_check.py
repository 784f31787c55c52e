"""A check of hot rows that is killed in the middle is carried on, and leaves every row right."""

import os
import signal
import subprocess
import sys

import pytest

from crm_core.use_cases.hot_rows_check import HotRowsCheck
from crm_food_pack.pack import FOOD
from tests import given
from tests.server import Database, Pools
from tests.worlds import on_postgres, over

DYING = """
import os, signal
from adapters.postgres.pool import Connections
from crm_core.use_cases.hot_rows_check import HotRowsCheck
from crm_food_pack.pack import FOOD
from tests import given
from tests.worlds import over
def die(tenant, batch, check):
    if check.checked == 8:
        os.kill(os.getpid(), signal.SIGKILL)
world = over(Connections(os.environ["DSN"], size=2), FOOD)
HotRowsCheck(world, die, size=4).run(given.SYSTEM)
"""
pytestmark = pytest.mark.fault


def test_a_killed_check_is_carried_on_and_every_row_is_right(database: Database, pools: Pools) -> None:
    world = on_postgres(pools, FOOD)
    for number in range(20):
        given.customer(world, f"Haus {number}")
    rows = "SELECT h::text FROM cm_customer_hot_proj h ORDER BY 1"
    with database.connect() as sql:
        live = sql.execute(rows).fetchall()
        sql.execute("UPDATE cm_customer_hot_proj SET name_key = 'x'")
        environment = {**os.environ, "DSN": database.dsn("crm_worker"), "PYTHONPATH": "src:."}
        died = subprocess.run([sys.executable, "-c", DYING], env=environment, timeout=60, check=False)
        assert died.returncode == -signal.SIGKILL

        check = HotRowsCheck(over(pools.worker, FOOD)).run(given.SYSTEM)
        assert (check.checked, check.drifted, check.remaining) == (20, 20, 0)
        assert check.is_finished
        assert sql.execute(rows).fetchall() == live
