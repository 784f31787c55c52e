"""What a unit of work in memory leaves behind: facts for the outbox and entries for the audit."""

from collections.abc import Iterator, Sequence

from attrs import define, field

from adapters.memory.store import State
from crm_core.domain.access.actor import Actor
from crm_core.domain.audit.chain import SealedEntry
from crm_core.domain.audit.entry import AuditEntry, Deed
from crm_core.domain.events.envelope import Envelope
from crm_core.domain.events.fact import Fact
from crm_core.domain.ids import EventId
from crm_core.ports.clock import Clock
from crm_core.ports.ids import Ids


@define
class MemoryOutbox:
    actor: Actor
    clock: Clock
    ids: Ids
    added: list[Envelope] = field(factory=list)

    def add(self, fact: Fact) -> None:
        event_id = EventId(f"evt-{self.ids.new()}")
        self.added.append(Envelope.around(fact, id=event_id, actor=self.actor, now=self.clock.now()))


@define
class MemoryAuditTrail:
    state: State
    actor: Actor
    clock: Clock
    ids: Ids
    added: list[AuditEntry] = field(factory=list)

    def record(self, deed: Deed) -> None:
        entry = AuditEntry.of(deed, id=self.ids.new(), actor=self.actor, now=self.clock.now())
        self.added.append(entry)

    def newest(self, *, limit: int) -> Sequence[AuditEntry]:
        ours = [entry for entry in self.state.audit if entry.tenant_id == self.actor.tenant]
        return ours[::-1][:limit]

    def chain(self) -> Iterator[SealedEntry]:
        return iter(self.state.seals.get(self.actor.tenant, ()))
