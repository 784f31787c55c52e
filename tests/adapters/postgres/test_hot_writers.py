"""However many write at once, and whatever: no row is ever wrong, nobody is deadlocked, nothing gets lost."""

from collections import Counter

import pytest

from tests.adapters.postgres.hot_storm import KEYS, UNPLANTED, deadlocks, final_values, lost, storms, unmoved
from tests.server import Database

MOST = 64


def weathered(database: Database, sizes: tuple[int, ...], seconds: float) -> "Counter[str]":
    """A storm of people alone and one with backfills for each number of writers; what was done in all."""
    before = deadlocks(database)
    done: Counter[str] = Counter()
    with storms(database, max(sizes)) as made:
        for number, writers in enumerate(sizes):
            for plants in (False, True):
                storm = made(seconds / len(sizes) / 2, number * 2 + plants)
                storm.rage(writers, plants=plants)
                keys = (UNPLANTED,) if plants else KEYS
                assert storm.drifted == []
                assert lost(storm, keys) == []
                assert unmoved(storm) == []
                stands, told = final_values(storm, keys)
                assert stands == told
                done += storm.done
    assert deadlocks(database) == before
    return done


def test_ten_seconds_of_writers_leave_every_row_right(database: Database) -> None:
    done = weathered(database, (8, MOST), seconds=10)

    kinds = ("patched", "validation-failed", "moved", "planted", "watched", "recomputed")
    assert all(done[kind] > 0 for kind in kinds), done


@pytest.mark.long
def test_five_minutes_of_writers_leave_every_row_right(database: Database) -> None:
    done = weathered(database, (8, 16, 32, MOST), seconds=300)

    assert done["patched"] > 1_000, done
