"""Registering a lead and changing it: one form that says everything that is wrong with it at once."""

from collections.abc import Mapping

from attrs import frozen
from litestar import get, post
from litestar.params import FromPath

from adapters.web.conflict import compare
from adapters.web.customer_form import by_field
from adapters.web.lead_form import (
    FIELDS,
    NO_FORM,
    OVERRIDE,
    Trouble,
    compared_fields,
    in_words,
    shown,
    status_of,
    typed,
    written,
)
from adapters.web.notice import Notice
from adapters.web.routes.here import Form, Here, Page, lead_id_of
from adapters.web.seen_form import BASE, sealed, texts_seen
from adapters.web.visit import Visit
from crm_core.domain.access.policy import Operation
from crm_core.domain.leads.admittance import OVERRIDE_ANYTHING
from crm_core.domain.leads.lead import Lead, Phase
from crm_core.domain.leads.lifecycle import refuse_if_over
from crm_core.domain.leads.refusals import (
    CustomerExists,
    DuplicateIsSuspected,
    LeadIsProtectedElsewhere,
    RegistrationIsTooEarly,
)
from crm_core.domain.refusals import Conflict, Invalid, NotAllowed, Outdated, Refusal, TooOften
from crm_core.queries.lead_by_id import LeadSeen, lead_by_id
from crm_core.queries.lead_rights import lead_rights
from crm_core.use_cases.leads.register_lead import RegisterLead, register_lead
from crm_core.use_cases.leads.update_lead import UpdateLead, update_lead
from crm_core.use_cases.perform import perform

CONTENDED = (LeadIsProtectedElsewhere, CustomerExists, RegistrationIsTooEarly)


@frozen
class _Filled:
    """A form as somebody filled it in, and what stands against it."""

    values: Mapping[str, str]
    refusal: Refusal | None = None
    version: int | None = None
    base: str = ""  # what stood in it at first, sealed


@get("/leads/new", sync_to_thread=True)
def new_lead(visit: Here) -> Page:
    actor = visit.actor
    if not visit.may.register_leads:
        raise NotAllowed(action="register", resource="lead")
    blank = {
        **NO_FORM,
        "territory": _only(actor.territories) or visit.site.parts.territories[0],
        "region": _only(actor.regions),
    }
    return _form(visit, _Filled(blank))


@post("/leads/new", sync_to_thread=True)
def register(visit: Here, form: Form) -> Page:
    values = typed(form.values)
    command = RegisterLead({k: v for k, v in written(values, visit.tongue).items() if v is not None})
    try:
        lead = perform(register_lead, command, actor=visit.actor, world=visit.world)
    except (Invalid, Conflict, TooOften) as refusal:
        return _form(visit, _Filled(values, refusal))
    key = "notice.lead-reserved" if lead.phase is Phase.RESERVED else "notice.lead-registered"
    return visit.moved(f"/leads/{lead.id}", notice=Notice(key, {"name": lead.details.company_name}))


@get("/leads/{lead_id:str}/edit", sync_to_thread=True)
def edit_lead(visit: Here, lead_id: FromPath[str]) -> Page:
    seen = _editable(visit, lead_id)
    refuse_if_over(seen.lead, seen.now)
    values = shown(seen.lead, visit.tongue)
    base = sealed(visit, str(seen.lead.id), compared_fields(values))
    return _form(visit, _Filled(values, version=seen.lead.version, base=base), seen.lead)


@post("/leads/{lead_id:str}/edit", sync_to_thread=True)
def change_lead(visit: Here, lead_id: FromPath[str], form: Form) -> Page:
    values, version = typed(form.values), form.number("version")
    seen = _editable(visit, lead_id)
    command = UpdateLead(seen.lead.id, written(values, visit.tongue, before=seen.lead), version)
    try:
        lead = perform(update_lead, command, actor=visit.actor, world=visit.world)
    except (Invalid, Conflict, TooOften) as refusal:
        return _form(visit, _Filled(values, refusal, version, form.values.get(BASE, "")), seen.lead)
    except Outdated:
        return _conflict(visit, _editable(visit, lead_id).lead, values, form.values.get(BASE, ""))
    begins = seen.lead.phase is Phase.RESERVED and lead.phase is Phase.RUNNING
    key = "notice.lead-registered" if begins else "notice.lead-changed"
    return visit.moved(f"/leads/{lead.id}", notice=Notice(key, {"name": lead.details.company_name}))


def _editable(visit: Visit, lead_id: str) -> LeadSeen:
    seen = lead_by_id(lead_id_of(lead_id), actor=visit.actor, world=visit.world)
    if not lead_rights(seen.reading).write:
        raise NotAllowed(action=str(Operation.WRITE), resource="lead", resource_id=lead_id)
    return seen


def _conflict(visit: Visit, lead: Lead, typed_in: Mapping[str, str], base: str) -> Page:
    """Both versions, for whoever was slower to choose from."""
    mine, theirs = compared_fields(typed_in), compared_fields(shown(lead, visit.tongue))
    of = str(lead.id)
    return visit.page(
        "leads/conflict.html",
        412,
        lead=lead,
        comparison=compare(base=texts_seen(visit, of, base, FIELDS), mine=mine, theirs=theirs),
        mine=mine,
        theirs=theirs,
        base=sealed(visit, of, theirs),
        reason=typed_in[OVERRIDE],
        words=lambda field, value: in_words(field, value, visit.tongue),
    )


def _only(claim: frozenset[str] | None) -> str:
    """Somebody who works in one place need not name it."""
    return next(iter(claim)) if claim is not None and len(claim) == 1 else ""


def _trouble(visit: Visit, filled: _Filled) -> Trouble | None:
    refusal = filled.refusal
    if refusal is None or isinstance(refusal, Invalid):
        return None
    if isinstance(refusal, DuplicateIsSuspected):
        found = refusal.facts["candidates"]
        return Trouble(refusal, may_override=True, candidates=tuple(found))  # type: ignore[arg-type]  # as it is told
    overrides = isinstance(refusal, CONTENDED) and visit.actor.holds(*OVERRIDE_ANYTHING)
    return Trouble(refusal, may_override=overrides)


def _form(visit: Visit, filled: _Filled, lead: Lead | None = None) -> Page:
    refusal = filled.refusal
    return visit.page(
        "leads/form.html",
        200 if refusal is None else status_of(refusal),
        lead=lead,
        values=filled.values,
        version=filled.version,
        base=filled.base,
        errors=by_field(() if refusal is None else refusal.errors),
        trouble=_trouble(visit, filled),
        territories=visit.site.parts.territories,
        is_reserved=lead is not None and lead.phase is Phase.RESERVED,
    )
