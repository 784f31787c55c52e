"""Whether a kind takes every value that another one took; in doubt it does not, and values are checked."""

from collections.abc import Callable, Mapping

from crm_core.domain.fields.alternatives import AnyOf
from crm_core.domain.fields.choices import MultiChoice
from crm_core.domain.fields.kinds import Boolean, Choice, Day, Identity, Instant, Kind, Text
from crm_core.domain.fields.numbers import Money, Number
from crm_core.domain.fields.record import ListOf, Record


def is_wider(after: Kind, before: Kind) -> bool:
    """True only if nothing that was stored under `before` is refused under `after`."""
    if isinstance(after, AnyOf) and not isinstance(before, AnyOf):
        return any(is_wider(kind, before) for kind in after.alternatives)
    compare = _COMPARISONS.get(type(before))
    return type(after) is type(before) and compare is not None and compare(after, before)


def _text(after: Text, before: Text) -> bool:
    return (
        after.max_length >= before.max_length
        and after.min_length <= before.min_length
        and after.pattern in (None, before.pattern)
    )


def _number(after: Number, before: Number) -> bool:
    return after.lowest <= before.lowest and after.maximum >= before.maximum and after.places >= before.places


def _options(after: Choice | MultiChoice, before: Choice | MultiChoice) -> bool:
    return set(after.options) >= set(before.options)


def _record(after: Record, before: Record) -> bool:
    now = {member.key: member for member in after.members}
    then = {member.key: member for member in before.members}
    kept = all(key in now and is_wider(now[key].kind, member.kind) for key, member in then.items())
    was_required = {key for key, member in then.items() if member.required}
    return kept and was_required >= {key for key, member in now.items() if member.required}


def _list(after: ListOf, before: ListOf) -> bool:
    return (
        after.max_items >= before.max_items
        and after.min_items <= before.min_items
        and is_wider(after.item, before.item)
    )


def _any_of(after: AnyOf, before: AnyOf) -> bool:
    return all(is_wider(after, kind) for kind in before.alternatives)


def _alike(_after: Kind, _before: Kind) -> bool:
    return True


# Each comparison is called only with two kinds of the class it stands for.
_COMPARISONS: Mapping[type, Callable[..., bool]] = {
    Text: _text,
    Number: _number,
    Money: _number,
    Choice: _options,
    MultiChoice: _options,
    Record: _record,
    ListOf: _list,
    AnyOf: _any_of,
    Boolean: _alike,
    Day: _alike,
    Instant: _alike,
    Identity: _alike,
}
