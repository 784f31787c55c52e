"""The statements of settings: what stands, and a change together with its line of history."""

from collections.abc import Mapping

from crm_core.domain.settings.setting import Scope

STORED = """SELECT key, 'global', '', value, version FROM global_settings
    UNION ALL SELECT key, 'tenant', '', value, version FROM setting_values WHERE tenant_id = %(tenant)s
    UNION ALL SELECT key, scope, whose, value, version FROM near_settings
        WHERE tenant_id = %(tenant)s AND scope = 'org'
    UNION ALL SELECT key, scope, whose, value, version FROM near_settings
        WHERE tenant_id = %(tenant)s AND scope = 'user' AND whose = %(person)s"""

_KEY = {"key": "%(key)s::text"}
_OF_TENANT = {"tenant_id": "%(tenant)s::uuid", **_KEY}
_NEAR = {"tenant_id": "%(tenant)s::uuid", "scope": "%(scope)s::text", "whose": "%(whose)s::text", **_KEY}
_TABLES = {
    Scope.GLOBAL: ("global_settings", _KEY, "global_setting_history", _KEY),
    Scope.TENANT: ("setting_values", _OF_TENANT, "setting_history", _NEAR),
    Scope.ORG: ("near_settings", _NEAR, "setting_history", _NEAR),
    Scope.USER: ("near_settings", _NEAR, "setting_history", _NEAR),
}


def _is(place: Mapping[str, str]) -> str:
    return " AND ".join(f"{column} = {value}" for column, value in place.items())


def _kept(scope: Scope, before: str) -> str:
    """The line of history, written where the change has been made and nowhere else."""
    _, _, history, place = _TABLES[scope]
    return f"""INSERT INTO {history} ({", ".join(place)}, version, value_before, value_after, at, user_id,
        correlation_id) SELECT {", ".join(place.values())}, made.version, {before}, %(value)s::jsonb,
        %(now)s::timestamptz, %(user)s::uuid, %(correlation)s::uuid FROM made"""  # noqa: S608 - our words


def _first(scope: Scope) -> str:
    table, place, _, _ = _TABLES[scope]
    return f"""WITH made AS (INSERT INTO {table} ({", ".join(place)}, value, version)
        VALUES ({", ".join(place.values())}, %(value)s::jsonb, 1) ON CONFLICT DO NOTHING RETURNING version),
        kept AS ({_kept(scope, "NULL::jsonb")}) SELECT version FROM made"""  # noqa: S608 - our words


def _next(scope: Scope) -> str:
    table, place, _, _ = _TABLES[scope]
    here = f"{_is(place)} AND version = %(version)s::bigint"
    # Joined, so that the row is locked first: a lock skips what its own statement has changed.
    return f"""WITH stood AS (SELECT value AS before FROM {table} WHERE {here} FOR UPDATE),
        made AS (UPDATE {table} SET value = %(value)s::jsonb, version = version + 1 FROM stood WHERE {here}
            RETURNING version, before),
        kept AS ({_kept(scope, "made.before")}) SELECT version FROM made"""  # noqa: S608 - our words


PRESENT = {
    scope: f"SELECT version FROM {table} WHERE {_is(place)}"  # noqa: S608 - our own words
    for scope, (table, place, _, _) in _TABLES.items()
}
# By scope, and whether something was ever set there.
CHANGED = {
    **{(scope, False): _first(scope) for scope in Scope},
    **{(scope, True): _next(scope) for scope in Scope},
}
HISTORY = {
    scope: f"""SELECT version, value_before, value_after, at, user_id, correlation_id FROM {history}
        WHERE {_is(place)} AND version < %(before)s::bigint ORDER BY version DESC LIMIT %(limit)s::bigint"""  # noqa: S608 - our words
    for scope, (_, _, history, place) in _TABLES.items()
}
