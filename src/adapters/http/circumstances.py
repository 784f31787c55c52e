"""What every request carries beside its question: correlation, trace, headers and the reader's language."""

import re
from collections.abc import Iterable, Mapping, MutableMapping
from functools import lru_cache
from typing import Any
from uuid import UUID

from attrs import frozen

from crm_core.domain.ids import CorrelationId
from crm_core.ports.ids import Ids

SCOPE_KEY = "crm.circumstances"
_UUID = re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}", re.ASCII)
_TRACEPARENT = re.compile(
    r"(?!ff)[0-9a-f]{2}-(?!0{32})([0-9a-f]{32})-(?!0{16})[0-9a-f]{16}-([0-9a-f]{2})(-.*)?"
)


@frozen
class Circumstances:
    """The same for every layer of one request; header names are lower case."""

    correlation: CorrelationId
    traceparent: str
    headers: Mapping[str, str]

    @property
    def language(self) -> str:
        return preferred_language(self.headers.get("accept-language", ""))


def circumstances_from(raw_headers: Iterable[tuple[bytes, bytes]], ids: Ids) -> Circumstances:
    """A caller's identifiers are taken when they are well-formed, and made otherwise."""
    headers: dict[str, str] = {}
    for raw_name, raw_value in raw_headers:
        name, value = raw_name.decode("latin-1"), raw_value.decode("latin-1")
        headers[name] = f"{headers[name]}, {value}" if name in headers else value
    trace = _TRACEPARENT.fullmatch(headers.get("traceparent", ""))
    asked = headers.get("x-correlation-id", "")
    given = asked if _UUID.fullmatch(asked) else trace.group(1) if trace else None
    new = ids.new()
    correlation = new if given is None else UUID(given)
    span = f"{new.int & 0xFFFF_FFFF_FFFF_FFFF or 1:016x}"
    trace_id, flags = (trace.group(1), trace.group(2)) if trace else (correlation.hex, "00")
    if trace_id == "0" * 32:
        trace_id = new.hex
    return Circumstances(CorrelationId(correlation), f"00-{trace_id}-{span}-{flags}", headers)


def circumstances_of(scope: Mapping[str, Any] | MutableMapping[str, Any]) -> Circumstances:
    """The circumstances of the request that this ASGI scope belongs to."""
    found = scope[SCOPE_KEY]
    assert isinstance(found, Circumstances)  # noqa: S101 - the edge puts nothing else there
    return found


@lru_cache(512)
def preferred_language(accepted: str) -> str:
    """German or English by `Accept-Language`; English when neither is wished."""
    best, language = 0.0, "en"
    for part in accepted.split(",")[:20]:
        name, _, quality = part.strip().partition(";")
        weight = _weight(quality)
        short = name.strip().lower()[:2]
        if short in {"de", "en"} and weight > best:
            best, language = weight, short
    return language


def _weight(quality: str) -> float:
    found = re.fullmatch(r"\s*q=([01](?:\.\d{0,3})?)\s*", quality, re.ASCII)
    if found:
        return float(found.group(1))
    return 0.0 if quality.strip() else 1.0
