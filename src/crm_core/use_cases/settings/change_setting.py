"""Setting a declared key at one scope, or taking it back, on top of the version the caller has seen."""

from collections.abc import Sequence

from attrs import frozen

from crm_core.domain.access.actor import Actor
from crm_core.domain.audit.entry import Deed
from crm_core.domain.fields.faults import Faults
from crm_core.domain.refusals import NotAllowed, Outdated
from crm_core.domain.settings.deciding import may_set
from crm_core.domain.settings.events import SettingsUpdated
from crm_core.domain.settings.resolve import bound_for, is_within, resolve
from crm_core.domain.settings.setting import Effective, Limit, Scope, Seat, Setting, StoredValue
from crm_core.ports.unit_of_work import UnitOfWork
from crm_core.ports.world import World


@frozen
class ChangeSetting:
    """None for the value takes it back; the region is needed by those who have none or several."""

    key: str
    scope: Scope
    value: object
    version: int
    region: str | None = None


def change_setting(command: ChangeSetting, *, actor: Actor, world: World) -> Effective:
    """What applies afterwards."""
    setting, seat = world.settings.get(command.key), Seat.of(actor, command.region)
    value, whose = _read(command, setting, seat)
    with world.unit_of_work(actor) as uow:
        if not may_set(actor, command.scope, whose):
            action = "change" if value is not None else "reset"
            raise NotAllowed(action=action, resource="setting", resource_id=command.key)
        stored = list(uow.settings.stored())
        _refuse_beyond_limit(setting, command.scope, value, bound_for(setting, command.scope, stored, seat))
        there = _there(stored, command, whose)
        if there.version != command.version:
            raise Outdated(current=there.version)
        if there.value == value:
            return resolve(setting, stored, seat)
        made = _put(uow, there, value)
        effective = resolve(setting, [*(one for one in stored if one is not there), made], seat)
        uow.commit(effective)
    return effective


def _read(command: ChangeSetting, setting: Setting, seat: Seat) -> tuple[object, str]:
    """The value as the setting's kind reads it, and whose it is to be."""
    faults = Faults()
    value = None
    if command.value is not None:
        value = setting.kind_at_scope.parse(command.value, "/value", faults)
    whose = seat.whose(command.scope)
    if command.scope not in setting.scopes:
        faults.add("/scope", "not-a-choice", options=[str(scope) for scope in setting.scopes])
    elif whose is None and command.scope is Scope.ORG:
        faults.add("/region", "required")
    faults.refuse_if_any()
    return value, whose or ""


def _refuse_beyond_limit(setting: Setting, scope: Scope, value: object, bound: Effective) -> None:
    """What a wider scope allows at most cannot be raised by a nearer one."""
    if setting.limit is None or value is None or scope is Scope.GLOBAL:
        return
    if not is_within(setting.limit, value, bound.value):
        faults = Faults()
        if setting.limit is Limit.UPPER:
            faults.add("/value", "too-large", maximum=str(bound.value))
        else:
            faults.add("/value", "too-small", minimum=str(bound.value))
        faults.refuse_if_any()


def _there(stored: Sequence[StoredValue], command: ChangeSetting, whose: str) -> StoredValue:
    place = (command.key, command.scope, whose)
    found = (one for one in stored if (one.key, one.scope, one.whose) == place)
    return next(found, StoredValue(command.key, command.scope, None, 0, whose))


def _put(uow: UnitOfWork, there: StoredValue, value: object) -> StoredValue:
    key, scope, version = there.key, there.scope, there.version
    made = uow.settings.put(key, scope, value, version=version, whose=there.whose)
    uow.outbox.add(SettingsUpdated(uow.actor.tenant, key, scope))
    action = "change" if value is not None else "reset"
    uow.audit.record(Deed(action, "setting", key, version, made.version, (str(scope),)))
    return made
