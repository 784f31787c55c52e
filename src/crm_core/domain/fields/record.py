"""Declared objects: a record names its members, reads JSON strictly, and reports every bad member."""

from collections.abc import Mapping

from attrs import frozen

from crm_core.domain.fields.faults import UNREADABLE, Faults, step
from crm_core.domain.fields.kinds import Kind


@frozen
class Member:
    """One declared member; null and absent mean the same when a whole record is read."""

    key: str
    kind: Kind
    required: bool = False
    default: object = None

    def read(self, raw: Mapping[str, object], at: str, faults: Faults) -> object:
        value = raw.get(self.key)
        if value is not None:
            return self.kind.parse(value, step(at, self.key), faults)
        if self.required:
            return faults.add(step(at, self.key), "required")
        return self.default


@frozen
class Record:
    """An object whose members are declared; anything else in it is an error."""

    members: tuple[Member, ...]

    def parse(self, raw: object, at: str, faults: Faults) -> object:
        if not isinstance(raw, Mapping):
            return faults.add(at, "wrong-type", expected="object")
        known = {member.key for member in self.members}
        for key in raw:
            if key not in known:
                faults.add(step(at, key), "unknown-field")
        return {member.key: member.read(raw, at, faults) for member in self.members}

    def read(self, raw: object) -> dict[str, object]:
        """The whole input as typed values, or a refusal that names every bad member."""
        faults = Faults()
        values = self.parse(raw, "", faults)
        faults.refuse_if_any()
        assert isinstance(values, dict)  # noqa: S101 - parse answers a dict unless it added a fault
        return values

    def dump(self, value: object) -> object:
        if not isinstance(value, Mapping):
            return value
        return {m.key: None if value[m.key] is None else m.kind.dump(value[m.key]) for m in self.members}

    def schema(self) -> dict[str, object]:
        properties = {
            m.key: m.kind.schema() if m.required else nullable(m.kind.schema()) for m in self.members
        }
        required = [m.key for m in self.members if m.required]
        schema: dict[str, object] = {
            "type": "object",
            "properties": properties,
            "additionalProperties": False,
        }
        return {**schema, "required": required} if required else schema


@frozen
class ListOf:
    """A bounded list whose items are all of one kind."""

    item: Kind
    max_items: int
    min_items: int = 0

    def parse(self, raw: object, at: str, faults: Faults) -> object:
        if not isinstance(raw, list):
            return faults.add(at, "wrong-type", expected="list")
        if not self.min_items <= len(raw) <= self.max_items:
            return faults.add(at, "wrong-length", minimum=self.min_items, maximum=self.max_items)
        parsed = [self.item.parse(item, step(at, index), faults) for index, item in enumerate(raw)]
        return UNREADABLE if any(item is UNREADABLE for item in parsed) else tuple(parsed)

    def dump(self, value: object) -> object:
        return [self.item.dump(item) for item in value] if isinstance(value, tuple | list) else value

    def schema(self) -> dict[str, object]:
        bounds = {"minItems": self.min_items, "maxItems": self.max_items}
        return {"type": "array", "items": self.item.schema(), **bounds}


def nullable(schema: dict[str, object]) -> dict[str, object]:
    """The same schema with null allowed, as JSON Schema 2020-12 writes it."""
    if "enum" in schema and isinstance(schema["enum"], list):
        return {**schema, "type": [schema["type"], "null"], "enum": [*schema["enum"], None]}
    if isinstance(schema.get("type"), str):
        return {**schema, "type": [schema["type"], "null"]}
    return {"oneOf": [schema, {"type": "null"}]}
