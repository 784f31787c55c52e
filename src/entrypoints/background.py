"""Decides what runs in the background: moving facts, feeding consumers, sealing the audit, and jobs."""

import signal
import threading
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from typing import Protocol

import structlog
from attrs import define, field, frozen

from crm_core.domain.access.actor import Actor
from crm_core.domain.ids import CorrelationId, TenantId
from crm_core.ports.relay import Relay
from crm_core.ports.world import World
from crm_core.use_cases.consumers import Consumer
from crm_core.use_cases.events.consume import consume
from crm_core.use_cases.events.retry_set_aside import retry_set_aside
from entrypoints.loops import Loop, run_all

BATCH = 500  # facts moved or entries sealed in one transaction
BUSY_REST = 0.01  # seconds until the outbox is looked at again after it held something
IDLE_REST = 0.2  # the longest such rest; it is reached by doubling
SEAL_REST = 5.0  # seconds between two rounds of sealing; the promise is to be at most 60 behind
POLL = 5.0  # seconds after which every tenant is looked at, also when nobody rang
PATIENCE = 1.0  # seconds to listen for the bell before looking whether to stop

log = structlog.get_logger("worker")


class Bell(Protocol):
    """Rings when a tenant has news; one that never rings only costs time."""

    def wait(self, seconds: float) -> frozenset[TenantId]: ...


class Ear(Protocol):
    """Hears what other processes set, so that what is known here is forgotten."""

    def step(self) -> float: ...


class Jobs(Protocol):
    """Work that somebody or the calendar asked for."""

    def run(self, stop: threading.Event) -> None:
        """Works until the stop comes; raises when the database is lost."""
        ...


@frozen
class WorkerParts:
    """What the worker works with, handed in by the composition."""

    world: World
    bell: Bell
    consumers: Sequence[Consumer]
    jobs: Jobs | None = None
    ear: Ear | None = None


@define
class Relaying:
    """Moves facts as they come; rests longer the longer none came."""

    relay: Relay
    _rest: float = BUSY_REST

    def step(self) -> float:
        moved = self.relay.move(limit=BATCH)
        if moved.count == BATCH:
            return 0.0
        self._rest = BUSY_REST if moved.count else min(IDLE_REST, self._rest * 2)
        return self._rest


@define
class Consuming:
    """Feeds every consumer of every tenant with news; all of them now and then, in case nobody rang."""

    parts: WorkerParts
    now: Callable[[], float]
    _next_poll: float = field(default=float("-inf"))
    _hungry: frozenset[TenantId] = frozenset()

    def step(self) -> float:
        rung = self.parts.bell.wait(0.0 if self._hungry or self._poll_is_due() else PATIENCE)
        if self._poll_is_due():
            rung |= frozenset(self.parts.world.relay.tenants())
            self._next_poll = self.now() + POLL
        self._hungry |= rung
        self._hungry = frozenset(tenant for tenant in self._hungry if self._feed(tenant))
        return 0.0

    def _poll_is_due(self) -> bool:
        return self.now() >= self._next_poll

    def _feed(self, tenant: TenantId) -> bool:
        """One batch for each consumer; whether there may be more, as there always is while others write."""
        world = self.parts.world
        actor = Actor.system(tenant, CorrelationId(world.ids.new()))
        done = [consume(consumer, actor=actor, world=world) for consumer in self.parts.consumers]
        done += [retry_set_aside(consumer, actor=actor, world=world) for consumer in self.parts.consumers]
        return any(done)


@frozen
class Sealing:
    """Binds audit entries into their tenants' chains, a little after they were made."""

    relay: Relay

    def step(self) -> float:
        return 0.0 if self.relay.seal_audit(limit=BATCH) == BATCH else SEAL_REST


def loops_of(parts: WorkerParts, stop: threading.Event, now: Callable[[], float]) -> Sequence[Loop]:
    loops = [
        Loop("relay", Relaying(parts.world.relay).step),
        Loop("consumers", Consuming(parts, now).step),
        Loop("audit-seals", Sealing(parts.world.relay).step),
    ]
    if parts.ear is not None:
        loops.append(Loop("setting-ear", parts.ear.step))
    jobs = parts.jobs
    return loops if jobs is None else [*loops, Loop("jobs", lambda: _run_jobs(jobs, stop))]


def _run_jobs(jobs: Jobs, stop: threading.Event) -> float:
    jobs.run(stop)
    return 0.0


def work(parts: AbstractContextManager[WorkerParts], *, now: Callable[[], float]) -> int:
    """Works until SIGTERM or SIGINT and ends within seconds; the exit status says whether it did."""
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    with parts as opened:
        log.info("worker.started", consumers=[consumer.name for consumer in opened.consumers])
        in_time = run_all(loops_of(opened, stop, now), stop)
        log.info("worker.stopped", in_time=in_time)
    return 0 if in_time else 1
