"""What an endpoint declares: one value from which it is routed, checked and documented."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from enum import Enum
from typing import Any, Protocol

from attrs import define, frozen

from adapters.http.circumstances import Circumstances
from adapters.http.query import Query
from crm_core.domain.access.actor import Actor
from crm_core.domain.activities.listing import ActivitySlice
from crm_core.domain.customers.listing import CustomerColumns, CustomerSlice
from crm_core.domain.fields.kinds import Identity, Kind
from crm_core.domain.fields.record import Record
from crm_core.domain.ids import CustomerId
from crm_core.domain.leads.listing import LeadColumns, LeadSlice
from crm_core.domain.party import LeadId
from crm_core.ports.once import Answer
from crm_core.ports.world import World


class Work(Enum):
    """The class of an endpoint: which threads do it, and which rate limit counts it."""

    READ = "reads"
    COMMAND = "writes"


class Condition(Enum):
    """What a change asks of `If-Match`."""

    NONE = "none"
    HONOURED = "honoured"
    REQUIRED = "required"


@define
class Call:
    """One authenticated request, read and checked."""

    world: World
    actor: Actor
    about: Circumstances
    path: str
    query_string: bytes
    places: Mapping[str, Any]
    query: Mapping[str, Any]
    raw_body: bytes = b""
    body: Any = None

    @property
    def headers(self) -> Mapping[str, str]:
        return self.about.headers

    @property
    def lead_id(self) -> LeadId:
        return LeadId(self.places["leadId"])

    @property
    def customer_id(self) -> CustomerId:
        return CustomerId(self.places["customerId"])


@frozen
class Place:
    """A variable part of a path."""

    name: str
    kind: Kind = Identity()


@frozen
class Success:
    """One of the answers that an endpoint gives when it does what it was asked."""

    status: int
    says: str
    # What is answered; a name is that of a component of the endpoint.
    form: type | str | None = None
    headers: tuple[str, ...] = ()
    example: object = None
    # Other media types in which it may be asked for.
    papers: tuple[str, ...] = ()


class CustomerPages(Protocol):
    """`CustomerReadings.page`, asked without holding a thread."""

    async def __call__(self, actor: Actor, wanted: CustomerSlice, /) -> CustomerColumns: ...


class ActivityPages(Protocol):
    """`ActivityReadings.page` in rows as `ActivityRow` has them, asked without holding a thread."""

    async def __call__(self, actor: Actor, wanted: ActivitySlice, /) -> Sequence[Sequence[Any]] | None: ...


class LeadPages(Protocol):
    """`LeadReadings.page`, asked without holding a thread."""

    async def __call__(self, actor: Actor, wanted: LeadSlice, /) -> LeadColumns: ...


@frozen
class AsyncPages:
    """The lists that are asked for on the event loop."""

    customers: CustomerPages
    activities: ActivityPages
    leads: LeadPages


class OnLoop(Protocol):
    """Does synchronous work on the event loop, which serves others while it waits for the database."""

    def __call__(self, work: Callable[[], Answer], /) -> Awaitable[Answer]: ...


@frozen(kw_only=True)
class Endpoint:
    """One operation."""

    method: str
    path: str
    operation: str
    title: str
    says: str = ""
    tag: str
    run: Callable[[Call], Answer]
    work: Work
    success: tuple[Success, ...]
    refusals: tuple[int, ...] = ()
    places: tuple[Place, ...] = ()
    query: Query = Query()
    body: Record | None = None
    body_example: object = None
    body_optional: bool = False
    # Schemas by the names under which bodies and answers refer to them.
    components: Mapping[str, Any] = {}
    patch: bool = False
    condition: Condition = Condition.NONE
    once: bool = False
    # So short between its waits for the database that the event loop may do it, where that is offered.
    brief: bool = False
    # The setting that switches it off; then it is as if it did not exist.
    feature: str | None = None
    # The same answer without a thread, where the world can be asked for pages in this way.
    hot: Callable[[Call, AsyncPages], Awaitable[Answer]] | None = None
