"""How audit entries travel."""

from datetime import datetime
from uuid import UUID

import msgspec

from crm_core.domain.audit.entry import AuditEntry, Outcome


class AuditEntryForm(msgspec.Struct, rename="camel", frozen=True):
    """Who did what to which version of which thing, from where; field names, never values."""

    id: UUID
    at: datetime
    user_id: UUID
    on_behalf_of: UUID | None
    correlation_id: UUID
    action: str
    resource: str
    resource_id: str
    version_before: int | None
    version_after: int | None
    fields: tuple[str, ...]
    outcome: Outcome


class AuditEntries(msgspec.Struct, rename="camel", frozen=True):
    """The newest entries, latest first."""

    items: list[AuditEntryForm]


def audit_form(entry: AuditEntry) -> AuditEntryForm:
    deed = entry.deed
    return AuditEntryForm(
        id=entry.id,
        at=entry.at,
        user_id=entry.user_id,
        on_behalf_of=entry.on_behalf_of,
        correlation_id=entry.correlation_id,
        action=deed.action,
        resource=deed.resource,
        resource_id=deed.resource_id,
        version_before=deed.version_before,
        version_after=deed.version_after,
        fields=deed.fields,
        outcome=deed.outcome,
    )
