"""Leads: registering, listing, reading, changing; what protects them and why; who may see them."""

from datetime import datetime

from adapters.http.answers import json_answer
from adapters.http.conditions import entity, expected_version
from adapters.http.endpoint import AsyncPages, Call, Condition, Endpoint, Place, Success, Work
from adapters.http.idempotency import perform_once
from adapters.http.paging import CURSOR, LIMIT, page_answer
from adapters.http.patches import refuse_unfit
from adapters.http.query import Parameter, Query
from adapters.http.schemas import lead_examples as examples
from adapters.http.schemas.lead_derivation import DerivationForm
from adapters.http.schemas.leads import (
    ENCODER,
    LeadAccessForm,
    LeadForm,
    LeadItem,
    LeadPageForm,
    ProtectionForm,
    access_form,
    lead_form,
    protection_form,
)
from crm_core.domain.customers.list_query import MeOr
from crm_core.domain.fields.kinds import Choice, Instant, Text
from crm_core.domain.language import Language
from crm_core.domain.leads.derivation_json import write_derivation
from crm_core.domain.leads.form import CHANGES, NEW_LEAD
from crm_core.domain.leads.lead import Lead
from crm_core.domain.leads.listing import LeadFilter, LeadOrder, LeadSlice, LeadState
from crm_core.domain.leads.sentences import tell
from crm_core.ports.once import Answer
from crm_core.queries.lead_access import lead_access
from crm_core.queries.lead_by_id import lead_by_id
from crm_core.queries.lead_protection import Asked, lead_protection, lead_protection_why
from crm_core.queries.list_leads import LeadPage, list_leads, located, paged
from crm_core.use_cases.leads.register_lead import RegisterLead, register_lead
from crm_core.use_cases.leads.update_lead import UpdateLead, update_lead
from crm_core.use_cases.perform import perform

ALL = "/api/leads"
ONE = "/api/leads/{leadId}"
THE_LEAD = (Place("leadId"),)
FILTERS = Query(
    (
        Parameter("q", Text(200), "Words of the company or the city."),
        Parameter("state", Choice(tuple(LeadState)), "Only leads that are in this state now."),
        Parameter("owner", MeOr(), "Only the leads of this user; `me` is the caller."),
        Parameter("region", Text(50), "Only this region."),
        Parameter("lapsing_before", Instant(), "Only protected leads that will lapse before this instant."),
        Parameter("sort", Choice(tuple(LeadOrder)), "The order.", default=LeadOrder.COMPANY),
        LIMIT,
        CURSOR,
    )
)
_AS_OF = Parameter("as_of", Instant(), "The instant asked about; now, if none is named.")
_KNOWN_AT = Parameter("known_at", Instant(), "By what was recorded until then; everything, if not named.")
_LANG = Parameter("lang", Choice(tuple(Language)), "The language of the sentences.")


def shown(call: Call, lead: Lead, status: int = 200, *, at: str | None = None) -> Answer:
    """The full representation with its version."""
    body = ENCODER.encode(lead_form(lead, call.world.clock.now()))
    return entity(status, body, lead.version, location=at)


def version_of(call: Call) -> int | None:
    """The version that a change is meant for; only a list of several asks for the present one."""

    def present() -> int:
        return lead_by_id(call.lead_id, actor=call.actor, world=call.world).lead.version

    return expected_version(call.headers, present)


def _register(call: Call) -> Answer:
    return perform_once(
        register_lead,
        RegisterLead(call.body),
        call=call,
        route="POST " + ALL,
        render=lambda lead: shown(call, lead, 201, at=f"{ALL}/{lead.id}"),
    )


def _asked_for(call: Call) -> LeadSlice:
    asked = call.query
    wanted = LeadFilter(
        q=asked["q"],
        state=None if asked["state"] is None else LeadState(asked["state"]),
        owner=call.actor.user if asked["owner"] == MeOr.ME else asked["owner"],
        region=asked["region"],
        lapsing_before=asked["lapsing_before"],
    )
    return LeadSlice(call.world.clock.now(), wanted, LeadOrder(asked["sort"]), asked["limit"])


def _list(call: Call) -> Answer:
    wanted, cursor = _asked_for(call), call.query["cursor"]
    page = list_leads(wanted, cursor=cursor, actor=call.actor, world=call.world)
    return _page(call, page)


async def _list_hot(call: Call, pages: AsyncPages) -> Answer:
    """The list without a thread."""
    actor, seals = call.actor, call.world.seals
    wanted = located(_asked_for(call), cursor=call.query["cursor"], actor=actor, seals=seals)
    found = await pages.leads(actor, wanted)
    return _page(call, paged(found, wanted, actor=actor, seals=seals))


def _page(call: Call, page: LeadPage) -> Answer:
    items = list(map(LeadItem, *page.columns.told))
    body = ENCODER.encode({"items": items, "nextCursor": page.next_cursor})
    return page_answer(call, body, page.next_cursor)


