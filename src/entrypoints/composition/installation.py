"""One process: its clock, ids, keys, pool and world, wired once."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from attrs import evolve
from dependency_injector import containers, providers

from adapters.addresses.email_addresses import LibraryEmailAddresses
from adapters.calendars.working_days import LibraryWorkingDays
from adapters.pdf.roi_paper import ReportlabRoiPaper
from adapters.postgres.on_loop import pause
from adapters.postgres.pool import Connections
from adapters.postgres.setting_ear import PostgresSettingEar
from adapters.postgres.world import postgres_world
from adapters.system.clock import SystemClock
from adapters.system.ids import SystemIds
from adapters.system.keys import Keys, load_keys
from adapters.system.patience import moment
from adapters.system.seals import KeyedSeals
from crm_core.domain.leads.pseudonyms import Pseudonyms
from crm_core.ports.world import World
from crm_food_pack.pack import FOOD
from crm_food_pack.ports.roi_paper import ROI_PAPER
from entrypoints.config import Config
from entrypoints.language import Text
from entrypoints.preconditions import CannotRun

PACKS = (FOOD,)


NO_DATABASE = Text(
    de="DATABASE_URL fehlt: `crm up` startet eine eigene Datenbank und alles Weitere.",
    en="DATABASE_URL is missing: `crm up` starts a database of its own and everything else.",
)


def _world(*, pseudonyms: Pseudonyms, **parts: Any) -> World:
    return evolve(postgres_world(*PACKS, **parts), pseudonyms=pseudonyms)


def _pseudonyms(keys: Keys, version: int) -> Pseudonyms:
    return Pseudonyms(keys.pseudonym_keys(version))


def _wait_before_retry(attempt: int) -> None:
    pause(moment(attempt))


class Installation(containers.DeclarativeContainer):
    """Factories and stateless services of one process; who acts never lives in here."""

    config = providers.Dependency(instance_of=Config)
    database = providers.Dependency(instance_of=str)
    connection_count = providers.Dependency(instance_of=int)

    clock = providers.Singleton(SystemClock)
    ids = providers.Singleton(SystemIds)
    keys = providers.Singleton(load_keys, config.provided.data_dir, config.provided.keys_file)
    seals = providers.Singleton(KeyedSeals, keys.provided.seals)
    email_addresses = providers.Singleton(LibraryEmailAddresses)
    working_days = providers.Singleton(LibraryWorkingDays)
    pseudonyms = providers.Singleton(_pseudonyms, keys, config.provided.pseudonym_key_version)
    connections = providers.Singleton(Connections, dsn=database, size=connection_count)
    world = providers.Singleton(
        _world,
        connections=connections,
        clock=clock,
        ids=ids,
        email_addresses=email_addresses,
        seals=seals,
        working_days=working_days,
        wait_before_retry=_wait_before_retry,
        offered={ROI_PAPER: ReportlabRoiPaper()},
        pseudonyms=pseudonyms,
    )
    setting_ear = providers.Singleton(PostgresSettingEar, database, world.provided.setting_readings.known)


def installation_of(config: Config, database: str, connection_count: int) -> Installation:
    return Installation(config=config, database=database, connection_count=connection_count)


def keys_of(config: Config) -> Keys:
    return load_keys(config.data_dir, config.keys_file)


def must_have_database(config: Config) -> str:
    """The service's address; programs that are started alone are told where the database is."""
    if config.database_url is None:
        raise CannotRun(NO_DATABASE)
    return config.database_url


@contextmanager
def service_world(config: Config, address: str | None = None) -> Iterator[World]:
    """The core over the service's database, for commands of the command line."""
    installation = installation_of(config, address or must_have_database(config), 2)
    try:
        yield installation.world()
    finally:
        installation.connections().close()
