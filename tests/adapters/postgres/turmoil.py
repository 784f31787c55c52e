"""Writers, pauses, rollbacks, a transaction held open, rival relays: what an event log has to survive.

Every fact carries the version its subject had, so that the log alone shows losses, doubles and inversions.
"""

import random
import threading
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from uuid import UUID

from attrs import define, field, frozen

from adapters.postgres.pool import Connections
from adapters.postgres.relay import PostgresRelay
from adapters.postgres.roles import SERVICE, WORKER
from crm_core.domain.access.actor import Actor
from crm_core.domain.customers.customer import Customer
from crm_core.domain.customers.events import CustomerUpdated
from crm_core.domain.events.envelope import RecordedEvent
from crm_core.domain.ids import TenantId
from crm_core.ports.unit_of_work import TryAgain, UnitOfWork
from crm_core.ports.world import World
from tests import given
from tests.faults.installation import world_over
from tests.server import Database

TENANTS = tuple(TenantId(UUID(int=0x7E_0100 + n)) for n in range(3))
Told = tuple[str, int]  # a subject and its version


def system(tenant: TenantId) -> Actor:
    return Actor.system(tenant, given.CORRELATION)


@frozen
class Findings:
    """What is wrong with a log; all empty when nothing is."""

    lost: frozenset[Told]
    unexplained: frozenset[Told]  # in the log, but never committed; or there twice
    inverted: tuple[Told, ...]
    gaps: tuple[int, ...]


def findings(committed: Sequence[Told], seen: Sequence[RecordedEvent]) -> Findings:
    """Judges one tenant's log, in the order in which a reader met it."""
    told = [told_by(event) for event in seen]
    latest: dict[str, int] = defaultdict(int)
    inverted = []
    for subject, version in told:
        if version <= latest[subject]:
            inverted.append((subject, version))
        latest[subject] = max(version, latest[subject])
    positions = [event.position for event in seen]
    return Findings(
        lost=frozenset(Counter(committed) - Counter(told)),
        unexplained=frozenset(Counter(told) - Counter(committed)),
        inverted=tuple(inverted),
        gaps=tuple(sorted(set(range(1, len(positions) + 1)) ^ set(positions))),
    )


def told_by(event: RecordedEvent) -> Told:
    data = event.envelope.data
    return event.envelope.subject, int(str(data.get("version", 1)))


@define
class Turmoil:
    """Eight writers on a few subjects of three tenants, until enough has been written."""

    world: World
    wanted: int
    seed: int
    committed: dict[TenantId, list[Told]] = field(factory=lambda: defaultdict(list))
    subjects: dict[TenantId, list[Customer]] = field(factory=dict)
    done: threading.Event = field(factory=threading.Event)
    _counting: threading.Lock = field(factory=threading.Lock)

    def prepare(self) -> None:
        for tenant in TENANTS:
            made = [given.customer(self.world, f"Haus {n}", by=system(tenant)) for n in range(6)]
            self.subjects[tenant] = made
            self.committed[tenant] += [(str(one.id), 1) for one in made]

    def written(self) -> int:
        with self._counting:
            return sum(len(told) for told in self.committed.values())

    def write(self, number: int) -> None:
        chance = random.Random(self.seed * 100 + number)
        while self.written() < self.wanted:
            tenant = chance.choice(TENANTS)
            # The last subject is the one that a transaction holds open.
            subject = chance.choice(self.subjects[tenant][:-1])
            try:
                self._tell(tenant, subject, chance)
            except TryAgain:
                continue

    def hold_open(self) -> None:
        """One transaction that has told its fact early and commits when nearly everything is written."""
        tenant = TENANTS[0]
        with self.world.unit_of_work(system(tenant)) as uow:
            told = self._put(self.subjects[tenant][-1], uow)
            while self.written() < self.wanted * 0.9:
                time.sleep(0.05)
                uow.event_log.newest(tenant)
            uow.commit()
        self._remember(tenant, told)

    def _tell(self, tenant: TenantId, subject: Customer, chance: random.Random) -> None:
        with self.world.unit_of_work(system(tenant)) as uow:
            told = self._put(subject, uow)
            if chance.random() < 0.5:
                time.sleep(chance.random() * 0.004)
            if chance.random() < 0.1:
                return
            uow.commit()
        self._remember(tenant, told)

    @staticmethod
    def _put(subject: Customer, uow: UnitOfWork) -> Told:
        locked = uow.customers.lock(subject.id)
        uow.outbox.add(CustomerUpdated(locked.id, locked.version, (), None, None))
        uow.event_log.newest(locked.tenant_id)  # sends the row, long before the commit
        return str(locked.id), locked.version

    def _remember(self, tenant: TenantId, told: Told) -> None:
        with self._counting:
            self.committed[tenant].append(told)


@define
class Follower:
    """Reads one tenant's log as it grows, always from the last position it saw."""

    world: World
    tenant: TenantId
    seen: list[RecordedEvent] = field(factory=list)

    def follow(self, until: Callable[[], bool]) -> None:
        while True:
            was_over = until()
            with self.world.unit_of_work(system(self.tenant)) as uow:
                position = self.seen[-1].position if self.seen else 0
                news = uow.event_log.read_after(self.tenant, position, limit=200)
            self.seen += news
            if was_over and not news:
                return
            time.sleep(0.005)


def relaying(relay: PostgresRelay, until: Callable[[], bool], batch: int) -> None:
    while True:
        was_over = until()
        moved = relay.move(limit=batch)
        if was_over and moved.count == 0:
            return
        time.sleep(0.002)


def ran(database: Database, wanted: int, seed: int) -> tuple[Turmoil, Sequence[Follower]]:
    """The whole turmoil; every pool is its own, so that nobody waits for a connection."""
    writing, reading = (Connections(database.dsn(role), size=10) for role in (SERVICE, WORKER))
    rivals = [Connections(database.dsn(WORKER), size=1) for _ in range(2)]
    try:
        return _ran(world_over(writing), world_over(reading), rivals, wanted, seed)
    finally:
        for pool in (writing, reading, *rivals):
            pool.close()


def _ran(
    world: World, reader: World, rivals: Sequence[Connections], wanted: int, seed: int
) -> tuple[Turmoil, Sequence[Follower]]:
    turmoil = Turmoil(world, wanted, seed)
    turmoil.prepare()
    followers = [Follower(reader, tenant) for tenant in TENANTS]
    relayed = threading.Event()
    writers = [threading.Thread(target=turmoil.write, args=(n,)) for n in range(8)]
    writers.append(threading.Thread(target=turmoil.hold_open))
    relays = [
        threading.Thread(target=relaying, args=(PostgresRelay(rival), turmoil.done.is_set, batch))
        for rival, batch in zip(rivals, (37, 200), strict=True)
    ]
    readers = [threading.Thread(target=one.follow, args=(relayed.is_set,)) for one in followers]
    for thread in (*relays, *readers, *writers):
        thread.start()
    for stage, over in ((writers, turmoil.done), (relays, relayed), (readers, relayed)):
        for thread in stage:
            thread.join()
        over.set()
    return turmoil, followers
