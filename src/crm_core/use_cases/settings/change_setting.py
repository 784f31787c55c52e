"""Setting a declared key for the tenant or for all, on top of the version the caller has seen."""

from attrs import frozen

from crm_core.domain.access.actor import Actor
from crm_core.domain.access.role import Role
from crm_core.domain.audit.entry import Deed
from crm_core.domain.fields.faults import Faults
from crm_core.domain.refusals import NotAllowed
from crm_core.domain.settings.events import SettingsUpdated
from crm_core.domain.settings.setting import Effective, Scope
from crm_core.ports.world import World


@frozen
class ChangeSetting:
    key: str
    scope: Scope
    value: object
    version: int


def change_setting(command: ChangeSetting, *, actor: Actor, world: World) -> Effective:
    setting = world.settings.get(command.key)
    faults = Faults()
    value = setting.kind.parse(command.value, "/value", faults)
    if command.scope not in setting.scopes:
        faults.add("/scope", "not-a-choice", options=[str(scope) for scope in setting.scopes])
    faults.refuse_if_any()
    with world.unit_of_work(actor) as uow:
        # What holds for all tenants is set by who runs the installation, not by one tenant's administrator.
        if not actor.holds(Role.SYSTEM if command.scope is Scope.GLOBAL else Role.ADMIN):
            raise NotAllowed(action="change", resource="setting", resource_id=command.key)
        stored = uow.settings.put(command.key, command.scope, value, version=command.version)
        effective = Effective(command.key, stored.value, stored.scope, stored.version)
        uow.outbox.add(SettingsUpdated(actor.tenant, command.key, command.scope))
        uow.audit.record(Deed("change", "setting", command.key, command.version, stored.version))
        uow.commit(effective)
    return effective
