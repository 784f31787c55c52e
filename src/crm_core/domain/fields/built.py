"""Our own declarations as JSON: an object that becomes a value of a class, and a tag that says of which."""

from collections.abc import Callable, Iterable, Mapping

from attrs import frozen

from crm_core.domain.fields.faults import UNREADABLE, Faults, step
from crm_core.domain.fields.kinds import Choice
from crm_core.domain.fields.record import Record


def nothing_more(_values: Mapping[str, object], _at: str, _faults: Faults) -> None:
    """The check of an object whose members say everything."""


@frozen
class Built:
    """A declared object read into `made`; `check` sees its members together."""

    made: type
    record: Record
    check: Callable[[Mapping[str, object], str, Faults], None] = nothing_more

    def parse(self, raw: object, at: str, faults: Faults) -> object:
        own = Faults()
        values = self.record.parse(raw, at, own)
        if not own.found and isinstance(values, Mapping):
            self.check(values, at, own)
        faults.found.extend(own.found)
        if own.found or not isinstance(values, Mapping):
            return UNREADABLE
        return self.made(**{snake(key): value for key, value in values.items() if value is not None})

    def dump(self, value: object) -> object:
        said = ((member, getattr(value, snake(member.key))) for member in self.record.members)
        return {member.key: member.kind.dump(part) for member, part in said if part is not None}

    def schema(self) -> dict[str, object]:
        return self.record.schema()


@frozen
class Tagged:
    """One of several built objects; the member `tag` says which."""

    tag: str
    forms: Mapping[str, Built]

    def parse(self, raw: object, at: str, faults: Faults) -> object:
        if not isinstance(raw, Mapping):
            return faults.add(at, "wrong-type", expected="object")
        if self.tag not in raw:
            return faults.add(step(at, self.tag), "required")
        name = Choice(tuple(self.forms)).parse(raw[self.tag], step(at, self.tag), faults)
        if not isinstance(name, str):
            return UNREADABLE
        return self.forms[name].parse({k: v for k, v in raw.items() if k != self.tag}, at, faults)

    def dump(self, value: object) -> object:
        name, form = next((name, form) for name, form in self.forms.items() if form.made is type(value))
        dumped = form.dump(value)
        return {self.tag: name, **dumped} if isinstance(dumped, Mapping) else dumped

    def schema(self) -> dict[str, object]:
        return {"oneOf": [_with_tag(self.tag, name, form.schema()) for name, form in self.forms.items()]}


def _with_tag(tag: str, name: str, schema: dict[str, object]) -> dict[str, object]:
    properties, required = schema["properties"], schema.get("required", [])
    assert isinstance(properties, dict)  # noqa: S101 - a record's schema has both
    assert isinstance(required, list)  # noqa: S101
    return {**schema, "properties": {tag: {"const": name}, **properties}, "required": [tag, *required]}


def refuse_doubles(names: Iterable[object], at: str, faults: Faults) -> None:
    """Names that must differ, each at its place in a list."""
    seen: set[object] = set()
    for place, name in enumerate(names):
        if name in seen:
            faults.add(step(at, place), "duplicate")
        seen.add(name)


def snake(key: str) -> str:
    return "".join(f"_{char.lower()}" if char.isupper() else char for char in key)
