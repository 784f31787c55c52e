"""The database: prepared, asked what it lacks, and entered as one of our roles."""

from collections.abc import Mapping, Sequence
from urllib.parse import quote, urlsplit, urlunsplit

from adapters.embedded.binaries import find_binaries
from adapters.embedded.cluster import Cluster
from adapters.postgres.migrating import migrate, pending, plan
from adapters.postgres.roles import RUNTIME, SERVICE, MayNotCreateRoles
from entrypoints.composition.installation import keys_of
from entrypoints.config import Config
from entrypoints.language import Text
from entrypoints.preconditions import CannotRun

NO_ROLES = Text(
    de="Die Anmeldung in DATABASE_URL darf keine Rollen anlegen: einmal mit einer migrieren, die es darf "
    "(CRM_OWNER_DATABASE_URL).",
    en="The log-in in DATABASE_URL may not create roles: migrate once with one that may "
    "(CRM_OWNER_DATABASE_URL).",
)


BEHIND = Text(
    de="Der Datenbank fehlen {missing} Schritte bis zu diesem Programm: `crm migrate`",
    en="The database lacks {missing} steps to this build: `crm migrate`",
)


def passwords_of(config: Config) -> Mapping[str, str]:
    keys = keys_of(config)
    return {role: keys.password_of(role) for role in RUNTIME}


def as_role(address: str, role: str, password: str) -> str:
    """The same database, entered as one of our roles."""
    parts = urlsplit(address)
    host = parts.netloc.rpartition("@")[2]
    login = f"{quote(role, safe='')}:{quote(password, safe='')}"
    return urlunsplit(parts._replace(netloc=f"{login}@{host}"))


def prepared(owner: str, config: Config) -> str:
    """Brings the database up to this build; the address under which the service enters it."""
    passwords = passwords_of(config)
    try:
        migrate(owner, passwords)
    except MayNotCreateRoles:
        raise CannotRun(NO_ROLES) from None
    return as_role(owner, SERVICE, passwords[SERVICE])


def schema_trouble(address: str) -> str | None:
    """What keeps this build from working with the database, in a sentence."""
    missing = pending(address)
    return BEHIND.say(missing=len(missing)) if missing else None


def missing_versions(address: str) -> Sequence[str]:
    """The steps that the database lacks, oldest first."""
    return pending(address)


def migration_plan(address: str) -> str:
    """The SQL of those steps."""
    return plan(address)


def embedded_cluster(config: Config) -> Cluster:
    """The installation's own PostgreSQL; a context manager that stops what it started."""
    return Cluster(config.data_dir / "postgres", binaries=find_binaries(config.pg_bin))
