"""A run goes through every tenant, tells of each batch, and goes on where an earlier one was stopped."""

from collections.abc import Sequence

import pytest
from attrs import evolve, frozen

from crm_core.domain.access.actor import Actor
from crm_core.domain.ids import CustomerId, TenantId
from crm_core.domain.projections.hot_check import HotBatch, HotCheck
from crm_core.domain.refusals import Unavailable
from crm_core.ports.hot_rows import HotReading, HotRows
from crm_core.ports.world import World
from crm_core.use_cases.hot_rows_check import HotRowsCheck
from tests import given

Heard = list[tuple[TenantId, int, int]]
OTHER_MANAGER = evolve(given.MANAGER, tenant=given.OTHER_TENANT)


@pytest.fixture
def tenants(world: World) -> World:
    """Five customers of one tenant and one of another."""
    for number in range(5):
        given.customer(world, f"Haus {number}")
    given.customer(world, by=OTHER_MANAGER)
    world.relay.move(limit=100)
    return world


class Killed(BaseException):
    """The process ends here."""


@frozen
class OneTenantFails:
    """Rows of a tenant whose database is gone."""

    rows: HotRows
    tenant: TenantId

    def count(self, actor: Actor) -> int:
        return self.rows.count(actor)

    def after(self, actor: Actor, place: CustomerId | None, *, limit: int) -> Sequence[HotReading]:
        if actor.tenant == self.tenant:
            raise Unavailable
        return self.rows.after(actor, place, limit=limit)

    def of(self, actor: Actor, customers: Sequence[CustomerId]) -> Sequence[HotReading]:
        return self.rows.of(actor, customers)

    def recompute(self, actor: Actor, customer_id: CustomerId) -> None:
        self.rows.recompute(actor, customer_id)


def test_every_customer_of_every_tenant_is_checked(tenants: World) -> None:
    heard: Heard = []

    def hear(tenant: TenantId, batch: HotBatch, check: HotCheck) -> None:
        heard.append((tenant, batch.checked, check.checked))

    assert HotRowsCheck(tenants, hear, size=2).run_for_all() == 0
    assert heard == [
        (given.TENANT, 2, 2),
        (given.TENANT, 2, 4),
        (given.TENANT, 1, 5),
        (given.OTHER_TENANT, 1, 1),
    ]
    kept = tenants.hot_checks.newest(given.SYSTEM)
    assert kept == HotCheck(given.START, given.START, checked=5, finished_at=given.START)


def test_one_that_was_killed_is_carried_on_behind_its_last_batch(tenants: World) -> None:
    def die(tenant: TenantId, batch: HotBatch, check: HotCheck) -> None:
        if check.checked == 4:
            raise Killed

    with pytest.raises(Killed):
        HotRowsCheck(tenants, die, size=2).run(given.SYSTEM)
    rest: list[int] = []
    check = HotRowsCheck(tenants, lambda _tenant, batch, _check: rest.append(batch.checked)).run(given.SYSTEM)

    assert rest == [1]
    assert (check.checked, check.is_finished) == (5, True)


def test_a_run_after_one_that_ended_begins_anew(tenants: World) -> None:
    HotRowsCheck(tenants).run(given.SYSTEM)
    clock = tenants.clock
    assert isinstance(clock, given.StandingClock)
    clock.pass_by(days=1)

    assert HotRowsCheck(tenants).run(given.SYSTEM).begun_at == clock.at


def test_one_tenants_trouble_is_told_after_the_others_had_their_turn(tenants: World) -> None:
    failing = evolve(tenants, hot_rows=OneTenantFails(tenants.hot_rows, given.TENANT))
    with pytest.raises(Unavailable):
        HotRowsCheck(failing).run_for_all()

    others = tenants.hot_checks.newest(Actor.system(given.OTHER_TENANT, given.CORRELATION))
    assert others is not None
    assert others.is_finished
