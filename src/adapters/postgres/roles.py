"""Who may log in to the database and what each may do there; none of them owns anything."""

from collections.abc import Iterable, Mapping

from psycopg import errors
from psycopg.sql import SQL, Identifier, Literal

from adapters.postgres.pool import Connection

OWNER = "crm_owner"  # owns the schema; nobody logs in as this
FINDER = "crm_finder"  # owns the narrow functions that look past the wall; nobody logs in as this
SERVICE = "crm_service"
WORKER = "crm_worker"
PORTAL = "crm_portal"
RUNTIME = (SERVICE, WORKER, PORTAL)

_EVERYBODY: Mapping[str, str] = {
    "timezone": "UTC",
    "search_path": "public",
    "jit": "off",
    # An ordered list is planned once: with changing parameters every execution would be planned anew.
    "plan_cache_mode": "force_generic_plan",
    "lock_timeout": "3s",
    # A stopped relay or request gives back what it held within ten seconds.
    "idle_in_transaction_session_timeout": "10s",
}
SETTINGS: Mapping[str, Mapping[str, str]] = {
    SERVICE: {**_EVERYBODY, "statement_timeout": "10s"},
    WORKER: {**_EVERYBODY, "statement_timeout": "120s"},
    PORTAL: {**_EVERYBODY, "statement_timeout": "5s"},
}


class MayNotCreateRoles(RuntimeError):
    """The login of the migration may not create roles; a superuser or one with CREATEROLE is needed once."""


def ensure_roles(connection: Connection, passwords: Mapping[str, str]) -> None:
    """Roles exist, can do no more than they must, and log in with these passwords."""
    try:
        for name in (OWNER, FINDER, *RUNTIME):
            _ensure(connection, name, login=name in RUNTIME)
        for name in RUNTIME:
            for setting, value in SETTINGS[name].items():
                connection.execute(
                    SQL("ALTER ROLE {} SET {} = {}").format(
                        Identifier(name), Identifier(setting), Literal(value)
                    )
                )
        for name, password in passwords.items():
            _set_password(connection, name, password)
    except errors.InsufficientPrivilege as refused:
        raise MayNotCreateRoles from refused


def fence_database(connection: Connection) -> None:
    """Only our roles may enter this database, and nobody makes temporary tables in it."""
    name = Identifier(connection.info.dbname)
    connection.execute(SQL("REVOKE ALL ON DATABASE {} FROM PUBLIC").format(name))
    connection.execute(SQL("GRANT CONNECT ON DATABASE {} TO {}").format(name, _names(RUNTIME)))
    connection.execute(SQL("GRANT CREATE ON DATABASE {} TO {}").format(name, Identifier(OWNER)))


def ensure_schemas(connection: Connection) -> None:
    """The schemas and the extension that migrations build upon."""
    for statement in (
        f"CREATE SCHEMA IF NOT EXISTS app AUTHORIZATION {OWNER}",
        "CREATE EXTENSION IF NOT EXISTS pg_trgm SCHEMA app",
        "REVOKE ALL ON SCHEMA public FROM PUBLIC",
        f"GRANT USAGE, CREATE ON SCHEMA public TO {OWNER}",
        f"GRANT USAGE ON SCHEMA public TO {', '.join((FINDER, *RUNTIME))}",
    ):
        connection.execute(statement)


def _ensure(connection: Connection, name: str, *, login: bool) -> None:
    known = connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [name]).fetchone()
    if known is None:
        try:
            connection.execute(SQL("CREATE ROLE {} NOINHERIT").format(Identifier(name)))
        except (errors.DuplicateObject, errors.UniqueViolation):
            return  # another migration of the same server was faster
        _let_migrations_act_as(connection, name)
    if login:
        connection.execute(SQL("ALTER ROLE {} LOGIN").format(Identifier(name)))


def _let_migrations_act_as(connection: Connection, name: str) -> None:
    """Whoever migrates hands objects to the two roles without login; so does the owner to the finder."""
    if name == FINDER:
        connection.execute(SQL("GRANT {} TO {}").format(Identifier(FINDER), Identifier(OWNER)))
    row = connection.execute("SELECT rolsuper FROM pg_roles WHERE rolname = current_user").fetchone()
    if name not in RUNTIME and row == (False,):
        connection.execute(SQL("GRANT {} TO CURRENT_USER").format(Identifier(name)))


def _set_password(connection: Connection, name: str, password: str) -> None:
    """The server gets the verifier only, so the password is in none of its logs."""
    verifier = connection.pgconn.encrypt_password(password.encode(), name.encode(), b"scram-sha-256")
    connection.execute(SQL("ALTER ROLE {} PASSWORD {}").format(Identifier(name), Literal(verifier.decode())))


def _names(roles: Iterable[str]) -> SQL:
    return SQL(", ".join(roles))
