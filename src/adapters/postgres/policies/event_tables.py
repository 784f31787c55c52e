"""Who may add, read and move events and audit entries: rules of their tables, not of the business."""

from adapters.postgres.policies.relaying import RELAYING, crossed
from adapters.postgres.policies.session import TENANT, holds
from adapters.postgres.policies.wall import adding, changing, guarded, reading, removing
from adapters.postgres.roles import SERVICE, WORKER
from crm_core.domain.access.role import Role

_KNOWN = f"{TENANT} IS NOT NULL"
_READS_EVENTS = holds((Role.ADMIN, Role.SYSTEM, "events:read"))
_READS_AUDIT = holds((Role.ADMIN, Role.AUDITOR, Role.SYSTEM))


def event_policies() -> list[str]:
    """Anybody's deeds may be told; nobody but the relay reads the outbox and writes the log."""
    return [
        *crossed("event_outbox"),
        adding("event_outbox", "may_create", _KNOWN),
        reading("event_outbox", "relay_may_read", RELAYING, to=(WORKER,)),
        removing("event_outbox", "relay_may_remove", RELAYING),
        *crossed("event_heads"),
        reading("event_heads", "may_read", _READS_EVENTS),
        reading("event_heads", "relay_may_read", RELAYING, to=(WORKER,)),
        adding("event_heads", "relay_may_create", RELAYING, to=(WORKER,)),
        changing("event_heads", "relay_may_write", RELAYING, to=(WORKER,)),
        *crossed("event_log"),
        reading("event_log", "may_read", _READS_EVENTS),
        adding("event_log", "relay_may_create", RELAYING, to=(WORKER,)),
    ]


def consumer_policies() -> list[str]:
    """Consumers run in the worker; what they project is read by everybody of the tenant."""
    statements = []
    for table in ("consumer_checkpoints", "consumer_dead_letters", "chain_sizes"):
        to = (SERVICE, WORKER) if table == "chain_sizes" else (WORKER,)
        statements += [
            *guarded(table),
            reading(table, "may_read", _KNOWN, to=to),
            adding(table, "worker_may_create", _KNOWN, to=(WORKER,)),
            changing(table, "worker_may_write", _KNOWN, to=(WORKER,)),
            removing(table, "worker_may_remove", _KNOWN),
        ]
    return statements


def audit_policies() -> list[str]:
    """Every deed leaves an entry that nobody changes; auditors and admins read it, the relay seals it."""
    return [
        *crossed("audit_entries"),
        reading("audit_entries", "may_read", _READS_AUDIT),
        reading("audit_entries", "relay_may_read", RELAYING, to=(WORKER,)),
        adding("audit_entries", "may_create", _KNOWN),
        *crossed("audit_unsealed"),
        adding("audit_unsealed", "may_create", _KNOWN),
        reading("audit_unsealed", "relay_may_read", RELAYING, to=(WORKER,)),
        removing("audit_unsealed", "relay_may_remove", RELAYING),
        *crossed("audit_seals"),
        reading("audit_seals", "may_read", _READS_AUDIT),
        reading("audit_seals", "relay_may_read", RELAYING, to=(WORKER,)),
        adding("audit_seals", "relay_may_create", RELAYING, to=(WORKER,)),
    ]
