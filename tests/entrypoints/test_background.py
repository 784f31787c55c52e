"""Background work goes on through trouble, one step at a time, and ends when it is told to."""

import threading
import time

from attrs import define, field

from crm_core.domain.ids import TenantId
from crm_core.domain.refusals import Unavailable
from crm_core.ports.relay import Moved
from crm_core.ports.world import World
from crm_core.use_cases.consumers import CHAIN_SIZES
from entrypoints.background import BATCH, BUSY_REST, IDLE_REST, Consuming, Relaying, WorkerParts, loops_of
from entrypoints.loops import Loop, run_all
from tests import given


@define
class Bell:
    rung: list[frozenset[TenantId]] = field(factory=list)
    waits: list[float] = field(factory=list)

    def wait(self, seconds: float) -> frozenset[TenantId]:
        self.waits.append(seconds)
        return self.rung.pop(0) if self.rung else frozenset()


@define
class CountedRelay:
    """Moves what a test gives it."""

    batches: list[int]

    def move(self, *, limit: int) -> Moved:
        return Moved(min(limit, self.batches.pop(0)), frozenset())

    def seal_audit(self, *, limit: int) -> int:
        return min(limit, 0)

    def tenants(self) -> list[TenantId]:
        return []


def test_the_relay_goes_on_at_once_after_a_full_batch_and_rests_longer_the_quieter_it_is() -> None:
    relaying = Relaying(CountedRelay([BATCH, 3, 0, 0, 0, 0, 0, 0, 1]))
    rests = [relaying.step() for _ in range(9)]
    assert rests[0] == 0
    assert rests[1] == BUSY_REST
    assert rests[2:8] == sorted(rests[2:8])
    assert rests[7] == IDLE_REST
    assert rests[8] == BUSY_REST


def test_a_tenant_that_rang_is_fed_batch_by_batch_until_it_is_satisfied(memory_world: World) -> None:
    chain = given.chain(memory_world)
    for n in range(3):
        given.location(memory_world, chain, f"Haus {n}")
    memory_world.relay.move(limit=100)
    bell = Bell([frozenset(), frozenset({given.TENANT})])
    consuming = Consuming(WorkerParts(memory_world, bell, (CHAIN_SIZES,)), now=lambda: 0.0)
    for _ in range(3):
        assert consuming.step() == 0
    with memory_world.unit_of_work(given.SYSTEM) as uow:
        assert uow.chain_sizes.all() == {chain.id: 3}
    assert bell.waits[0] == 0  # the first look does not wait for a bell
    consuming.step()
    assert bell.waits[-1] > 0


def test_without_a_bell_every_tenant_is_looked_at_after_a_while(memory_world: World) -> None:
    times = iter([0.0, 0.0, 1.0, 1.0, 1.0, 99.0, 99.0, 99.0, 99.0])
    parts = WorkerParts(memory_world, Bell(), (CHAIN_SIZES,))
    consuming = Consuming(parts, now=lambda: next(times))
    consuming.step()
    chain = given.chain(memory_world)
    given.location(memory_world, chain)
    memory_world.relay.move(limit=100)
    consuming.step()
    consuming.step()
    with memory_world.unit_of_work(given.SYSTEM) as uow:
        assert uow.chain_sizes.all() == {chain.id: 1}


def test_a_loop_in_trouble_backs_off_and_goes_on() -> None:
    stop, steps = threading.Event(), []

    def step() -> float:
        steps.append(time.monotonic())
        if len(steps) == 1:
            raise Unavailable
        if len(steps) == 3:
            stop.set()
        return 0.0

    Loop("troubled", step).run(stop)
    assert len(steps) == 3
    assert steps[1] - steps[0] >= 0.5
    assert steps[2] - steps[1] < 0.4


def test_all_loops_end_when_they_are_told_to(memory_world: World) -> None:
    stop = threading.Event()
    loops = loops_of(WorkerParts(memory_world, Bell(), (CHAIN_SIZES,)), stop, time.monotonic)
    threading.Timer(0.1, stop.set).start()
    before = time.monotonic()
    assert run_all(loops, stop)
    assert time.monotonic() - before < 3
