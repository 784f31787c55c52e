"""How activities travel: what all kinds share beside the members of each, told apart by `kind`."""

from collections.abc import Callable, Mapping
from typing import Any

import msgspec
from attrs import field, frozen

from adapters.http.patches import patch_schema
from crm_core.domain.activities.activity import Activity
from crm_core.domain.activities.activity_type import ActivityType
from crm_core.domain.activities.dictionary import Dictionary
from crm_core.domain.activities.reading import FIXED
from crm_core.domain.fields.kinds import zulu
from crm_core.domain.fields.record import Record, nullable

ENCODER = msgspec.json.Encoder(decimal_format="number")
Schema = dict[str, Any]

_UUID: Schema = {"type": "string", "format": "uuid"}
_INSTANT: Schema = {"type": "string", "format": "date-time"}
_WITHDRAWAL: Schema = {
    "type": "object",
    "properties": {"at": _INSTANT, "by": _UUID, "reason": {"type": "string"}},
    "required": ["at", "by", "reason"],
    "additionalProperties": False,
}
_FOLLOW_UPS: Schema = {
    "type": "array",
    "description": "Those that were opened, closed or opened again; only where something was recorded.",
    "items": {"$ref": "#/components/schemas/FollowUpForm"},
}


def activity_record(activity: Activity, types: Dictionary) -> dict[str, object]:
    """One activity with all members of its kind; null for those that are absent."""
    kind, plain = types.types.get(activity.entry.kind), types.content(activity)
    absent = {} if kind is None else dict.fromkeys(member.key for member in kind.content.members)
    entry, gone = activity.entry, activity.withdrawal
    return {
        "id": activity.id,
        "version": activity.version,
        "customerId": entry.party.customer_id,
        "leadId": entry.party.lead_id,
        "kind": entry.kind,
        "occurredAt": entry.occurred_at,
        "note": entry.note,
        **absent,
        **plain,
        "author": activity.author,
        "recordedAt": activity.recorded_at,
        "correctedAt": activity.corrected_at,
        "correctedBy": activity.corrected_by,
        "withdrawal": None if gone is None else {"at": zulu(gone.at), "by": gone.by, "reason": gone.reason},
    }


def activity_lines(types: Dictionary) -> Callable[..., dict[str, object]]:
    """What makes the record of a listed activity from the columns of `ActivityRow`, in their order: what is
    kept is what travels, so nothing of it is read on the way."""
    absent = {
        kind: dict.fromkeys(member.key for member in one.content.members) for kind, one in types.types.items()
    }

    def line(*columns: Any) -> dict[str, object]:
        identity, version, customer, lead, kind, at, note, content, author, recorded, *corrected = columns
        return {
            "id": identity,
            "version": version,
            "customerId": customer,
            "leadId": lead,
            "kind": kind,
            "occurredAt": at,
            "note": note,
            **absent.get(kind, {}),
            **content,
            "author": author,
            "recordedAt": recorded,
            "correctedAt": corrected[0],
            "correctedBy": corrected[1],
            "withdrawal": None,
        }

    return line


@frozen
class AnyActivity(Record):
    """The input of every kind, described by one schema for each of them; the dictionary reads it."""

    members: tuple[Any, ...] = ()
    types: Dictionary = field(kw_only=True)

    def schema(self) -> Schema:
        return _told_apart(self.types, "New{}")


@frozen
class Correction(Record):
    """A merge patch on any kind: members of one name may be of several forms."""

    members: tuple[Any, ...] = ()
    types: Dictionary = field(kw_only=True)

    def schema(self) -> Schema:
        forms: dict[str, list[Schema]] = {}
        for name in self.types.offered:
            told: Schema = patch_schema(self.types.types[name].form)
            for key, form in told["properties"].items():
                known = forms.setdefault(key, [])
                if key not in FIXED and form not in known:
                    known.append(form)
        members = {key: of[0] if len(of) == 1 else {"anyOf": of} for key, of in forms.items() if of}
        return {"type": "object", "properties": members, "additionalProperties": False}


def components(types: Dictionary) -> Mapping[str, Schema]:
    """The named schemas: for each kind its input and its answer, and what any of them is."""
    found: dict[str, Schema] = {}
    for name in types.offered:
        kind = types.types[name]
        found[_named("New{}", kind)] = kind.schema()
        found[_named("{}", kind)] = _answer(kind)
    found["Activity"] = _told_apart(types, "{}")
    items = {"type": "array", "items": {"$ref": "#/components/schemas/Activity"}}
    found["ActivityHistory"] = _object({"items": items})
    cursor = {"type": ["string", "null"]}
    found["ActivityPage"] = _object({"items": items, "nextCursor": cursor})
    return found


def _told_apart(types: Dictionary, form: str) -> Schema:
    names = {kind: _named(form, types.types[kind]) for kind in types.offered}
    places = {kind: f"#/components/schemas/{name}" for kind, name in names.items()}
    return {
        "oneOf": [{"$ref": place} for place in places.values()],
        "discriminator": {"propertyName": "kind", "mapping": places},
    }


def _named(form: str, kind: ActivityType) -> str:
    words = "".join(word.capitalize() for word in kind.kind.split("_"))
    return form.format(f"Activity{words}")


def _answer(kind: ActivityType) -> Schema:
    content = {member.key: nullable(member.kind.schema()) for member in kind.content.members}
    told = {
        "id": _UUID,
        "version": {"type": "integer", "minimum": 1},
        "customerId": nullable(_UUID),
        "leadId": nullable(_UUID),
        "kind": {"type": "string", "enum": [kind.kind]},
        "occurredAt": _INSTANT,
        "note": {"type": ["string", "null"]},
        **content,
        "author": _UUID,
        "recordedAt": _INSTANT,
        "correctedAt": nullable(_INSTANT),
        "correctedBy": nullable(_UUID),
        "withdrawal": nullable(_WITHDRAWAL),
    }
    schema = _object(told)
    return {**schema, "title": kind.kind, "properties": {**told, "followUps": _FOLLOW_UPS}}


def _object(properties: Schema) -> Schema:
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }
