"""No event is lost, doubled, skipped or out of order, whatever the writers and rival relays do."""

import threading
import time

import pytest

from adapters.postgres.pool import Connections
from adapters.postgres.roles import SERVICE
from tests.adapters.postgres.turmoil import TENANTS, Findings, Turmoil, findings, ran
from tests.faults.installation import world_over
from tests.server import Database

NOTHING = Findings(frozenset(), frozenset(), (), ())


def prove(database: Database, wanted: int, seed: int) -> int:
    turmoil, followers = ran(database, wanted, seed)
    for follower in followers:
        assert findings(turmoil.committed[follower.tenant], follower.seen) == NOTHING
    return sum(len(follower.seen) for follower in followers)


def test_in_a_turmoil_of_writers_every_event_is_met_once_and_in_the_order_of_its_subject(
    database: Database,
) -> None:
    assert prove(database, 3_000, seed=1) >= 3_000


@pytest.mark.long
@pytest.mark.parametrize("seed", [2, 3])
def test_in_a_long_turmoil_of_writers_nothing_is_lost_either(database: Database, seed: int) -> None:
    assert prove(database, 11_000, seed) >= 11_000


def test_the_same_judge_finds_losses_where_positions_are_drawn_at_insert(database: Database) -> None:
    """What we do not do: read the outbox by the number that the row got when it was written."""
    connections = Connections(database.dsn(SERVICE), size=10)
    turmoil = Turmoil(world_over(connections), wanted=1_500, seed=4)
    turmoil.prepare()
    met: dict[int, tuple[str, int]] = {}
    reader = threading.Thread(target=read_by_number, args=(database, turmoil, met))
    writers = [threading.Thread(target=turmoil.write, args=(n,)) for n in range(8)]
    for thread in (reader, *writers):
        thread.start()
    for thread in writers:
        thread.join()
    turmoil.done.set()
    reader.join()
    connections.close()
    committed = {told for tenant in TENANTS for told in turmoil.committed[tenant]}
    assert len(committed - set(met.values())) > 10


def read_by_number(database: Database, turmoil: Turmoil, met: dict[int, tuple[str, int]]) -> None:
    newest = 0
    with database.connect() as connection:
        while True:
            was_over = turmoil.done.is_set()
            rows = connection.execute(
                "SELECT number, subject, coalesce((data->>'version')::int, 1) FROM event_outbox"
                " WHERE number > %s ORDER BY number",
                (newest,),
            ).fetchall()
            met.update({int(str(row[0])): (str(row[1]), int(str(row[2]))) for row in rows})
            newest = max(met, default=0)
            if was_over:
                break
            time.sleep(0.005)
        connection.execute("DELETE FROM event_outbox")
