"""Who may read and change settings, as `crm_core.domain.settings.deciding` says it."""

from adapters.postgres.policies.session import TENANT, holds, many
from adapters.postgres.policies.wall import adding, changing, forced, guarded, reading
from crm_core.domain.access.role import Role
from crm_core.domain.settings.deciding import DECIDERS, READERS_OF_HISTORY
from crm_core.domain.settings.setting import Scope

_KNOWN = f"{TENANT} IS NOT NULL"
_OWN = "(scope = 'user' AND whose = (SELECT nullif(current_setting('app.user', true), '')))"
_PERSON = f"({_OWN} AND NOT {holds((Role.SYSTEM,))})"
_TENANTS = holds(DECIDERS[Scope.TENANT])
_INSTALLATIONS = f"{_KNOWN} AND {holds(DECIDERS[Scope.GLOBAL])}"
_LEADS = f"({holds((Role.TEAM_LEAD,))} AND whose = ANY ({many('regions', 'text')}))"
_NEAR = f"{_PERSON} OR (scope = 'org' AND ({_LEADS} OR {_TENANTS}))"
_ASK = holds(READERS_OF_HISTORY)


def setting_value_policies() -> list[str]:
    """Everybody of the tenant is bound by its settings and may read them; admins decide."""
    return _settable("setting_values", _KNOWN, _TENANTS)


def near_setting_policies() -> list[str]:
    """A region's bind its people and are no secret; a person's are theirs."""
    return _settable("near_settings", f"scope = 'org' OR {_PERSON}", _NEAR)


def setting_history_policies() -> list[str]:
    read = f"{_PERSON} OR (scope = 'org' AND ({_LEADS} OR {_ASK})) OR (scope = 'tenant' AND {_ASK})"
    return [
        *guarded("setting_history"),
        reading("setting_history", "may_read", read),
        adding("setting_history", "may_create", f"{_NEAR} OR (scope = 'tenant' AND {_TENANTS})"),
    ]


def global_setting_policies() -> list[str]:
    """They belong to no tenant, so there is no wall; whoever is known may read them."""
    return [
        *forced("global_settings"),
        reading("global_settings", "may_read", _KNOWN),
        adding("global_settings", "may_create", _INSTALLATIONS),
        changing("global_settings", "may_write", _INSTALLATIONS),
    ]


def global_setting_history_policies() -> list[str]:
    return [
        *forced("global_setting_history"),
        reading("global_setting_history", "may_read", f"{_KNOWN} AND {_ASK}"),
        adding("global_setting_history", "may_create", _INSTALLATIONS),
    ]


def _settable(table: str, readable: str, settable: str) -> list[str]:
    return [
        *guarded(table),
        reading(table, "may_read", readable),
        adding(table, "may_create", settable),
        changing(table, "may_write", settable),
    ]
