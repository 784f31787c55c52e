"""What is set for one key at one scope, and what applies in the end?"""

from attrs import frozen

from crm_core.domain.access.actor import Actor
from crm_core.domain.refusals import NotFound
from crm_core.domain.settings.resolve import resolve
from crm_core.domain.settings.setting import Effective, Scope, Setting, StoredValue
from crm_core.ports.world import World


@frozen
class SettingAtScope:
    """A declared setting with what stands at the scope (None: nothing) and what applies."""

    setting: Setting
    scope: Scope
    stored: StoredValue | None
    effective: Effective


def setting_at_scope(key: str, scope: Scope, *, actor: Actor, world: World) -> SettingAtScope:
    """An undeclared key, or one that cannot be set at this scope, does not exist."""
    setting = world.settings.get(key)
    if scope not in setting.scopes:
        raise NotFound
    stored = world.setting_readings.stored(actor)
    there = next((one for one in stored if one.key == key and one.scope is scope), None)
    return SettingAtScope(setting, scope, there, resolve(setting, stored))
