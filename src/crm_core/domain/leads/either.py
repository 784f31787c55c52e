"""Forms in which exactly one of two members is given."""

from collections.abc import Mapping

from attrs import frozen

from crm_core.domain.fields.faults import Faults
from crm_core.domain.fields.record import Record


@frozen
class Either(Record):
    """A record that says one thing in one of two ways; `either` names them with their JSON types."""

    either: tuple[tuple[str, str], ...] = ()

    def parse(self, raw: object, at: str, faults: Faults) -> object:
        values = super().parse(raw, at, faults)
        if isinstance(raw, Mapping):
            names = [name for name, _ in self.either]
            if sum(raw.get(name) is not None for name in names) != 1:
                faults.add(f"{at}/{names[0]}", "exactly-one-of", members=names)
        return values

    def schema(self) -> dict[str, object]:
        ways = [{"required": [name], "properties": {name: {"type": kind}}} for name, kind in self.either]
        return {**super().schema(), "oneOf": ways}
