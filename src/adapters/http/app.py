"""How the edge is put together: endpoints over a world, operators' routes, pages beside them."""

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, ExitStack, asynccontextmanager
from pathlib import Path
from typing import Any

from attrs import define, field, frozen
from litestar import Litestar
from litestar.config.cors import CORSConfig
from litestar.exceptions import HTTPException
from prometheus_client import CollectorRegistry

from adapters.http.actor import Verifier
from adapters.http.edge import Edge
from adapters.http.endpoint import AsyncPages, Endpoint, OnLoop
from adapters.http.gauges import Reading
from adapters.http.handling import Desk, handler_for, options_handlers
from adapters.http.lanes import Lanes
from adapters.http.limits import LocalTally, RateLimits, Tally
from adapters.http.metrics import RequestMetrics
from adapters.http.patience import BODY_DEADLINE
from adapters.http.policies import EdgePolicies
from adapters.http.problems import failed, refused, refused_by_framework
from adapters.http.routes import (
    activities,
    audit,
    contactability,
    contacts,
    customer_access,
    customer_bulk,
    customer_list,
    customers,
    documents,
    field_definitions,
    fields,
    follow_ups,
    lead_activities,
    lead_evidence,
    lead_holds,
    lead_messages,
    lead_notices,
    lead_protection,
    lead_rules,
    lead_score,
    lead_steps,
    leads,
    operators,
    reminders,
    roi,
    roi_scenarios,
    rollup,
    samples,
    settings,
    timeline,
    views,
)
from adapters.http.shared_tally import SharedTally
from crm_core.domain.activities.core_types import CORE_ACTIVITY_TYPES
from crm_core.domain.activities.dictionary import Dictionary
from crm_core.domain.customers.list_query import ListQuery
from crm_core.domain.customers.timeline import CORE_KINDS
from crm_core.domain.fields.catalogue import Catalogue
from crm_core.domain.projections.hot_row import HotColumns
from crm_core.domain.refusals import Refusal
from crm_core.domain.settings.registry import SettingsRegistry
from crm_core.ports.world import World

# Settings that switch endpoints off.
FEATURES = frozenset({fields.FEATURE, samples.FEATURE, activities.FEATURE})
NO_FIELDS = Catalogue()
CORE_DICTIONARY = Dictionary.of(CORE_ACTIVITY_TYPES)
# Below these, every answer is for a program.
FOR_PROGRAMS = ("/api", "/health", "/metrics", "/problems")
MAX_BODY = 1024 * 1024  # bytes
VERSION = "0.1.0"


@frozen(kw_only=True)
class HttpParts:
    """Everything the edge is made from."""

    world: World
    verifier: Verifier
    probes: Sequence[operators.Probe] = ()
    # What is counted for /metrics, here and by the parts' own meters.
    registry: CollectorRegistry = field(factory=CollectorRegistry)
    # Numbers for /metrics that are read when they are asked for.
    readings: Sequence[Reading] = ()
    # Litestar routers and handlers mounted beside the interface: the pages.
    pages: Sequence[Any] = ()
    # Answers for people where no route is known; programs are told in problem documents.
    error_page: Callable[[Any, Exception], Any] | None = None
    # Asks for pages on the event loop; None has them read in a thread like everything else.
    async_pages: AsyncPages | None = None
    # Does brief commands on the event loop; None has them done in a thread like all others.
    on_loop: OnLoop | None = None
    # Entered when a process starts to serve and left when it ends: pools, caches.
    lifespan: Sequence[Callable[[], AbstractContextManager[Any]]] = ()
    allowed_origins: Sequence[str] = ()
    rate_limits: bool = True
    # Where the processes of one service share their counts; None when there is one process.
    shared_folder: Path | None = None
    read_threads: int = 2
    command_threads: int = 2
    remote_threads: int = 4
    max_body: int = MAX_BODY
    body_deadline: float = BODY_DEADLINE
    version: str = VERSION


@define
class _Serving:
    """The lanes of this process, while it serves."""

    _lanes: Lanes | None = None

    def __call__(self) -> Lanes:
        if self._lanes is None:
            raise RuntimeError("the application's lifespan has not begun")
        return self._lanes

    @asynccontextmanager
    async def serving(self, parts: HttpParts) -> AsyncIterator[None]:
        with ExitStack() as stack:
            for enter in parts.lifespan:
                stack.enter_context(enter())
            lanes = Lanes()
            stack.enter_context(lanes.reads.open("read", parts.read_threads))
            stack.enter_context(lanes.commands.open("command", parts.command_threads))
            stack.enter_context(lanes.remote.open("remote", parts.remote_threads))
            # For the synchronous handlers of pages: as few threads as readings have.
            pages = stack.enter_context(ThreadPoolExecutor(parts.read_threads, thread_name_prefix="page"))
            asyncio.get_running_loop().set_default_executor(pages)
            self._lanes = lanes
            yield
            self._lanes = None


