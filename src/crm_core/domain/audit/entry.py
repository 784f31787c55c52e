"""What an auditor reads: who did what to which version of which thing, from where; never a personal value."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from attrs import frozen

from crm_core.domain.access.actor import Actor
from crm_core.domain.ids import CorrelationId, TenantId, UserId
from crm_core.domain.refusals import NotAllowed


class Outcome(StrEnum):
    DONE = "DONE"
    DENIED = "DENIED"
    READ = "READ"


@frozen
class Deed:
    """One command on one thing, as its use case knows it."""

    action: str
    resource: str
    resource_id: str
    version_before: int | None = None
    version_after: int | None = None
    fields: tuple[str, ...] = ()
    outcome: Outcome = Outcome.DONE

    @classmethod
    def denied(cls, refusal: NotAllowed) -> "Deed":
        """What somebody tried and was not allowed to do."""
        action, resource, resource_id = (
            str(refusal.facts.get(name, "")) for name in ("action", "resource", "resource_id")
        )
        return cls(action, resource, resource_id, outcome=Outcome.DENIED)


@frozen
class AuditEntry:
    """A deed with its circumstances."""

    id: UUID
    tenant_id: TenantId
    at: datetime
    user_id: UserId
    on_behalf_of: UserId | None
    correlation_id: CorrelationId
    deed: Deed

    @classmethod
    def of(cls, deed: Deed, *, id: UUID, actor: Actor, now: datetime) -> "AuditEntry":  # noqa: A002 - the entry's own word
        return cls(
            id=id,
            tenant_id=actor.tenant,
            at=now,
            user_id=actor.user,
            on_behalf_of=actor.on_behalf_of,
            correlation_id=actor.correlation,
            deed=deed,
        )
