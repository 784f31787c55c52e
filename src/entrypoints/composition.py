"""The one place that names adapters and packs, and puts the installation together."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit, urlunsplit
from uuid import UUID

from attrs import evolve
from dependency_injector import containers, providers
from litestar import Litestar

from adapters.embedded.binaries import find_binaries
from adapters.embedded.cluster import Cluster
from adapters.http.app import VERSION, HttpParts, create_app, endpoints_of
from adapters.http.openapi import openapi_document
from adapters.http.routes.operators import Probe
from adapters.jobs.procrastinate_jobs import Chore, ProcrastinateJobs
from adapters.oidc.bearer import BearerVerifier, Expected
from adapters.oidc.claims import ClaimNames
from adapters.oidc.keys import IssuerKeys
from adapters.oidc.local import LocalClaims, local_token, local_verifier
from adapters.postgres.bulk import add_many
from adapters.postgres.expired_answers import ExpiredAnswers
from adapters.postgres.listen import PostgresBell
from adapters.postgres.migrating import migrate, pending, plan
from adapters.postgres.pool import Connections, answers
from adapters.postgres.roles import RUNTIME, SERVICE, WORKER, MayNotCreateRoles
from adapters.postgres.world import postgres_world
from adapters.system.clock import SystemClock
from adapters.system.ids import SystemIds
from adapters.system.keys import Keys, load_keys
from adapters.system.patience import wait_before_retry
from adapters.system.seals import KeyedSeals
from adapters.web.parts import DemoSignIn, DemoUser, WebParts
from adapters.web.routers import web_routers
from crm_core.domain.access.actor import Actor
from crm_core.domain.access.role import Role
from crm_core.domain.customers.customer import Customer, CustomerDetails
from crm_core.domain.events.fact import Fact
from crm_core.domain.ids import CorrelationId, CustomerId, UserId
from crm_core.pack import settings_of
from crm_core.ports.world import World
from crm_core.use_cases.consumers import CONSUMERS
from crm_food_pack.demo.crowd import member
from crm_food_pack.demo.kitchens import Kitchen, kitchens
from crm_food_pack.demo.people import ANA, KATRIN, PEOPLE, TENANT, Person, person_of
from crm_food_pack.pack import FOOD
from entrypoints.background import WorkerParts
from entrypoints.config import Config
from entrypoints.crowd import Crowd
from entrypoints.language import Text
from entrypoints.preconditions import CannotRun

PACKS = (FOOD,)
_CLAIMS = ("user", "tenant", "roles", "regions", "territories", "chains", "channels")
CROWD_BASE = 0xC0DE  # the ids of the crowd begin with this
WORKER_CONNECTIONS = 6  # relay, consumers, sealing, and room for the jobs' own work

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


class Installation(containers.DeclarativeContainer):
    """Factories and stateless services of one process; who acts never lives in here."""

    config = providers.Dependency(instance_of=Config)
    database = providers.Dependency(instance_of=str)
    connection_count = providers.Dependency(instance_of=int)

    clock = providers.Singleton(SystemClock)
    ids = providers.Singleton(SystemIds)
    keys = providers.Singleton(load_keys, config.provided.data_dir, config.provided.keys_file)
    seals = providers.Singleton(KeyedSeals, keys.provided.seals)
    connections = providers.Singleton(Connections, dsn=database, size=connection_count)
    world = providers.Singleton(
        postgres_world,
        *PACKS,
        connections=connections,
        clock=clock,
        ids=ids,
        seals=seals,
        wait_before_retry=wait_before_retry,
    )


def installation_of(config: Config, database: str, connection_count: int) -> Installation:
    return Installation(config=config, database=database, connection_count=connection_count)


def keys_of(config: Config) -> Keys:
    return load_keys(config.data_dir, config.keys_file)


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


def must_have_database(config: Config) -> str:
    """The service's address; programs that are started alone are told where the database is."""
    if config.database_url is None:
        raise CannotRun(NO_DATABASE)
    return config.database_url


NO_DATABASE = Text(
    de="DATABASE_URL fehlt: `crm up` startet eine eigene Datenbank und alles Weitere.",
    en="DATABASE_URL is missing: `crm up` starts a database of its own and everything else.",
)


def worker_address(config: Config) -> str:
    """The database as the worker's role enters it."""
    address = must_have_database(config)
    if (urlsplit(address).username or "") == WORKER:
        return address
    return as_role(address, WORKER, keys_of(config).password_of(WORKER))


