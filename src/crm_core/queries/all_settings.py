"""Everything that can be set: what applies, what stands at each scope, and what may be changed here."""

from attrs import frozen

from crm_core.domain.access.actor import Actor
from crm_core.domain.settings.setting import Effective, Scope, Seat, Setting
from crm_core.ports.world import World
from crm_core.queries.setting_at_scope import SettingAtScope, at_scope


@frozen
class SettingInFull:
    setting: Setting
    effective: Effective
    scopes: tuple[SettingAtScope, ...]

    @property
    def may_set(self) -> tuple[Scope, ...]:
        return tuple(one.scope for one in self.scopes if one.may_set)


def all_settings(*, actor: Actor, world: World, region: str | None = None) -> list[SettingInFull]:
    """By key; scopes in which the one who asks stands nowhere are left out."""
    stored, seat = world.setting_readings.stored(actor), Seat.of(actor, region)
    found = []
    for key in sorted(world.settings.declared):
        setting = world.settings.get(key)
        scopes = tuple(
            at_scope(setting, scope, stored, actor, seat)
            for scope in setting.scopes
            if seat.whose(scope) is not None
        )
        found.append(SettingInFull(setting, scopes[0].effective, scopes))
    return found
