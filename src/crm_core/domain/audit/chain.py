"""How audit entries are sealed: each seal hashes the entry and the seal before it, per tenant."""

import hashlib
import json
from collections.abc import Iterable

from attrs import frozen

from crm_core.domain.audit.entry import AuditEntry
from crm_core.domain.fields.kinds import zulu

GENESIS = b"\0" * 32


@frozen
class SealedEntry:
    """An entry at its place in the chain."""

    number: int
    entry: AuditEntry
    seal: bytes


def seal_of(previous: bytes, number: int, entry: AuditEntry) -> bytes:
    """The seal that binds this entry to everything before it."""
    deed = entry.deed
    said = {
        "number": number,
        "id": str(entry.id),
        "tenant": str(entry.tenant_id),
        "at": zulu(entry.at),
        "user": str(entry.user_id),
        "onBehalfOf": None if entry.on_behalf_of is None else str(entry.on_behalf_of),
        "correlation": str(entry.correlation_id),
        "action": deed.action,
        "resource": deed.resource,
        "resourceId": deed.resource_id,
        "versions": [deed.version_before, deed.version_after],
        "fields": list(deed.fields),
        "outcome": str(deed.outcome),
    }
    text = json.dumps(said, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(previous + text.encode()).digest()


def first_break(chain: Iterable[SealedEntry]) -> int | None:
    """The number of the first entry that does not fit, or None when the whole chain holds."""
    previous, expected = GENESIS, 1
    for link in chain:
        if link.number != expected or link.seal != seal_of(previous, link.number, link.entry):
            return expected
        previous, expected = link.seal, expected + 1
    return None
