"""Settings as people see them: what applies, what each scope says on the way to it, what one may change."""

from collections.abc import Mapping, Sequence
from itertools import groupby

from attrs import frozen

from adapters.web.language import Tongue
from adapters.web.values.showing import NOTHING, Shown, shown
from adapters.web.values.speaking import Speaking, in_language
from adapters.web.visit import Visit
from crm_core.domain.fields.canonical import without_absent
from crm_core.domain.fields.faults import step
from crm_core.domain.refusals import NotFound
from crm_core.domain.settings.deciding import may_read_history
from crm_core.domain.settings.merging import leaves
from crm_core.domain.settings.setting import Merge, Scope, Setting
from crm_core.queries.all_settings import SettingInFull, all_settings
from crm_core.queries.setting_at_scope import SettingAtScope

CURRENCY = "EUR"  # of amounts that are set; nothing that is set depends on a territory


@frozen
class ScopeRow:
    """What one scope says; `decides` where the value that applies comes from it."""

    place: SettingAtScope
    value: Shown
    decides: bool
    may_read_history: bool

    @property
    def scope(self) -> Scope:
        return self.place.scope

    @property
    def is_set(self) -> bool:
        return self.place.stored is not None and self.place.stored.value is not None

    @property
    def version(self) -> int:
        return 0 if self.place.stored is None else self.place.stored.version


@frozen
class SettingView:
    """One setting for one reader."""

    found: SettingInFull
    tongue: Tongue
    scopes: tuple[ScopeRow, ...]
    value: Shown
    default: Shown

    @property
    def setting(self) -> Setting:
        return self.found.setting

    @property
    def key(self) -> str:
        return self.setting.key

    @property
    def label(self) -> str:
        return in_language(self.setting, self.tongue)

    @property
    def help(self) -> str:
        return str(getattr(self.setting, f"help_{self.tongue.code}"))

    @property
    def source(self) -> str:
        return str(self.found.effective.source or "default")

    @property
    def group(self) -> str:
        return self.key.partition(".")[0]

    @property
    def default_decides(self) -> bool:
        effective = self.found.effective
        return effective.source is None or None in effective.members.values()

    @property
    def members(self) -> Sequence[tuple[str, str, str]]:
        """For merged values: what each part is called, what it says, and the scope that it comes from."""
        speaking, members = speaking_of(self.setting, self.tongue), self.found.effective.members
        value = self.setting.kind.dump(self.found.effective.value)
        said = {at: str(leaf) for at, leaf in leaves(value)}
        if isinstance(value, list):
            said = {step("", place): speaking.label(str(item)) for place, item in enumerate(value)}
        return [
            ("" if isinstance(value, list) else _called(at, speaking), said[at], str(source or "default"))
            for at, source in members.items()
        ]

    def row(self, scope: str) -> ScopeRow:
        """What stands at a scope; one at which the reader stands nowhere does not exist."""
        for row in self.scopes:
            if row.scope == scope:
                return row
        raise NotFound


def settings_in_view(visit: Visit, region: str | None) -> list[SettingView]:
    found = all_settings(actor=visit.actor, world=visit.world, region=region)
    return [_view(visit, one) for one in found]


def setting_in_view(visit: Visit, key: str, region: str | None) -> SettingView:
    visit.world.settings.get(key)
    return next(one for one in settings_in_view(visit, region) if one.key == key)


def grouped(views: Sequence[SettingView]) -> Mapping[str, Sequence[SettingView]]:
    """By the first word of their keys."""
    return {name: list(group) for name, group in groupby(views, lambda one: one.group)}


def speaking_of(setting: Setting, tongue: Tongue) -> Speaking:
    return Speaking(tongue, CURRENCY, {part.name: in_language(part, tongue) for part in setting.parts})


def shown_at_scope(setting: Setting, value: object, tongue: Tongue) -> Shown:
    """A value as one scope has set it."""
    if value is None:
        return NOTHING
    dumped = without_absent(setting.kind_at_scope.dump(value))
    return _written(shown(setting.kind_at_scope, dumped, speaking_of(setting, tongue)))


def _view(visit: Visit, found: SettingInFull) -> SettingView:
    setting, speaking = found.setting, speaking_of(found.setting, visit.tongue)
    return SettingView(
        found=found,
        tongue=visit.tongue,
        scopes=tuple(_row(visit, found, place) for place in found.scopes),
        value=_written(shown(setting.kind, setting.kind.dump(found.effective.value), speaking)),
        default=_written(shown(setting.kind, setting.kind.dump(setting.default), speaking)),
    )


def _row(visit: Visit, found: SettingInFull, place: SettingAtScope) -> ScopeRow:
    effective = found.effective
    merged = found.setting.merge is not Merge.REPLACE
    return ScopeRow(
        place,
        shown_at_scope(found.setting, place.stored and place.stored.value, visit.tongue),
        decides=place.scope in effective.members.values() if merged else place.scope is effective.source,
        may_read_history=may_read_history(visit.actor, place.scope, place.whose),
    )


def _called(at: str, speaking: Speaking) -> str:
    """A member of an object, by the labels on the way to it."""
    return " · ".join(speaking.label(name) for name in at.removeprefix("/").split("/"))


def _written(value: Shown) -> Shown:
    """An empty text is as good as nothing to a reader."""
    return NOTHING if value == Shown("text") else value
