"""Where a list goes on: an opaque text that carries the last row's place and the filter it belongs to."""

import hashlib
import json
from collections.abc import Sequence

from crm_core.domain.refusals import FieldError, Invalid
from crm_core.ports.seals import Seals


def sealed(seals: Seals, filter_digest: str, place: Sequence[object]) -> str:
    return seals.seal(json.dumps([filter_digest, *place], separators=(",", ":")).encode())


def opened(seals: Seals, filter_digest: str, text: str) -> tuple[str | None, ...]:
    """The place after which the list goes on; refused when changed, or made for another filter."""
    payload = seals.open(text)
    if payload is None:
        raise Invalid(errors=[FieldError("/cursor", "bad-cursor")])
    digest, *place = json.loads(payload)
    if digest != filter_digest:
        raise Invalid(errors=[FieldError("/cursor", "cursor-of-another-list")])
    return tuple(place)


def digest_of(*parts: object) -> str:
    """A short fingerprint of a list's filter and order."""
    return hashlib.sha256(repr(parts).encode()).hexdigest()[:16]
