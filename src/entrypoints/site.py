"""Decides what `crm up` runs on one machine: which database, which programs, how they are prepared."""

import http.client
import importlib
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from entrypoints.config import Config
from entrypoints.given_database import GivenDatabase
from entrypoints.language import Text
from entrypoints.own_database import EmbeddedDatabase, cluster_of, tethered
from entrypoints.programs import Program
from entrypoints.supervisor import Site

PREPARE = "entrypoints.preparing:prepare"  # (owner's address, config) → address for the service's role
LOAD_DEMO = "entrypoints.demo:load_demo"  # (service's address, config) → None
SCHEMA_TROUBLE = "entrypoints.preparing:schema_trouble"  # (an address, config) → what is wrong, or None
SERVICE = ("service", "entrypoints.http_service")
WORKER = ("worker", "entrypoints.worker")
LOG_IN_LOCAL = Text(
    de="Anmelden: auf der Seite eine Rolle wählen; für Programme: {crm} token --role manager",
    en="Log in: choose a role on the page; for programs: {crm} token --role manager",
)
LETTERS = Text(de="Was an Post hinausginge: {crm} letters", en="What mail would go out: {crm} letters")
LOG_IN_OIDC = Text(de="Anmelden: über {issuer}", en="Log in: through {issuer}")


def site_of(config: Config) -> Site:
    return Site(
        config=config,
        database=database_of(config),
        prepare=lambda owner: _named(PREPARE)(owner, config),
        load_demo=lambda service: _named(LOAD_DEMO)(service, config),
        programs=lambda service: programs_of(config, service),
        spawn=tethered,
        is_ready=lambda: answers(config),
        log_in=lambda: log_in(config),
    )


def database_of(config: Config) -> GivenDatabase | EmbeddedDatabase:
    if config.owner_database_url is not None:
        return GivenDatabase(config.owner_database_url, "CRM_OWNER_DATABASE_URL")
    if config.database_url is not None:
        return GivenDatabase(config.database_url)
    return EmbeddedDatabase(cluster_of(config))


def programs_of(config: Config, service: str) -> Sequence[Program]:
    """Both are given the address of the service's role; neither learns the owner's."""
    environment = {**os.environ, "DATABASE_URL": service, "CRM_DATA_DIR": str(config.data_dir)}
    environment.pop("CRM_OWNER_DATABASE_URL", None)
    return [
        Program(name=name, command=(sys.executable, "-P", "-m", module), environment=environment)
        for name, module in (SERVICE, WORKER)
    ]


def answers(config: Config) -> bool:
    """Whether the service calls itself ready."""
    host = config.address.removeprefix("http://").rsplit(":", 1)[0].strip("[]")
    connection = http.client.HTTPConnection(host, config.port, timeout=5)
    try:
        connection.request("GET", "/health/ready")
        return connection.getresponse().status == http.client.OK
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def schema_trouble(address: str, config: Config) -> str | None:
    found: str | None = _named(SCHEMA_TROUBLE)(address, config)
    return found


def log_in(config: Config) -> Sequence[str]:
    """How to get in, and where that is not plain, how to read what is mailed."""
    by = LOG_IN_OIDC.say(issuer=config.oidc_issuer) if config.auth == "oidc" else LOG_IN_LOCAL.say(crm=_crm())
    return [by] if config.smtp_url is not None else [by, LETTERS.say(crm=_crm())]


def _crm() -> str:
    """How the command is called from where the person is."""
    command = Path(sys.executable).with_name("crm")
    here = Path.cwd()
    return str(command.relative_to(here)) if command.is_relative_to(here) else str(command)


def _named(path: str) -> Callable[..., Any]:
    """Imported when it is needed: a given database that is wrong should not cost the time of SQLAlchemy."""
    module, _, name = path.partition(":")
    found: Callable[..., Any] = getattr(importlib.import_module(module), name)
    return found
