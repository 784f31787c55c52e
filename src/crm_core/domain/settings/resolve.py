"""Which value applies: the nearest scope that is allowed to decide wins, otherwise the default."""

from collections.abc import Iterable

from crm_core.domain.settings.setting import Effective, Scope, Setting, StoredValue


def resolve(setting: Setting, stored: Iterable[StoredValue]) -> Effective:
    by_scope = {one.scope: one for one in stored if one.key == setting.key and one.scope in setting.scopes}
    for scope in reversed(list(Scope)):
        if scope in by_scope:
            nearest = by_scope[scope]
            return Effective(setting.key, nearest.value, scope, nearest.version)
    return Effective(setting.key, setting.default, None, 0)
