"""What is set for one key at one scope, what applies in the end, and may the one who asks change it?"""

from collections.abc import Sequence

from attrs import frozen

from crm_core.domain.access.actor import Actor
from crm_core.domain.fields.faults import Faults
from crm_core.domain.refusals import NotFound
from crm_core.domain.settings.deciding import may_set
from crm_core.domain.settings.resolve import resolve
from crm_core.domain.settings.setting import Effective, Scope, Seat, Setting, StoredValue
from crm_core.ports.world import World


@frozen
class SettingAtScope:
    """A declared setting with what stands at the scope (None: nothing) and what applies."""

    setting: Setting
    scope: Scope
    whose: str
    stored: StoredValue | None
    effective: Effective
    may_set: bool


def setting_at_scope(
    key: str, scope: Scope, *, actor: Actor, world: World, region: str | None = None
) -> SettingAtScope:
    """An undeclared key, or one that cannot be set at this scope, does not exist."""
    setting, seat = world.settings.get(key), Seat.of(actor, region)
    if scope not in setting.scopes:
        raise NotFound
    return at_scope(setting, scope, world.setting_readings.stored(actor), actor, seat)


def at_scope(
    setting: Setting, scope: Scope, stored: Sequence[StoredValue], actor: Actor, seat: Seat
) -> SettingAtScope:
    whose = _whose(scope, seat)
    place = (setting.key, scope, whose)
    there = next((one for one in stored if (one.key, one.scope, one.whose) == place), None)
    effective = resolve(setting, stored, seat)
    return SettingAtScope(setting, scope, whose, there, effective, may_set(actor, scope, whose))


def _whose(scope: Scope, seat: Seat) -> str:
    """Whose value it is; a region must be named by those who have none or several."""
    whose = seat.whose(scope)
    if whose is None:
        faults = Faults()
        faults.add("/region", "required")
        faults.refuse_if_any()
    return whose or ""
