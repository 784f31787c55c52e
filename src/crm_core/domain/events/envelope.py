"""The envelope in which every fact travels, and the recorded form with its position in the tenant's log."""

from collections.abc import Mapping
from datetime import datetime

from attrs import frozen

from crm_core.domain.access.actor import Actor
from crm_core.domain.events.fact import Fact
from crm_core.domain.fields.kinds import zulu
from crm_core.domain.ids import CorrelationId, EventId, TenantId, UserId

SOURCE = "crm.customer-management"


@frozen
class Envelope:
    id: EventId
    type: str
    version: str
    time: datetime
    correlation_id: CorrelationId
    tenant_id: TenantId
    actor_type: str
    actor_id: UserId
    subject: str
    data: Mapping[str, object]
    source: str = SOURCE

    @classmethod
    def around(cls, fact: Fact, *, id: EventId, actor: Actor, now: datetime) -> "Envelope":  # noqa: A002 - the envelope's own word
        return cls(
            id=id,
            type=fact.type,
            version=fact.schema_version,
            time=now,
            correlation_id=actor.correlation,
            tenant_id=actor.tenant,
            actor_type="system" if actor.is_system else "user",
            actor_id=actor.user,
            subject=str(fact.subject),
            data=fact.data(),
        )


@frozen
class RecordedEvent:
    """An envelope at its dense position."""

    position: int
    envelope: Envelope

    def as_json(self) -> dict[str, object]:
        e = self.envelope
        return {
            "type": e.type,
            "version": e.version,
            "id": e.id,
            "time": zulu(e.time),
            "source": e.source,
            "correlationId": str(e.correlation_id),
            "tenantId": str(e.tenant_id),
            "actor": {"type": e.actor_type, "id": str(e.actor_id)},
            "subject": e.subject,
            "position": self.position,
            "data": dict(e.data),
        }
