"""The service: the edge over a world, with its pages, probes and pools."""

from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path

from attrs import evolve
from litestar import Litestar
from prometheus_client import CollectorRegistry

from adapters.http.activity_meter import ActivityMeter
from adapters.http.app import VERSION, HttpParts, create_app, endpoints_of
from adapters.http.endpoint import AsyncPages
from adapters.http.openapi import openapi_document
from adapters.postgres.activity_pages import PostgresActivityPages
from adapters.postgres.async_question import AsyncQuestions
from adapters.postgres.customer_pages import PostgresCustomerPages
from adapters.postgres.lead_pages import PostgresLeadPages
from adapters.postgres.on_loop import Turns
from adapters.postgres.pool import Connections
from adapters.web.routers import web_error_page, web_routers
from crm_core.pack import activity_types_of, fields_of, hot_columns_of, settings_of, timeline_kinds_of
from entrypoints.composition.evidence import making_evidence
from entrypoints.composition.installation import PACKS, Installation, installation_of, must_have_database
from entrypoints.composition.readings import probes, readings
from entrypoints.composition.sign_in import verifier_of, web_parts
from entrypoints.config import Config
from entrypoints.loops import Loop, in_background

LIST_CONNECTIONS = 4  # of a service process, for lists that wait on the event loop
COMMANDS_AT_ONCE = 8  # of a service process, on the event loop, each with a connection


def http_application(config: Config, shared_folder: Path | None = None) -> Litestar:
    """The application of one service process; several share a folder for what they count together."""
    return create_app(evolve(http_parts(config), shared_folder=shared_folder))


def http_parts(config: Config) -> HttpParts:
    """The edge of one service process; its pools open when it begins to serve."""
    address = must_have_database(config)
    installation = installation_of(config, address, _connections(config))
    lists = Connections(address, size=LIST_CONNECTIONS, at_once=LIST_CONNECTIONS, name="crm-lists")
    registry = CollectorRegistry()
    meter = ActivityMeter(activity_types_of(*PACKS), registry)
    world = making_evidence(evolve(installation.world(), meter=meter), config)
    pages = web_parts(config, installation, world)
    return HttpParts(
        world=world,
        registry=registry,
        verifier=verifier_of(config, installation),
        probes=probes(address),
        readings=readings(address, installation.clock()),
        pages=web_routers(pages),
        error_page=web_error_page(pages),
        async_pages=pages_of(lists),
        on_loop=Turns(COMMANDS_AT_ONCE),
        lifespan=(
            lambda: closing(installation.connections()),
            lambda: closing(lists),
            lambda: listening(installation),
        ),
        allowed_origins=config.allowed_origins or (),
        rate_limits=config.rate_limits,
        read_threads=config.read_threads,
        command_threads=config.command_threads,
        remote_threads=config.remote_threads,
    )


def _connections(config: Config) -> int:
    return config.read_threads + config.command_threads + COMMANDS_AT_ONCE


def pages_of(lists: Connections) -> AsyncPages:
    """The lists that wait on the event loop."""
    questions = AsyncQuestions(lists)
    customers = PostgresCustomerPages(questions, hot_columns_of(*PACKS))
    return AsyncPages(customers, PostgresActivityPages(questions), PostgresLeadPages(questions))


@contextmanager
def listening(installation: Installation) -> Iterator[None]:
    """While it serves, this process hears what others set."""
    with closing(installation.setting_ear()) as ear, in_background(Loop("setting-ear", ear.step)):
        yield


def interface_document() -> Mapping[str, object]:
    """The OpenAPI document of this build."""
    return openapi_document(
        endpoints_of(
            settings_of(*PACKS),
            fields_of(*PACKS),
            hot_columns_of(*PACKS),
            timeline_kinds_of(*PACKS),
            activity_types_of(*PACKS),
        ),
        VERSION,
    )
