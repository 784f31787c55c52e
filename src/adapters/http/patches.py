"""What a merge patch may say: declared members only, each of its kind; every bad one is named."""

from collections.abc import Mapping

from crm_core.domain.fields.faults import Faults, step
from crm_core.domain.fields.record import Record, nullable


def refuse_unfit(record: Record, patch: object) -> None:
    """Refuses what no merge could make right; what depends on the rest is the use case's to judge."""
    faults = Faults()
    _check(record, patch, "", faults)
    faults.refuse_if_any()


def _check(record: Record, patch: object, at: str, faults: Faults) -> None:
    if not isinstance(patch, Mapping):
        faults.add(at, "wrong-type", expected="object")
        return
    members = {member.key: member for member in record.members}
    for key, value in patch.items():
        member, place = members.get(key), step(at, key)
        if member is None:
            faults.add(place, "unknown-field")
        elif value is None:
            if member.required:
                faults.add(place, "required")
        elif isinstance(member.kind, Record):
            _check(member.kind, value, place, faults)
        else:
            member.kind.parse(value, place, faults)


def patch_schema(record: Record) -> dict[str, object]:
    """The record as a patch: nothing is required, and null removes what may be absent."""
    properties: dict[str, object] = {}
    for member in record.members:
        kind = member.kind
        schema = patch_schema(kind) if isinstance(kind, Record) else kind.schema()
        properties[member.key] = schema if member.required else nullable(schema)
    return {"type": "object", "properties": properties, "additionalProperties": False}
