"""Decides how the catalogue of events is written down: a page to read, and an AsyncAPI document."""

import json
from collections.abc import Mapping
from typing import Any

from crm_core.domain.events.catalogue import EventCatalogue
from crm_core.domain.events.envelope import SOURCE

_UUID = {"type": "string", "format": "uuid"}
_HEADING = """# Events

Generated from the declared facts by `crm events reference`; do not edit.

Every event travels in the same envelope. Its data carries ids and what changed, never personal data.
Positions are dense per tenant; order is kept per subject; delivery is at least once, and the id tells
repetitions. A version changes its second number when members are added, its first when they change.

## The envelope

"""


def envelope_schema(data: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """The JSON Schema of the envelope, around the data of one type if that is given."""
    properties: dict[str, Any] = {
        "type": {"type": "string", "pattern": r"^[a-z]+(\.[a-z]+){1,3}$"},
        "version": {"type": "string", "pattern": r"^\d+\.\d+$"},
        "id": {"type": "string", "pattern": "^evt-"},
        "time": {"type": "string", "format": "date-time", "pattern": "Z$"},
        "source": {"type": "string", "const": SOURCE},
        "correlationId": _UUID,
        "tenantId": _UUID,
        "actor": {
            "type": "object",
            "properties": {"type": {"type": "string", "enum": ["user", "system"]}, "id": _UUID},
            "required": ["id", "type"],
            "additionalProperties": False,
        },
        "subject": _UUID,
        "position": {"type": "integer", "minimum": 1},
        "data": {"type": "object"} if data is None else dict(data),
    }
    return {
        "type": "object",
        "properties": properties,
        "required": sorted(properties),
        "additionalProperties": False,
    }


def asyncapi(catalogue: EventCatalogue) -> dict[str, Any]:
    """AsyncAPI 3.0: one channel per type, under the type's own name."""
    messages = {name: _message(name, schema) for name, schema in catalogue.schemas().items()}
    return {
        "asyncapi": "3.0.0",
        "info": {
            "title": "Freshpack CRM events",
            "version": "1.0.0",
            "description": "What happened: dense positions per tenant, at least once, in order per subject.",
        },
        "defaultContentType": "application/json",
        "channels": {
            name: {"address": name, "messages": {name: {"$ref": f"#/components/messages/{name}"}}}
            for name in messages
        },
        "operations": {
            f"tell.{name}": {
                "action": "send",
                "channel": {"$ref": f"#/channels/{name}"},
                "messages": [{"$ref": f"#/channels/{name}/messages/{name}"}],
            }
            for name in messages
        },
        "components": {"messages": messages},
    }


def _message(name: str, schema: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "name": name,
        "title": schema["title"],
        "summary": schema["description"],
        "contentType": "application/json",
        "payload": envelope_schema(schema),
    }


def page(catalogue: EventCatalogue) -> str:
    """The reference as a page: the envelope, then each type with a table of its members and its schema."""
    parts = [_HEADING + _block(envelope_schema())]
    parts += [_section(name, schema) for name, schema in catalogue.schemas().items()]
    return "\n".join(parts)


def _section(name: str, schema: Mapping[str, Any]) -> str:
    rows = "".join(f"| `{key}` | {_kind(member)} |\n" for key, member in schema["properties"].items())
    says = f"{schema['description']}\n\n" if schema["description"] else ""
    return f"## {name}\n\n{says}| data | kind |\n|---|---|\n{rows}\n{_block(schema)}"


def _kind(member: Mapping[str, Any]) -> str:
    kind = member.get("type", "object")
    names = kind if isinstance(kind, list) else [kind]
    words = [member["format"] if "format" in member and one == "string" else one for one in names]
    return " or ".join(words)


def _block(schema: Mapping[str, Any]) -> str:
    return f"```json\n{written(schema)}```\n"


def written(document: Mapping[str, Any]) -> str:
    return json.dumps(document, indent=2, ensure_ascii=False, sort_keys=True) + "\n"
