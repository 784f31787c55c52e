"""What every table with tenant data gets, whatever its rules: forced row security and the tenant's wall."""

from collections.abc import Iterable

from adapters.postgres.policies.session import TENANT
from adapters.postgres.roles import PORTAL, SERVICE, WORKER

WALLED = (SERVICE, WORKER, PORTAL)


def guarded(table: str, *, column: str = "tenant_id") -> list[str]:
    """Statements that put a table behind the wall; without further policies nobody sees a row of it."""
    return [*forced(table), restriction(table, "tenant_wall", f"{column} = {TENANT}")]


def forced(table: str) -> list[str]:
    """Row security that binds the table's owner too."""
    return [
        f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY",
        f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY",
    ]


def restriction(table: str, name: str, condition: str) -> str:
    """A policy that narrows all others, for reading and writing alike."""
    return f"CREATE POLICY {name} ON {table} AS RESTRICTIVE FOR ALL TO {_all(WALLED)} USING ({condition})"


def reading(table: str, name: str, condition: str, *, to: Iterable[str] = (SERVICE, WORKER)) -> str:
    return f"CREATE POLICY {name} ON {table} FOR SELECT TO {_all(to)} USING ({condition})"


def adding(table: str, name: str, condition: str, *, to: Iterable[str] = (SERVICE, WORKER)) -> str:
    return f"CREATE POLICY {name} ON {table} FOR INSERT TO {_all(to)} WITH CHECK ({condition})"


def changing(table: str, name: str, condition: str, *, to: Iterable[str] = (SERVICE, WORKER)) -> str:
    """The condition holds for the row as it was and as it becomes."""
    command = f"CREATE POLICY {name} ON {table} FOR UPDATE TO {_all(to)}"
    return f"{command} USING ({condition}) WITH CHECK ({condition})"


def removing(table: str, name: str, condition: str, *, to: Iterable[str] = (WORKER,)) -> str:
    return f"CREATE POLICY {name} ON {table} FOR DELETE TO {_all(to)} USING ({condition})"


def _all(roles: Iterable[str]) -> str:
    return ", ".join(roles)
