"""The evidence file of a lead: entries bound into a chain of hashes, signed as a whole, checked without us.

A file has one form to the last byte, so that every changed byte is found: in the chain, in the form, or by
the signature. Which key is right is never read from the file.
"""

import json
import re
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from hashlib import sha256
from typing import Any, TypeAlias
from uuid import UUID

from attrs import frozen

from crm_core.domain.fields.canonical import json_text
from crm_core.domain.fields.kinds import zulu
from crm_core.domain.leads.evidence_entries import EvidenceEntry

FORMAT = "crm-evidence/1"
_MEMBERS = frozenset({"format", "tenantId", "leadId", "issuedAt", "keyId", "entries", "head", "signature"})
_SIGNATURE = re.compile(r"[0-9a-f]{128}")

# Whether a pinned key of this name made this signature over these bytes.
Check: TypeAlias = Callable[[str, bytes, bytes], bool]


class EvidenceBroken(ValueError):
    """The file is not what was signed; `code` says what gave it away."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@frozen
class Issue:
    """Which lead a file is about, when it was made, and which key signs it."""

    tenant_id: UUID
    lead_id: UUID
    issued_at: datetime
    key_id: str


@frozen
class Verified:
    """What a file that holds says about itself."""

    lead_id: str
    issued_at: str
    key_id: str
    entries: int
    head: str


def document_of(issue: Issue, entries: Iterable[EvidenceEntry]) -> dict[str, Any]:
    """Everything but the signature. The beginning of a chain never changes when facts are added."""
    about = {"format": FORMAT, "tenantId": str(issue.tenant_id), "leadId": str(issue.lead_id)}
    links: list[dict[str, Any]] = []
    previous = _start(about)
    for number, entry in enumerate(entries, start=1):
        link = {"number": number, "at": zulu(entry.at), "kind": entry.kind, "said": dict(entry.said)}
        previous = _bound(previous, link)
        links.append({**link, "hash": previous})
    return {
        **about,
        "issuedAt": zulu(issue.issued_at),
        "keyId": issue.key_id,
        "entries": links,
        "head": previous,
    }


def payload_of(document: Mapping[str, Any]) -> bytes:
    """What is signed."""
    return json_text({key: value for key, value in document.items() if key != "signature"}).encode()


def file_of(document: Mapping[str, Any], signature: bytes) -> bytes:
    return _written({**document, "signature": signature.hex()})


def verified(file: bytes, check: Check) -> Verified:
    """What the file says, or EvidenceBroken."""
    try:
        return _verified(file, check)
    except RecursionError:
        raise EvidenceBroken("malformed") from None


def _verified(file: bytes, check: Check) -> Verified:
    document = _read(file)
    if not isinstance(document["signature"], str) or not _SIGNATURE.fullmatch(document["signature"]):
        raise EvidenceBroken("malformed")
    signature = bytes.fromhex(document["signature"])
    if not check(str(document["keyId"]), payload_of(document), signature):
        raise EvidenceBroken("signature")
    if _head(document) != document["head"]:
        raise EvidenceBroken("chain")
    return Verified(
        document["leadId"],
        document["issuedAt"],
        document["keyId"],
        len(document["entries"]),
        document["head"],
    )


def _read(file: bytes) -> dict[str, Any]:
    """The document, if these are exactly the bytes in which it is written."""
    try:
        document = json.loads(file)
        is_exact = isinstance(document, dict) and _written(document) == file
    except (ValueError, TypeError):
        raise EvidenceBroken("malformed") from None
    if not is_exact or set(document) != _MEMBERS or document["format"] != FORMAT:
        raise EvidenceBroken("malformed")
    return document  # type: ignore[no-any-return]  # a dict, as checked


def _head(document: Mapping[str, Any]) -> str:
    previous = _start({key: document[key] for key in ("format", "tenantId", "leadId")})
    for number, link in enumerate(document["entries"], start=1):
        bare = {key: value for key, value in link.items() if key != "hash"}
        previous = _bound(previous, bare)
        if link.get("hash") != previous or link.get("number") != number:
            raise EvidenceBroken("chain")
    return previous


def _start(about: Mapping[str, str]) -> str:
    return sha256(json_text(about).encode()).hexdigest()


def _bound(previous: str, link: Mapping[str, Any]) -> str:
    return sha256((previous + json_text(link)).encode()).hexdigest()


def _written(document: Mapping[str, Any]) -> bytes:
    return (json.dumps(document, sort_keys=True, indent=1, ensure_ascii=False) + "\n").encode()
