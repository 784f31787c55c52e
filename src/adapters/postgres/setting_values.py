"""How set values are stored: tenants' beside everybody's, each on top of the version one has seen."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from attrs import frozen
from psycopg.types.json import Jsonb

from adapters.postgres.flush import Row
from adapters.postgres.transaction import Transaction
from crm_core.domain.refusals import NotAllowed, Outdated
from crm_core.domain.settings.setting import Scope, StoredValue

STORED = """SELECT key, 'global', value, version FROM global_settings
    UNION ALL SELECT key, 'tenant', value, version FROM setting_values WHERE tenant_id = %(tenant)s"""
PRESENT = {
    Scope.GLOBAL: "SELECT version FROM global_settings WHERE key = %(key)s",
    Scope.TENANT: "SELECT version FROM setting_values WHERE tenant_id = %(tenant)s AND key = %(key)s",
}
FIRST = {
    Scope.GLOBAL: """INSERT INTO global_settings (key, value, version)
        VALUES (%(key)s, %(value)s, 1) ON CONFLICT DO NOTHING RETURNING version""",
    Scope.TENANT: """INSERT INTO setting_values (tenant_id, key, value, version)
        VALUES (%(tenant)s, %(key)s, %(value)s, 1) ON CONFLICT DO NOTHING RETURNING version""",
}
NEXT = {
    Scope.GLOBAL: """UPDATE global_settings SET value = %(value)s, version = version + 1
        WHERE key = %(key)s AND version = %(version)s RETURNING version""",
    Scope.TENANT: """UPDATE setting_values SET value = %(value)s, version = version + 1
        WHERE tenant_id = %(tenant)s AND key = %(key)s AND version = %(version)s RETURNING version""",
}


@frozen
class PostgresSettingValues:
    transaction: Transaction

    def stored(self) -> Sequence[StoredValue]:
        return stored_from(self.transaction.ask(STORED, {"tenant": self.transaction.actor.tenant}))

    def put(self, key: str, scope: Scope, value: object, *, version: int) -> StoredValue:
        told = {
            "tenant": self.transaction.actor.tenant,
            "key": key,
            "value": Jsonb(written(value)),
            "version": version,
        }
        rows = self.transaction.ask((NEXT if version else FIRST)[scope], told)
        if not rows:
            present = self.transaction.ask(PRESENT[scope], told)
            current = int(present[0][0]) if present else 0
            raise (
                NotAllowed(action="change", resource="setting", resource_id=key)
                if (current == version)
                else Outdated(current=current)
            )
        return StoredValue(key, scope, value, int(rows[0][0]))


def stored_from(rows: Sequence[Row]) -> Sequence[StoredValue]:
    return [StoredValue(key, Scope(scope), restored(value), version) for key, scope, value, version in rows]


def written(value: object) -> object:
    """As JSON that gives back exactly this value: decimals keep their digits."""
    if isinstance(value, Decimal):
        return {"decimal": str(value)}
    if isinstance(value, tuple | list):
        return [written(item) for item in value]
    if isinstance(value, Mapping):
        return {"members": {str(key): written(item) for key, item in value.items()}}
    return value


def restored(value: object) -> object:
    if isinstance(value, list):
        return tuple(restored(item) for item in value)
    if isinstance(value, dict) and "decimal" in value:
        return Decimal(value["decimal"])
    if isinstance(value, dict):
        return {key: restored(item) for key, item in value["members"].items()}
    return value