def _show(call: Call) -> Answer:
    seen = lead_by_id(call.lead_id, actor=call.actor, world=call.world)
    body = ENCODER.encode(lead_form(seen.lead, seen.now, only_reserved=seen.only_reserved))
    return entity(200, body, seen.lead.version, known_to=call.headers)


def _update(call: Call) -> Answer:
    refuse_unfit(CHANGES, call.body)
    command = UpdateLead(call.lead_id, call.body, version_of(call))
    return shown(call, perform(update_lead, command, actor=call.actor, world=call.world))


def _asked(call: Call) -> Asked:
    as_of, known_at = call.query["as_of"], call.query["known_at"]
    assert as_of is None or isinstance(as_of, datetime)  # noqa: S101 - read by its kind
    return Asked(as_of, known_at)


def _protection(call: Call) -> Answer:
    protection = lead_protection(call.lead_id, _asked(call), actor=call.actor, world=call.world)
    return json_answer(200, ENCODER.encode(protection_form(protection)))


def _why(call: Call) -> Answer:
    derivation = lead_protection_why(call.lead_id, _asked(call), actor=call.actor, world=call.world)
    language = Language(call.query["lang"] or call.about.language)
    told = {**write_derivation(derivation), "lang": language, "sentences": tell(derivation, language).lines}
    return json_answer(200, ENCODER.encode(told))


def _access(call: Call) -> Answer:
    access = lead_access(call.lead_id, actor=call.actor, world=call.world)
    return json_answer(200, ENCODER.encode(access_form(access)))


_ETAG = ("ETag",)
_ONE = Success(200, "The lead.", LeadForm, _ETAG, examples.LEAD)
_MADE = ("ETag", "Location", "Idempotent-Replay")

ENDPOINTS = (
    Endpoint(
        method="POST",
        path=ALL,
        operation="registerLead",
        title="Register a lead",
        says=(
            "Complete with a contact or a documented first contact, it is protected from now on; with "
            "company and place alone it is a reservation. What is protected or bought elsewhere is "
            "refused with a date at most, never with a name."
        ),
        tag="leads",
        run=_register,
        work=Work.COMMAND,
        body=NEW_LEAD,
        body_example=examples.NEW,
        once=True,
        success=(Success(201, "The new lead.", LeadForm, _MADE, examples.LEAD),),
        refusals=(403, 409),
    ),
    Endpoint(
        method="GET",
        path=ALL,
        operation="listLeads",
        title="List leads",
        says="Only what the caller may see, in the states of this instant.",
        tag="leads",
        run=_list,
        hot=_list_hot,
        work=Work.READ,
        query=FILTERS,
        success=(Success(200, "One page.", LeadPageForm, ("Link",), examples.PAGE),),
    ),
    Endpoint(
        method="GET",
        path=ONE,
        operation="getLead",
        title="Read a lead",
        tag="leads",
        run=_show,
        work=Work.READ,
        places=THE_LEAD,
        success=(_ONE, Success(304, "Nothing new for this reader.", headers=_ETAG)),
        refusals=(404,),
    ),
    Endpoint(
        method="PATCH",
        path=ONE,
        operation="updateLead",
        title="Change a lead",
        says="A JSON Merge Patch. A reservation that gets a contact is registered, and protected from then.",
        tag="leads",
        run=_update,
        work=Work.COMMAND,
        places=THE_LEAD,
        body=CHANGES,
        body_example=examples.PATCH,
        patch=True,
        condition=Condition.HONOURED,
        success=(_ONE,),
        refusals=(403, 404, 409),
    ),
    Endpoint(
        method="GET",
        path=ONE + "/protection",
        operation="getLeadProtection",
        title="What protects a lead, at an instant",
        says="What was true at `as_of`, by what was known at `known_at`.",
        tag="leads",
        run=_protection,
        work=Work.READ,
        places=THE_LEAD,
        query=Query((_AS_OF, _KNOWN_AT)),
        success=(Success(200, "The verdict.", ProtectionForm, example=examples.PROTECTION),),
        refusals=(404,),
    ),
    Endpoint(
        method="GET",
        path=ONE + "/protection/why",
        operation="explainLeadProtection",
        title="Why a lead is protected, or is not",
        says="The derivation: every stretch of time with its cause, as data and as sentences.",
        tag="leads",
        run=_why,
        work=Work.READ,
        places=THE_LEAD,
        query=Query((_AS_OF, _KNOWN_AT, _LANG)),
        success=(Success(200, "The derivation.", DerivationForm, example=examples.DERIVATION),),
        refusals=(404,),
    ),
    Endpoint(
        method="GET",
        path=ONE + "/access",
        operation="explainLeadAccess",
        title="Who may see a lead, and by which rule",
        tag="leads",
        run=_access,
        work=Work.READ,
        places=THE_LEAD,
        success=(Success(200, "The rules that open it.", LeadAccessForm, example=examples.ACCESS),),
        refusals=(403, 404),
    ),
)
