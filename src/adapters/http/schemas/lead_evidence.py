"""How evidence travels: byte for byte as it was signed; these forms only describe it."""

from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec


class EvidenceLink(msgspec.Struct, rename="camel", frozen=True):
    """One recorded fact, bound to all before it by its hash."""

    number: int
    at: datetime
    kind: str
    said: dict[str, Any]
    hash: str


class EvidenceForm(msgspec.Struct, rename="camel", frozen=True):
    """The evidence file; the signature (Ed25519, hexadecimal) is over all other members in canonical form."""

    format: str
    tenant_id: UUID
    lead_id: UUID
    issued_at: datetime
    key_id: str
    entries: list[EvidenceLink]
    head: str
    signature: str


_LEAD = "01980f3a-6f00-7000-8000-0000000000b1"
_HASH = "9f" * 32
EVIDENCE: dict[str, object] = {
    "format": "crm-evidence/1",
    "tenantId": "01980f3a-6f00-7000-8000-0000000000f1",
    "leadId": _LEAD,
    "issuedAt": "2026-03-02T08:00:00Z",
    "keyId": "v1-0123456789abcdef",
    "entries": [
        {
            "number": 1,
            "at": "2026-03-02T08:00:00Z",
            "kind": "VALUE_RECORDED",
            "said": {"about": _LEAD, "field": "contact.email", "digest": "3c" * 32},
            "hash": _HASH,
        }
    ],
    "head": _HASH,
    "signature": "5a" * 64,
}
