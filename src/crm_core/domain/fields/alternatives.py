"""A value of one of several kinds, told apart by the shape of its JSON, so that faults name the right one."""

from collections.abc import Mapping
from decimal import Decimal

from attrs import field, frozen

from crm_core.domain.fields.faults import Faults
from crm_core.domain.fields.kinds import Kind

_SHAPES = {"object": "object", "array": "list", "string": "text", "boolean": "true or false"}


def shape_of(kind: Kind) -> str:
    """What JSON a kind is written in; money, which also reads text, counts as a number."""
    return _SHAPES.get(str(kind.schema().get("type")), "number")


def have_distinct_shapes(kinds: tuple[Kind, ...]) -> bool:
    return len({shape_of(kind) for kind in kinds}) == len(kinds)


@frozen
class AnyOf:
    """One of these kinds; no two of them have the same shape, and none is an AnyOf itself."""

    alternatives: tuple[Kind, ...] = field()
    # Looked up for every value, and dear to find out from a deep kind.
    _by_shape: Mapping[str, Kind] = field(init=False, eq=False, repr=False)

    @_by_shape.default
    def _shapes(self) -> Mapping[str, Kind]:
        return {shape_of(kind): kind for kind in self.alternatives}

    @alternatives.validator
    def _check(self, _attribute: object, kinds: tuple[Kind, ...]) -> None:
        if not have_distinct_shapes(kinds) or any(isinstance(kind, AnyOf) for kind in kinds):
            raise ValueError("the alternatives must differ in their shape")

    def of_shape(self, shape: str) -> Kind | None:
        return self._by_shape.get(shape)

    def kind_for(self, raw: object) -> Kind | None:
        """The kind that reads this JSON; None when no alternative has its shape."""
        return self.of_shape(_shape(raw))

    def parse(self, raw: object, at: str, faults: Faults) -> object:
        kind = self.kind_for(raw)
        if kind is None:
            return faults.add(at, "wrong-type", expected=" / ".join(self._by_shape))
        return kind.parse(raw, at, faults)

    def dump(self, value: object) -> object:
        kind = self.kind_for(value)
        return value if kind is None else kind.dump(value)

    def schema(self) -> dict[str, object]:
        return {"anyOf": [kind.schema() for kind in self.alternatives]}


def _shape(value: object) -> str:
    if isinstance(value, Mapping):
        return "object"
    if isinstance(value, list | tuple):
        return "list"
    if isinstance(value, bool):
        return "true or false"
    if isinstance(value, int | float | Decimal):
        return "number"
    return "nothing" if value is None else "text"
