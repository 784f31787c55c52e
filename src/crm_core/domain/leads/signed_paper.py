"""How a paper (PDF) carries its signature: as a comment in its last line, over every byte before it."""

import re

from crm_core.domain.leads.evidence import Check, EvidenceBroken

_LAST_LINE = re.compile(rb"(.*)\n%crm-evidence (v\d{1,6}-[0-9a-f]{16}) ([0-9a-f]{128})\n\Z", re.DOTALL)
BEGINS = b"%PDF-"


def signed_paper(paper: bytes, key_id: str, signature: bytes) -> bytes:
    return paper + f"\n%crm-evidence {key_id} {signature.hex()}\n".encode()


def verified_paper(file: bytes, check: Check) -> str:
    """The name of the key that signed it, or EvidenceBroken."""
    found = _LAST_LINE.match(file)
    if found is None or not file.startswith(BEGINS):
        raise EvidenceBroken("malformed")
    key_id = found[2].decode()
    if not check(key_id, found[1], bytes.fromhex(found[3].decode())):
        raise EvidenceBroken("signature")
    return key_id
