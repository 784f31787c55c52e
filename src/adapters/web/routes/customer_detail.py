"""One customer: what we know, where it hangs in a chain, and what the reader may do with it."""

from collections.abc import Sequence
from datetime import date, datetime

from attrs import frozen
from litestar import get
from litestar.params import FromPath

from adapters.web.chain_words import chain_view
from adapters.web.customer_fields import FEATURE, Fields
from adapters.web.customer_state import CustomerState
from adapters.web.customer_surroundings import surroundings
from adapters.web.lately import remembering
from adapters.web.routes.customer_timeline import groups_offered, timeline_rows
from adapters.web.routes.here import Here, Page, customer_id_of
from adapters.web.visit import Visit
from crm_core.domain.access.reach import SiblingRows
from crm_core.domain.access.role import Role
from crm_core.domain.customers.customer import RESTORABLE_FOR, CoveragePolicy, Customer
from crm_core.domain.days import end_of, local_day
from crm_core.domain.fields.faults import Faults
from crm_core.domain.fields.kinds import Day
from crm_core.domain.refusals import NotFound, Refusal
from crm_core.ports.customer_readings import Reading
from crm_core.queries.customer_access import Standing, standing_on
from crm_core.queries.customer_by_id import customer_by_id
from crm_core.queries.customer_fields import customer_fields
from crm_core.queries.explain_access import EXPLAINED_TO
from crm_food_pack.domain.samples.sample import Sample

MAY_REASSIGN = (Role.TEAM_LEAD, Role.MANAGER, Role.ADMIN)
_SIBLING = SiblingRows.__name__
_LOCATIONS = 12  # shown on the page; the rest is a list of its own


@frozen
class Family:
    """The chain around a customer, as far as the reader sees it."""

    chain: Customer | None
    locations: Sequence[Customer]
    has_more: bool


@get("/customers/{customer_id:str}", sync_to_thread=True)
def customer_detail(visit: Here, customer_id: FromPath[str]) -> Page:
    reading = customer_by_id(customer_id_of(customer_id), actor=visit.actor, world=visit.world)
    page = detail_page(visit, reading, day=_day(visit))
    return visit.with_cookie(page, *remembering(visit, reading.customer.id))


def detail_page(
    visit: Visit,
    reading: Reading,
    *,
    refusal: Refusal | None = None,
    status: int = 200,
    day: date | None = None,
) -> Page:
    """The customer as it stands; the fields as they stood at the end of `day`, where one is given."""
    customer, standing = reading.customer, standing_on(reading)
    around = surroundings(visit, customer)
    return visit.page(
        "customers/detail.html",
        status,
        reading=reading,
        customer=customer,
        standing=standing,
        place=f"/customers/{customer.id}",
        **_in_its_chain(visit, customer, standing),
        **_known(visit, customer, around.samples, day),
        around=around,
        **_happened(visit, customer),
        refusal=refusal,
        may_reassign=may_reassign(visit, standing),
        may_explain=visit.actor.holds(*EXPLAINED_TO),
        restorable_until=_restorable_until(visit, customer),
    )


def _known(
    visit: Visit, customer: Customer, samples: Sequence[Sample], day: date | None
) -> dict[str, object]:
    """The fields and what they come to in a few words; of a past day only what was known then."""
    today = local_day(visit.world.clock.now())
    if not visit.offers(FEATURE):
        tiles = CustomerState(visit, customer, {}, samples, today).tiles()
        return {"field_groups": None, "tiles": tiles, "day": None, "today": today}
    as_of = None if day is None else end_of(day)
    reading = customer_fields(customer.id, as_of=as_of, actor=visit.actor, world=visit.world)
    fields, moved = Fields(visit, reading, is_past=day is not None), samples if day is None else ()
    state = CustomerState(visit, customer, reading.fields.plain(), moved, day or today)
    return {"field_groups": fields.groups(), "tiles": state.tiles(), "day": day, "today": today}


def _happened(visit: Visit, customer: Customer) -> dict[str, object]:
    """The newest part of the timeline, of all kinds."""
    rows, cursor = timeline_rows(visit, customer.id, customer.territory)
    return {
        "timeline": rows,
        "timeline_cursor": cursor,
        "timeline_group": "",
        "timeline_groups": groups_offered(visit),
    }


def _day(visit: Visit) -> date | None:
    """The past day whose fields are asked for; today and later mean what stands now."""
    asked = visit.request.query_params.get("as_of", "").strip()
    if not asked:
        return None
    faults = Faults()
    day = Day().parse(asked, "/as_of", faults)
    faults.refuse_if_any()
    return day if isinstance(day, date) and day < local_day(visit.world.clock.now()) else None


def may_reassign(visit: Visit, standing: Standing) -> bool:
    return standing.may_write and visit.actor.holds(*MAY_REASSIGN)


def _in_its_chain(visit: Visit, customer: Customer, standing: Standing) -> dict[str, object]:
    family = _family(visit, customer)
    return {
        "family": family,
        "rollup": chain_view(visit, customer),
        "may_engage": _may_engage(customer, standing, family),
    }


def _may_engage(customer: Customer, standing: Standing, family: Family) -> bool:
    """Whether the reader may log something here: also where those of the chain stand in for each other."""
    shared = family.chain is not None and family.chain.details.coverage_policy is CoveragePolicy.CHAIN_SHARED
    stands_in = shared and customer.details.parent_id is not None and _SIBLING in standing.by
    return customer.archived_at is None and (standing.may_write or stands_in)


def _family(visit: Visit, customer: Customer) -> Family:
    root = customer.chain_root_id
    if root is None:
        return Family(None, (), False)
    found = visit.world.customer_readings.locations(visit.actor, root, _LOCATIONS + 1)
    return Family(_chain(visit, customer), found[:_LOCATIONS], len(found) > _LOCATIONS)


def _chain(visit: Visit, customer: Customer) -> Customer | None:
    if customer.details.is_chain:
        return customer
    assert customer.details.parent_id is not None  # noqa: S101 - only chains and locations have a root
    try:
        return customer_by_id(customer.details.parent_id, actor=visit.actor, world=visit.world).customer
    except NotFound:
        return None


def _restorable_until(visit: Visit, customer: Customer) -> datetime | None:
    if customer.archived_at is None:
        return None
    until = customer.archived_at + RESTORABLE_FOR
    return until if visit.world.clock.now() < until else None
