"""Asking for a sample: a kit or a choice of one's own, with allergens, for a customer or a lead."""

from collections.abc import Mapping
from uuid import UUID

from litestar import get, post

from adapters.web.customer_choice import customers_found
from adapters.web.notice import Notice
from adapters.web.routes.here import Form, Here, Page
from adapters.web.sample_form import OWN, QUANTITY, at_inputs, blank, typed, wish
from adapters.web.sample_words import FEATURE, SampleWords, party_path
from adapters.web.visit import Visit
from crm_core.domain.customers.customer import Contactability
from crm_core.domain.days import local_day
from crm_core.domain.ids import CustomerId
from crm_core.domain.party import LeadId, Party
from crm_core.domain.refusals import Conflict, Invalid, NotAllowed, NotFound, Refusal
from crm_core.queries.effective_settings import effective_settings
from crm_core.queries.engagement import Engagement, engagement
from crm_core.use_cases.perform import perform
from crm_food_pack.domain.samples.assortment import Category
from crm_food_pack.domain.samples.settings import DEFAULT_KIT
from crm_food_pack.use_cases.samples.request_sample import RequestSample, request_sample


@get("/samples/new", sync_to_thread=True)
def new_sample(visit: Here) -> Page:
    visit.refuse_unless_offered(FEATURE)
    asked = visit.request.query_params
    if not (asked.get("customer") or asked.get("lead")):
        return _choice(visit, asked.get("q", ""))
    whom = _whom(visit, asked)
    whom.refuse_unless_open("request", "sample")
    return _form(visit, whom, blank(whom.customer, _default_kit(visit)))


@post("/samples/new", sync_to_thread=True)
def ask_for_sample(visit: Here, form: Form) -> Page:
    visit.refuse_unless_offered(FEATURE)
    whom, goods = _whom(visit, form.values), SampleWords.of(visit).goods
    values = typed(form.values, goods)
    command = RequestSample(wish(values, whom.party, goods, visit.tongue))
    try:
        made = perform(request_sample, command, actor=visit.actor, world=visit.world)
    except (Invalid, Conflict, NotAllowed) as refusal:
        return _form(visit, whom, values, refusal)
    return visit.moved(
        f"/samples/{made.sample.id}", notice=Notice("notice.sample-requested", {"name": whom.name})
    )


def _whom(visit: Visit, asked: Mapping[str, str]) -> Engagement:
    """One that does not exist and one that the reader does not see are alike."""
    try:
        if lead := asked.get("lead"):
            party = Party(lead_id=LeadId(UUID(lead)))
        else:
            party = Party(CustomerId(UUID(asked.get("customer", ""))))
    except ValueError:
        raise NotFound from None
    return engagement(party, actor=visit.actor, world=visit.world)


def _default_kit(visit: Visit) -> str:
    (found,) = effective_settings([DEFAULT_KIT], actor=visit.actor, world=visit.world)
    return str(found.value)


def _choice(visit: Visit, text: str) -> Page:
    if not visit.may.engage:
        raise NotAllowed(action="request", resource="sample")
    return visit.page(
        "samples/choice_found.html" if visit.is_partial else "samples/choice.html",
        q=text,
        found=customers_found(visit, text),
    )


def _form(visit: Visit, whom: Engagement, values: Mapping[str, str], refusal: Refusal | None = None) -> Page:
    words = SampleWords.of(visit)
    status = (
        200 if refusal is None else 400 if refusal.errors else 409 if isinstance(refusal, Conflict) else 403
    )
    customer = whom.customer
    return visit.page(
        "samples/new.html",
        status,
        whom=whom,
        place=party_path(whom.party),
        values=values,
        errors=at_inputs(() if refusal is None else refusal.errors, values, words.goods),
        trouble=None if refusal is None or refusal.errors else refusal.code,
        words=words,
        kits=words.goods.kits.values(),
        shelves=[
            (category, [one for one in words.goods.products.values() if one.category is category])
            for category in Category
        ],
        own=OWN,
        quantity=QUANTITY,
        today=local_day(visit.world.clock.now()),
        is_unreachable=customer is not None and customer.contactability is Contactability.HARD_BOUNCE,
    )
