"""Decides how a database is made ready for this build, before anything is served from it."""

from entrypoints.composition import schema
from entrypoints.config import Config


def prepare(owner: str, config: Config) -> str:
    """Migrates as the database's owner; the address under which the service enters it."""
    from entrypoints.composition.database import prepared

    return prepared(owner, config)


def schema_trouble(address: str, config: Config) -> str | None:  # noqa: ARG001 - the supervisor's shape of a question
    return schema.schema_trouble(address)
