"""Deeds as rows that the service's roles can add and never change; their seals are written afterwards."""

from collections.abc import Iterator, Sequence

from attrs import frozen

from adapters.postgres.flush import Row
from adapters.postgres.instants import utc
from adapters.postgres.transaction import Transaction
from crm_core.domain.audit.chain import SealedEntry
from crm_core.domain.audit.entry import AuditEntry, Deed, Outcome
from crm_core.domain.ids import CorrelationId, TenantId, UserId

COLUMNS = """id, tenant_id, at, user_id, on_behalf_of, correlation_id, action, resource, resource_id,
    version_before, version_after, fields, outcome"""
ENTRY = f"audit_entries ({COLUMNS})"
# The line of those that wait for their seal.
UNSEALED = "audit_unsealed (tenant_id, at, entry_id)"
NEWEST = f"""SELECT {COLUMNS} FROM audit_entries WHERE tenant_id = %s
    ORDER BY at DESC, id DESC LIMIT %s"""  # noqa: S608 - our own words
CHAIN = f"""SELECT number, seal, {COLUMNS} FROM audit_seals
    JOIN audit_entries USING (tenant_id, at, id)
    WHERE tenant_id = %s AND number > %s ORDER BY number LIMIT %s"""  # noqa: S608 - our own words
PAGE = 1000


@frozen
class PostgresAuditTrail:
    transaction: Transaction

    def record(self, deed: Deed) -> None:
        t = self.transaction
        entry = AuditEntry.of(deed, id=t.ids.new(), actor=t.actor, now=t.clock.now())
        t.add(ENTRY, columns(entry))
        t.add(UNSEALED, (entry.tenant_id, entry.at, entry.id))

    def newest(self, *, limit: int) -> Sequence[AuditEntry]:
        rows = self.transaction.ask(NEWEST, (self.transaction.actor.tenant, limit))
        return [entry_from(row) for row in rows]

    def chain(self) -> Iterator[SealedEntry]:
        after = 0
        while rows := self.transaction.ask(CHAIN, (self.transaction.actor.tenant, after, PAGE)):
            for number, seal, *entry in rows:
                yield SealedEntry(number, entry_from(tuple(entry)), bytes(seal))
            after = rows[-1][0]


def columns(entry: AuditEntry) -> Row:
    deed = entry.deed
    return (
        entry.id,
        entry.tenant_id,
        entry.at,
        entry.user_id,
        entry.on_behalf_of,
        entry.correlation_id,
        deed.action,
        deed.resource,
        deed.resource_id,
        deed.version_before,
        deed.version_after,
        list(deed.fields),
        str(deed.outcome),
    )


def entry_from(row: Row) -> AuditEntry:
    identity, tenant, at, user, on_behalf_of, correlation, action, resource, resource_id, *rest = row
    before, after, fields, outcome = rest
    return AuditEntry(
        id=identity,
        tenant_id=TenantId(tenant),
        at=utc(at),
        user_id=UserId(user),
        on_behalf_of=None if on_behalf_of is None else UserId(on_behalf_of),
        correlation_id=CorrelationId(correlation),
        deed=Deed(action, resource, resource_id, before, after, tuple(fields), Outcome(outcome)),
    )
