"""How settings travel."""

from typing import Any

import msgspec

from crm_core.domain.settings.setting import Effective, Scope
from crm_core.ports.world import World
from crm_core.queries.setting_at_scope import SettingAtScope


class EffectiveForm(msgspec.Struct, rename="camel", frozen=True):
    """What applies for a key, and where it came from (null: the default)."""

    key: str
    value: Any
    source: Scope | None


class EffectiveSettings(msgspec.Struct, rename="camel", frozen=True):
    """What applies for every asked key."""

    items: list[EffectiveForm]


class SettingForm(msgspec.Struct, rename="camel", frozen=True):
    """What is set for a key at one scope (null: nothing), beside what applies."""

    key: str
    scope: Scope
    value: Any
    version: int
    effective: EffectiveForm
    label_de: str
    label_en: str


def effective_form(effective: Effective, world: World) -> EffectiveForm:
    kind = world.settings.get(effective.key).kind
    return EffectiveForm(effective.key, kind.dump(effective.value), effective.source)


def setting_form(found: SettingAtScope, world: World) -> SettingForm:
    setting, stored = found.setting, found.stored
    return SettingForm(
        key=setting.key,
        scope=found.scope,
        value=None if stored is None else setting.kind.dump(stored.value),
        version=0 if stored is None else stored.version,
        effective=effective_form(found.effective, world),
        label_de=setting.label_de,
        label_en=setting.label_en,
    )
