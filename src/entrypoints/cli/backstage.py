"""Decides how commands about events, audit and jobs reach the database: as the worker does."""

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from uuid import UUID

from attrs import evolve

from crm_core.domain.access.actor import Actor
from crm_core.domain.ids import CorrelationId, TenantId
from crm_core.domain.refusals import Unavailable
from crm_core.ports.world import World
from entrypoints.background import WorkerParts
from entrypoints.cli.exits import Exit
from entrypoints.composition.backstage import worker_parts
from entrypoints.config import Config, WrongSettings
from entrypoints.language import Text
from entrypoints.preconditions import CannotRun
from entrypoints.site import database_of

NO_ANSWER = Text(de="Die Datenbank antwortet nicht.", en="The database does not answer.")


@contextmanager
def backstage() -> Iterator[WorkerParts]:
    """The worker's parts over the database of the installation."""
    with reached() as config, worker_parts(config) as parts:
        yield parts


@contextmanager
def reached() -> Iterator[Config]:
    """With DATABASE_URL, that of the installation's own database if need be; trouble ends the program."""
    try:
        config = Config.from_environment()
        database = database_of(config)
        address = database.start()
        try:
            yield evolve(config, database_url=address)
        finally:
            database.stop()
    except WrongSettings as trouble:
        _end(str(trouble), Exit.MISCONFIGURED)
    except CannotRun as trouble:
        _end(str(trouble), Exit.CANNOT_RUN)
    except Unavailable:
        _end(NO_ANSWER.say(), Exit.UNAVAILABLE)


def acting(world: World, tenant: TenantId) -> Actor:
    return Actor.system(tenant, CorrelationId(world.ids.new()))


def tenants(world: World, only: UUID | None) -> Sequence[TenantId]:
    return world.relay.tenants() if only is None else [TenantId(only)]


def _end(sentence: str, status: Exit) -> None:
    sys.stderr.write(sentence + "\n")
    sys.exit(status)
