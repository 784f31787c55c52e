"""How a nearer value meets a wider one, and which scope each member or item of the result came from."""

from collections.abc import Iterator, Mapping

from crm_core.domain.fields.choices import MultiChoice
from crm_core.domain.fields.faults import step
from crm_core.domain.fields.kinds import Kind
from crm_core.domain.fields.record import ListOf


def deep_merged(wider: object, nearer: object) -> object:
    """Objects member by member at every depth; what the nearer one leaves open stays as it was."""
    if not (isinstance(wider, Mapping) and isinstance(nearer, Mapping)):
        return wider if nearer is None else nearer
    return {key: deep_merged(wider.get(key), nearer.get(key)) for key in {**wider, **nearer}}


def united(wider: object, nearer: object, kind: Kind) -> tuple[object, ...]:
    """The wider items first, then those that the nearer list adds, each once, as many as the kind takes."""
    found = list(_items(wider))
    found += [item for item in _items(nearer) if item not in found]
    return tuple(found)[: _room(kind)]


def leaves(value: object, at: str = "") -> Iterator[tuple[str, object]]:
    """Every member that is no object itself, by its JSON pointer."""
    if isinstance(value, Mapping):
        for key, one in value.items():
            yield from leaves(one, step(at, key))
    elif value is not None:
        yield at, value


def _items(value: object) -> tuple[object, ...]:
    return value if isinstance(value, tuple) else ()


def _room(kind: Kind) -> int | None:
    if isinstance(kind, ListOf):
        return kind.max_items
    return len(kind.options) if isinstance(kind, MultiChoice) else None