_OF_LEADS = (
    *leads.ENDPOINTS,
    *lead_holds.ENDPOINTS,
    *lead_notices.ENDPOINTS,
    *lead_steps.ENDPOINTS,
    *lead_activities.ENDPOINTS,
    *lead_evidence.ENDPOINTS,
    *lead_protection.ENDPOINTS,
    *lead_rules.ENDPOINTS,
    *lead_score.ENDPOINTS,
)


def endpoints_of(
    registry: SettingsRegistry,
    catalogue: Catalogue = NO_FIELDS,
    hot_columns: HotColumns = HotColumns(),  # noqa: B008 - frozen
    timeline_kinds: tuple[str, ...] = CORE_KINDS,
    types: Dictionary = CORE_DICTIONARY,
) -> tuple[Endpoint, ...]:
    """Every operation of the interface."""
    query = ListQuery(hot_columns)
    return (
        *customers.ENDPOINTS,
        *customer_access.ENDPOINTS,
        *customer_bulk.ENDPOINTS,
        *customer_list.endpoints(query),
        *views.endpoints(query),
        *(*contactability.ENDPOINTS, *contacts.ENDPOINTS),
        *rollup.ENDPOINTS,
        *timeline.endpoints(timeline_kinds),
        *fields.endpoints(catalogue),
        *field_definitions.ENDPOINTS,
        *activities.endpoints(types),
        *(*follow_ups.ENDPOINTS, *reminders.ENDPOINTS, *lead_messages.ENDPOINTS),
        *settings.endpoints(registry),
        *audit.ENDPOINTS,
        *_OF_LEADS,
        *roi.ENDPOINTS,
        # Without the pack that declares its switch, it does not exist.
        *((*samples.ENDPOINTS, *roi_scenarios.ENDPOINTS) if samples.FEATURE in registry.declared else ()),
    )


def create_app(parts: HttpParts) -> Litestar:
    """The whole HTTP application; an ASGI callable."""
    serving, metrics, world = _Serving(), RequestMetrics(parts.registry), parts.world
    declared = (world.fields, world.hot_columns, world.timeline_kinds, world.activity_types)
    endpoints = endpoints_of(world.settings, *declared)
    desk = Desk(
        world=world,
        verifier=parts.verifier,
        limits=RateLimits(parts.rate_limits, _tally(parts)),
        policies=EdgePolicies(world, FEATURES),
        lanes=serving,
        max_body=parts.max_body,
        pages=parts.async_pages,
        on_loop=parts.on_loop,
    )
    handlers = [
        # First: Litestar gives a path an OPTIONS handler of its own unless it already has one.
        *options_handlers(endpoints),
        *(handler_for(endpoint, desk) for endpoint in endpoints),
        *operators.operators_routes(parts.probes, parts.readings, metrics, serving),
        *documents.documents_routes(endpoints, parts.version),
        *parts.pages,
    ]
    app = _litestar(handlers, parts, serving)
    app.asgi_handler = Edge(app.asgi_handler, world.ids, metrics, parts.body_deadline)
    return app


def _litestar(handlers: list[Any], parts: HttpParts, serving: _Serving) -> Litestar:
    @asynccontextmanager
    async def lifespan(_: Litestar) -> AsyncIterator[None]:
        async with serving.serving(parts):
            yield

    told: dict[type[Exception], Callable[[Any, Any], Any]] = {
        Refusal: refused,
        HTTPException: refused_by_framework,
        Exception: failed,
    }
    return Litestar(
        route_handlers=handlers,
        exception_handlers={kind: _to_whom(parts, tell) for kind, tell in told.items()},
        lifespan=[lifespan],
        cors_config=_cors(parts.allowed_origins),
        openapi_config=None,
        logging_config=None,
        request_max_body_size=parts.max_body,
    )


def _to_whom(parts: HttpParts, tell: Callable[[Any, Any], Any]) -> Callable[[Any, Any], Any]:
    """Programs get problem documents; people, who ask for pages elsewhere, get a page."""

    def answer(request: Any, trouble: Any) -> Any:
        if parts.error_page is None or request.scope["path"].startswith(FOR_PROGRAMS):
            return tell(request, trouble)
        return parts.error_page(request, trouble)

    return answer


def _tally(parts: HttpParts) -> Tally:
    return LocalTally() if parts.shared_folder is None else SharedTally.in_folder(parts.shared_folder)


def _cors(origins: Sequence[str]) -> CORSConfig | None:
    if not origins:
        return None
    return CORSConfig(
        allow_origins=list(origins),
        allow_methods=["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"],
        allow_headers=["Authorization", "Content-Type", "If-Match", "If-None-Match", "Idempotency-Key"],
        expose_headers=["ETag", "Link", "Location", "X-Correlation-Id", "Retry-After", "RateLimit"],
    )
