"""Which value applies: the scopes that are allowed to decide are heard from the widest to the nearest."""

from collections.abc import Iterable
from decimal import Decimal

from attrs import evolve

from crm_core.domain.fields.faults import step
from crm_core.domain.settings.merging import deep_merged, leaves, united
from crm_core.domain.settings.setting import (
    Effective,
    Limit,
    Merge,
    Scope,
    Seat,
    Setting,
    StoredValue,
)

NOWHERE = Seat()
_ORDER = {scope: place for place, scope in enumerate(Scope)}


def resolve(setting: Setting, stored: Iterable[StoredValue], seat: Seat = NOWHERE) -> Effective:
    """What applies to whom stands there; from nowhere only what holds for all is heard."""
    heard = _heard(setting, stored, seat)
    nothing = Effective(setting.key, setting.default, None, 0, members=_from_default(setting))
    if not heard:
        return nothing
    if setting.limit is not None:
        return _limited(setting, heard)
    if setting.merge is Merge.REPLACE:
        nearest = heard[-1]
        return Effective(setting.key, nearest.value, nearest.scope, nearest.version, heard)
    return _merged(setting, heard, nothing)


def bound_for(setting: Setting, scope: Scope, stored: Iterable[StoredValue], seat: Seat) -> Effective:
    """What the wider scopes say by themselves: the bound for a value of this one."""
    return resolve(setting, (one for one in stored if _ORDER[one.scope] < _ORDER[scope]), seat)


def is_within(limit: Limit, value: object, bound: object) -> bool:
    """Whether a value stays on the allowed side of a bound; yes counts as more than no."""
    assert isinstance(value, bool | int | Decimal)  # noqa: S101 - a limit's kind gives nothing else
    assert isinstance(bound, bool | int | Decimal)  # noqa: S101
    return value <= bound if limit is Limit.UPPER else value >= bound


def _heard(setting: Setting, stored: Iterable[StoredValue], seat: Seat) -> tuple[StoredValue, ...]:
    """Of the values of this key those that are meant for this seat, widest first."""
    meant = [
        one
        for one in stored
        if one.key == setting.key
        and one.value is not None
        and one.scope in setting.scopes
        and one.whose == seat.whose(one.scope)
    ]
    return tuple(sorted(meant, key=lambda one: _ORDER[one.scope]))


def _limited(setting: Setting, heard: tuple[StoredValue, ...]) -> Effective:
    """The tightest value; the default stands in for the installation's while that one has set none."""
    assert setting.limit is not None  # noqa: S101 - asked for limits only
    applies = Effective(setting.key, setting.default, None, 0, heard)
    for one in heard:
        if one.scope is Scope.GLOBAL or is_within(setting.limit, one.value, applies.value):
            applies = Effective(setting.key, one.value, one.scope, one.version, heard)
    nearest = heard[-1]
    return evolve(applies, limited=applies.source is not nearest.scope)


def _merged(setting: Setting, heard: tuple[StoredValue, ...], nothing: Effective) -> Effective:
    value, members = nothing.value, dict(nothing.members)
    for one in heard:
        if setting.merge is Merge.DEEP:
            value = deep_merged(value, one.value)
            members |= dict.fromkeys((at for at, _ in leaves(one.value)), one.scope)
        else:
            known = len(members)
            value = united(value, one.value, setting.kind)
            members |= {step("", place): one.scope for place in range(known, len(value))}
    return Effective(setting.key, value, heard[-1].scope, heard[-1].version, heard, members)


def _from_default(setting: Setting) -> dict[str, Scope | None]:
    if setting.merge is Merge.DEEP:
        return {at: None for at, _ in leaves(setting.default)}
    if setting.merge is Merge.UNION and isinstance(setting.default, tuple):
        return {step("", place): None for place in range(len(setting.default))}
    return {}
