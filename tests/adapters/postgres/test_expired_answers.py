"""Answers are kept twice as long as they are given again, and then forgotten in every tenant."""

from datetime import timedelta

from adapters.postgres.expired_answers import KEPT_FOR, ExpiredAnswers
from crm_core.domain.access.actor import Actor
from crm_core.ports.once import Answer, Once
from crm_core.ports.world import World
from tests import given
from tests.server import Pools

OTHERS = Actor.system(given.OTHER_TENANT, given.CORRELATION)


def answered(world: World, key: str, by: Actor) -> None:
    once = Once("POST /x", key, b"f", lambda _: Answer(201, (), b"{}"))
    given.customer(world.once(once), by=by)


def test_what_is_older_is_forgotten_and_what_is_younger_stays(postgres_world: World, pools: Pools) -> None:
    clock = postgres_world.clock
    assert isinstance(clock, given.StandingClock)
    answered(postgres_world, "old", given.MANAGER)
    answered(postgres_world, "old", OTHERS)
    clock.at += KEPT_FOR - timedelta(hours=1)
    answered(postgres_world, "young", given.MANAGER)
    postgres_world.relay.move(limit=100)
    expired = ExpiredAnswers(pools.worker, clock, postgres_world.ids)
    assert expired.forget() == 0
    clock.at += timedelta(hours=1, seconds=1)
    assert expired.forget() == 2
    assert expired.forget() == 0
    with pools.database.connect() as superuser:
        assert superuser.execute("SELECT key FROM idempotency_answers").fetchall() == [("young",)]
