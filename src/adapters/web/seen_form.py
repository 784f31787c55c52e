"""What stood in a form when somebody began to change it, sealed into the form they send."""

import json
from collections.abc import Iterable, Mapping
from decimal import Decimal

from adapters.web.visit import Visit
from crm_core.domain.fields.canonical import json_text

BASE = "base"  # the field of a form that says it


def sealed(visit: Visit, of: str, value: object) -> str:
    """`of` names the thing that is changed, so that the seal fits no other form."""
    return visit.world.seals.seal(json_text([of, value]).encode())


def seen(visit: Visit, of: str, text: str) -> object:
    """The value somebody saw; None when the form does not say so in our hand."""
    payload = visit.world.seals.open(text)
    said = None if payload is None else json.loads(payload, parse_float=Decimal)
    return said[1] if isinstance(said, list) and said[:1] == [of] else None


def texts_seen(visit: Visit, of: str, text: str, names: Iterable[str]) -> Mapping[str, str] | None:
    """The same of a form of texts with these names."""
    value = seen(visit, of, text)
    return value if isinstance(value, dict) and set(value) == set(names) else None
