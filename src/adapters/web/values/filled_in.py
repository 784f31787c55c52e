"""What a filled-in form says about one field, as JSON; everything left empty is no value."""

from collections.abc import Mapping

from adapters.web.language import Tongue
from adapters.web.values.moments import moment_shown, moment_typed
from adapters.web.values.numbers import number_typed
from crm_core.domain.fields.alternatives import AnyOf
from crm_core.domain.fields.choices import MultiChoice
from crm_core.domain.fields.kinds import Boolean, Choice, Instant, Kind, Text
from crm_core.domain.fields.numbers import Number
from crm_core.domain.fields.record import ListOf, Record

SHAPE = "_as"  # of a value that may have several shapes: which of them the inputs are for
WAS = "_was"  # of an instant: what stood there to the last digit
YES, NO, ON = "yes", "no", "on"


def filled_in(kind: Kind, name: str, values: Mapping[str, str], tongue: Tongue) -> object:
    """The JSON of the inputs below `name`, unread: what is wrong with it is said by its kind."""
    if isinstance(kind, AnyOf):
        chosen = kind.of_shape(values.get(f"{name}.{SHAPE}", "")) or kind.alternatives[0]
        return filled_in(chosen, name, values, tongue)
    if isinstance(kind, Record):
        members = {m.key: filled_in(m.kind, f"{name}.{m.key}", values, tongue) for m in kind.members}
        return {key: value for key, value in members.items() if value is not None} or None
    if isinstance(kind, ListOf):
        return _list(kind, name, values, tongue)
    if isinstance(kind, MultiChoice):
        return [option for option in kind.options if values.get(f"{name}.{option}")] or None
    text = values.get(name, "").strip()
    return (
        _moment(text, values.get(f"{name}.{WAS}"))
        if isinstance(kind, Instant)
        else _simple(kind, text, tongue)
    )


def _list(kind: ListOf, name: str, values: Mapping[str, str], tongue: Tongue) -> object:
    """Words that were ticked, a text each line, or items in inputs of their own."""
    if isinstance(kind.item, Choice):
        ticked = [option for option in kind.item.options if values.get(f"{name}.{option}") == ON]
        if ticked:
            return ticked
    if isinstance(kind.item, Text) and name in values:
        lines = values[name].replace("\r\n", "\n").split("\n")
        return [line.strip() for line in lines if line.strip()] or None
    places = _places(name, values)
    items = [filled_in(kind.item, f"{name}.{place}", values, tongue) for place in places]
    return [item for item in items if item is not None] or None


def _moment(text: str, was: str | None) -> object:
    """An instant that nobody touched keeps its seconds, and its side of an hour that comes twice."""
    return was if was and moment_shown(was) == text else moment_typed(text) if text else None


def _simple(kind: Kind, text: str, tongue: Tongue) -> object:
    if not text:
        return None
    if isinstance(kind, Boolean):
        return {YES: True, NO: False}.get(text, text)
    if isinstance(kind, Number):
        return number_typed(text, tongue.locale)
    return text


def _places(name: str, values: Mapping[str, str]) -> list[int]:
    """The numbers of a list's items, in order; gaps are those that somebody took out."""
    tails = (key.removeprefix(f"{name}.").split(".")[0] for key in values if key.startswith(f"{name}."))
    return sorted({int(tail) for tail in tails if tail.isascii() and tail.isdigit() and len(tail) < 5})


def without(name: str, values: Mapping[str, str]) -> dict[str, str]:
    """The form without the item of a list that stands at `name`."""
    return {key: value for key, value in values.items() if key != name and not key.startswith(f"{name}.")}


def as_whole(kind: Kind, value: object, stored: object) -> object:
    """A merge patch that leaves exactly `value`: what an object has now and should not have is null."""
    found = kind.kind_for(value) if isinstance(kind, AnyOf) else kind
    if not isinstance(found, Record) or not isinstance(value, Mapping):
        return value
    before = stored if isinstance(stored, Mapping) else {}
    members = {member.key: member.kind for member in found.members}
    gone: dict[str, object] = {key: None for key in before if key not in value}
    return gone | {
        key: as_whole(members[key], item, before.get(key)) if key in members else item
        for key, item in value.items()
    }