@contextmanager
def worker_parts(config: Config) -> Iterator[WorkerParts]:
    address = worker_address(config)
    installation = installation_of(config, address, WORKER_CONNECTIONS)
    expired = ExpiredAnswers(installation.connections(), installation.clock(), installation.ids())
    chore = Chore("forget-answers", "20 * * * *", expired.forget)
    jobs = ProcrastinateJobs(address, [chore], config.job_concurrency)
    with closing(PostgresBell(address)) as bell, closing(installation.connections()):
        yield WorkerParts(installation.world(), bell, CONSUMERS, jobs)


def http_application(config: Config, shared_folder: Path | None = None) -> Litestar:
    """The application of one service process; several share a folder for what they count together."""
    return create_app(evolve(http_parts(config), shared_folder=shared_folder))


def http_parts(config: Config) -> HttpParts:
    """The edge of one service process; its pool opens when it begins to serve."""
    address = must_have_database(config)
    count = config.read_threads + config.command_threads
    installation = installation_of(config, address, count)

    @contextmanager
    def pool() -> Iterator[None]:
        with closing(installation.connections()):
            yield

    return HttpParts(
        world=installation.world(),
        verifier=verifier_of(config, installation),
        probes=(
            Probe("database", lambda: None if answers(address) else "it does not answer"),
            Probe("schema", lambda: schema_trouble(address)),
        ),
        pages=web_routers(web_parts(installation)),
        lifespan=(pool,),
        rate_limits=config.rate_limits,
        read_threads=config.read_threads,
        command_threads=config.command_threads,
        remote_threads=config.remote_threads,
    )


def verifier_of(config: Config, installation: Installation) -> BearerVerifier:
    """Who tells whom a token speaks for: this installation itself, or the issuer that was named."""
    if config.auth == "local":
        return local_verifier(installation.keys().signing_key, installation.clock())
    names = {name: getattr(config, f"claim_{name}") for name in _CLAIMS}
    expected = Expected(str(config.oidc_issuer), str(config.oidc_audience), claims=ClaimNames(**names))
    return BearerVerifier(IssuerKeys(str(config.oidc_jwks_url)), expected, installation.clock())


def issue_token(
    config: Config, role: Role, *, user: UUID, tenant: UUID | None, claims: Mapping[str, Sequence[str]]
) -> str:
    """A token of the local mode."""
    lists: Mapping[str, Any] = claims
    said = LocalClaims(user=user, tenant=tenant or TENANT, roles=(role,), **lists)
    return local_token(said, key=keys_of(config).signing_key, now=SystemClock().now())


def demo_user_of(role: Role) -> UUID | None:
    """For whom a token of this role speaks when nobody is named."""
    person = person_of(role)
    return None if person is None else person.id


def interface_document() -> Mapping[str, object]:
    """The OpenAPI document of this build."""
    return openapi_document(endpoints_of(settings_of(*PACKS)), VERSION)


def web_parts(installation: Installation) -> WebParts:
    demo_users = tuple(demo_user(person) for person in PEOPLE)
    return WebParts(
        world=installation.world(),
        session_key=installation.keys().session,
        sign_in=DemoSignIn(TENANT, demo_users),
        people=demo_users,
    )


def demo_user(person: Person) -> DemoUser:
    claims: dict[str, Sequence[str]] = {
        "regions": person.regions,
        "chains": tuple(str(chain) for chain in person.chains),
    }
    if person.territories is not None:
        claims["territories"] = person.territories
    return DemoUser(person.id, person.name, person.role, claims)


@contextmanager
def service_world(config: Config, address: str | None = None) -> Iterator[World]:
    """The core over the service's database, for commands of the command line."""
    installation = installation_of(config, address or must_have_database(config), 2)
    try:
        yield installation.world()
    finally:
        installation.connections().close()


@contextmanager
def crowd(config: Config, service: str) -> Iterator[Crowd]:
    """The crowd of the demo tenant, written by its administrator."""
    installation = installation_of(config, service, 2)
    world, connections = installation.world(), installation.connections()
    actor = ANA.acting(CorrelationId(world.ids.new()))

    def by_number(number: int) -> tuple[CustomerId, CustomerDetails, UserId]:
        one = member(number, base=CROWD_BASE)
        return one.id, one.details, one.owner

    def write(made: Sequence[tuple[Customer, Fact]]) -> None:
        add_many(made, connections=connections, actor=actor, clock=world.clock, ids=world.ids)

    try:
        yield Crowd(world, actor, by_number, write)
    finally:
        connections.close()


def embedded_cluster(config: Config) -> Cluster:
    """The installation's own PostgreSQL; a context manager that stops what it started."""
    return Cluster(config.data_dir / "postgres", binaries=find_binaries(config.pg_bin))


def demo_kitchens() -> Sequence[Kitchen]:
    return tuple(kitchens())


def demo_manager(correlation: CorrelationId) -> Actor:
    """Who loads the demo data."""
    return KATRIN.acting(correlation)
