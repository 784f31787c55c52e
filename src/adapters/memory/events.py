"""The event log, its relay, and the checkpoints of consumers in memory."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from attrs import evolve, frozen

from adapters.memory.store import MemoryStore, State
from crm_core.domain.audit.chain import GENESIS, SealedEntry, seal_of
from crm_core.domain.events.envelope import RecordedEvent
from crm_core.domain.events.letter import Letter
from crm_core.domain.ids import TenantId
from crm_core.ports.relay import Moved


@frozen
class MemoryEventLog:
    state: State

    def read_after(self, tenant: TenantId, position: int, *, limit: int) -> Sequence[RecordedEvent]:
        return self.state.log.get(tenant, ())[position : position + limit]

    def of_subject(
        self, tenant: TenantId, subject: str, position: int, *, limit: int
    ) -> Sequence[RecordedEvent]:
        later = self.state.log.get(tenant, ())[position:]
        return [event for event in later if event.envelope.subject == subject][:limit]

    def newest(self, tenant: TenantId) -> int:
        return len(self.state.log.get(tenant, ()))


@frozen
class MemoryCheckpoints:
    state: State
    tenant: TenantId

    def take(self, consumer: str) -> int | None:
        return self.state.checkpoints.get((self.tenant, consumer), 0)

    def advance(self, consumer: str, position: int) -> None:
        self.state.checkpoints[self.tenant, consumer] = position

    def set_aside(self, consumer: str, letter: Letter) -> None:
        self.settle(consumer, letter.subject)
        kept = (*self.letters(consumer), letter)
        self.state.letters[self.tenant, consumer] = tuple(sorted(kept, key=lambda one: one.position))

    def settle(self, consumer: str, subject: str) -> None:
        others = tuple(letter for letter in self.letters(consumer) if letter.subject != subject)
        self.state.letters[self.tenant, consumer] = others

    def due(self, consumer: str, now: datetime) -> Letter | None:
        ripe = [letter for letter in self.letters(consumer) if letter.retry_at and letter.retry_at <= now]
        return min(ripe, key=lambda letter: letter.retry_at or now, default=None)

    def letters(self, consumer: str) -> Sequence[Letter]:
        return self.state.letters.get((self.tenant, consumer), ())


@frozen
class MemoryChainSizes:
    state: State
    tenant: TenantId

    def change(self, chain_id: UUID, by: int) -> None:
        key = (self.tenant, chain_id)
        self.state.chain_sizes[key] = self.state.chain_sizes.get(key, 0) + by

    def all(self) -> Mapping[UUID, int]:
        sizes = self.state.chain_sizes.items()
        return {chain: size for (tenant, chain), size in sizes if tenant == self.tenant}

    def clear(self) -> None:
        for chain in self.all():
            del self.state.chain_sizes[self.tenant, chain]


@frozen
class MemoryRelay:
    store: MemoryStore

    def move(self, *, limit: int) -> Moved:
        with self.store.writing:
            state = self.store.state.copy()
            batch = state.outbox[:limit]
            for envelope in batch:
                log = state.log.get(envelope.tenant_id, ())
                state.log[envelope.tenant_id] = (*log, RecordedEvent(len(log) + 1, envelope))
            self.store.state = evolve(state, outbox=state.outbox[limit:])
        return Moved(len(batch), frozenset(envelope.tenant_id for envelope in batch))

    def seal_audit(self, *, limit: int) -> int:
        with self.store.writing:
            state = self.store.state.copy()
            sealed = {link.entry.id for chain in state.seals.values() for link in chain}
            waiting = [entry for entry in state.audit if entry.id not in sealed][:limit]
            for entry in waiting:
                chain = state.seals.get(entry.tenant_id, ())
                previous = chain[-1].seal if chain else GENESIS
                number = len(chain) + 1
                link = SealedEntry(number, entry, seal_of(previous, number, entry))
                state.seals[entry.tenant_id] = (*chain, link)
            self.store.state = state
        return len(waiting)

    def tenants(self) -> Sequence[TenantId]:
        return sorted(self.store.state.log)
