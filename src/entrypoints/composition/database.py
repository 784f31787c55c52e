"""The database: prepared, asked what it lacks, and entered as one of our roles."""

from collections.abc import Mapping

from adapters.embedded.binaries import find_binaries
from adapters.embedded.cluster import Cluster
from adapters.postgres.hot.changes import migration_of
from adapters.postgres.migrating import migrate, plan
from adapters.postgres.roles import RUNTIME, SERVICE, MayNotCreateRoles
from crm_core.pack import hot_columns_of
from entrypoints.addresses import as_role
from entrypoints.composition.installation import PACKS, keys_of
from entrypoints.config import Config
from entrypoints.language import Text
from entrypoints.preconditions import CannotRun

NO_ROLES = Text(
    de="Die Anmeldung in DATABASE_URL darf keine Rollen anlegen: einmal mit einer migrieren, die es darf "
    "(CRM_OWNER_DATABASE_URL).",
    en="The log-in in DATABASE_URL may not create roles: migrate once with one that may "
    "(CRM_OWNER_DATABASE_URL).",
)


def passwords_of(config: Config) -> Mapping[str, str]:
    keys = keys_of(config)
    return {role: keys.password_of(role) for role in RUNTIME}


def prepared(owner: str, config: Config) -> str:
    """Brings the database up to this build; the address under which the service enters it."""
    passwords = passwords_of(config)
    try:
        migrate(owner, passwords)
    except MayNotCreateRoles:
        raise CannotRun(NO_ROLES) from None
    return as_role(owner, SERVICE, passwords[SERVICE])


def migration_plan(address: str) -> str:
    """The SQL of those steps."""
    return plan(address)


def hot_migration(address: str) -> str:
    """The SQL of a version that brings hot rows to what the packs declare; empty when they are there."""
    return migration_of(address, hot_columns_of(*PACKS))


def embedded_cluster(config: Config) -> Cluster:
    """The installation's own PostgreSQL; a context manager that stops what it started."""
    return Cluster(config.data_dir / "postgres", binaries=find_binaries(config.pg_bin))
