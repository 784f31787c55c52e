"""How settings travel."""

from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec

from crm_core.domain.fields.canonical import without_absent
from crm_core.domain.settings.change import SettingChange
from crm_core.domain.settings.setting import Effective, Limit, Merge, Scope, Setting
from crm_core.ports.world import World
from crm_core.queries.all_settings import SettingInFull
from crm_core.queries.setting_at_scope import SettingAtScope
from crm_core.queries.setting_history import ChangesPage


class HeardForm(msgspec.Struct, rename="camel", frozen=True):
    """What one scope says on the way to what applies."""

    scope: Scope
    value: Any
    version: int


class EffectiveForm(msgspec.Struct, rename="camel", frozen=True):
    """What applies for a key, and where it came from (null: the default).

    `provenance` lists what was heard, widest first. `members` names the source of each member of a merged
    object and of each item of a united list, by JSON pointer. `limited`: a nearer scope asks for more than
    a wider one allows.
    """

    key: str
    value: Any
    source: Scope | None
    provenance: list[HeardForm]
    members: dict[str, Scope | None]
    limited: bool


class EffectiveSettings(msgspec.Struct, rename="camel", frozen=True):
    """What applies for every asked key."""

    items: list[EffectiveForm]


class SettingForm(msgspec.Struct, rename="camel", frozen=True):
    """What is set for a key at one scope (null: nothing), beside what applies."""

    key: str
    scope: Scope
    whose: str | None
    value: Any
    version: int
    effective: EffectiveForm
    may_set: bool
    label_de: str
    label_en: str


class DeclaredSetting(msgspec.Struct, rename="camel", frozen=True):
    """A setting as it is declared, what applies, and at which scopes the reader may set it."""

    key: str
    label_de: str
    label_en: str
    help_de: str
    help_en: str
    schema: dict[str, Any]
    default: Any
    scopes: list[Scope]
    merge: Merge
    limit: Limit | None
    effective: EffectiveForm
    may_set: list[Scope]


class DeclaredSettings(msgspec.Struct, rename="camel", frozen=True):
    """Everything that can be set."""

    items: list[DeclaredSetting]


class SettingChangeForm(msgspec.Struct, rename="camel", frozen=True):
    """One change: who, when, what stood and what stands (null: nothing set)."""

    version: int
    before: Any
    after: Any
    at: datetime
    user_id: UUID
    correlation_id: UUID


class SettingChanges(msgspec.Struct, rename="camel", frozen=True):
    """The changes of a key at one scope, newest first."""

    items: list[SettingChangeForm]
    next_cursor: str | None


def effective_form(effective: Effective, world: World) -> EffectiveForm:
    setting = world.settings.get(effective.key)
    return EffectiveForm(
        key=effective.key,
        value=setting.kind.dump(effective.value),
        source=effective.source,
        provenance=[
            HeardForm(one.scope, _dumped(setting, one.value), one.version) for one in effective.heard
        ],
        members=dict(effective.members),
        limited=effective.limited,
    )


def setting_form(found: SettingAtScope, world: World) -> SettingForm:
    setting, stored = found.setting, found.stored
    return SettingForm(
        key=setting.key,
        scope=found.scope,
        whose=found.whose or None,
        value=None if stored is None else _dumped(setting, stored.value),
        version=0 if stored is None else stored.version,
        effective=effective_form(found.effective, world),
        may_set=found.may_set,
        label_de=setting.label_de,
        label_en=setting.label_en,
    )


def declared_form(found: SettingInFull, world: World) -> DeclaredSetting:
    setting = found.setting
    return DeclaredSetting(
        key=setting.key,
        label_de=setting.label_de,
        label_en=setting.label_en,
        help_de=setting.help_de,
        help_en=setting.help_en,
        schema=setting.kind.schema(),
        default=setting.kind.dump(setting.default),
        scopes=list(setting.scopes),
        merge=setting.merge,
        limit=setting.limit,
        effective=effective_form(found.effective, world),
        may_set=list(found.may_set),
    )


def changes_form(page: ChangesPage) -> SettingChanges:
    setting = page.place.setting
    return SettingChanges([_change_form(setting, one) for one in page.items], page.next_cursor)


def _change_form(setting: Setting, change: SettingChange) -> SettingChangeForm:
    before, after = _dumped(setting, change.before), _dumped(setting, change.after)
    return SettingChangeForm(change.version, before, after, change.at, change.by, change.correlation)


def _dumped(setting: Setting, value: object) -> Any:
    """A value as it was set at one scope; of an object the members that it says."""
    return None if value is None else without_absent(setting.kind_at_scope.dump(value))
