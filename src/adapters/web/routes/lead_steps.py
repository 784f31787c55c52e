"""Steps on a lead: each a small form of its own, a dialog where there are scripts."""

from collections.abc import Mapping

from litestar import get, post
from litestar.params import FromPath

from adapters.web.customer_form import by_field
from adapters.web.lead_form import status_of
from adapters.web.lead_steps.all_steps import STEPS
from adapters.web.lead_steps.step import About, Step
from adapters.web.routes.here import Form, Here, Page, lead_id_of
from adapters.web.visit import Visit
from crm_core.domain.leads.lifecycle import refuse_unless_protected
from crm_core.domain.refusals import Conflict, Invalid, NotAllowed, NotFound, Outdated, Refusal
from crm_core.queries.lead_by_id import lead_by_id
from crm_core.queries.lead_rights import lead_rights


@get("/leads/{lead_id:str}/steps/{name:str}", sync_to_thread=True)
def lead_step(visit: Here, lead_id: FromPath[str], name: FromPath[str]) -> Page:
    about, step = _asked(visit, lead_id, name)
    if not step.is_offered(about):
        refuse_unless_protected(about.lead, about.now)
        raise NotAllowed(action=step.name, resource="lead", resource_id=lead_id)
    return _form(about, step, {})


@post("/leads/{lead_id:str}/steps/{name:str}", sync_to_thread=True)
def take_lead_step(visit: Here, lead_id: FromPath[str], name: FromPath[str], form: Form) -> Page:
    about, step = _asked(visit, lead_id, name)
    try:
        told = step.run(about, form.values, form.number("version"))
    except (Invalid, Conflict, Outdated) as refusal:
        about, step = _asked(visit, lead_id, name)
        return _form(about, step, form.values, refusal)
    return visit.moved(f"/leads/{about.lead.id}", notice=told)


def about_lead(visit: Visit, lead_id: str) -> About:
    seen = lead_by_id(lead_id_of(lead_id), actor=visit.actor, world=visit.world)
    return About(visit, seen, lead_rights(seen.reading))


def _asked(visit: Visit, lead_id: str, name: str) -> tuple[About, Step]:
    about = about_lead(visit, lead_id)
    if name not in STEPS:
        raise NotFound
    return about, STEPS[name]


def _form(about: About, step: Step, values: Mapping[str, str], refusal: Refusal | None = None) -> Page:
    visit = about.visit
    response = visit.page(
        "leads/step_form.html" if visit.is_partial else "leads/step.html",
        200 if refusal is None else status_of(refusal),
        lead=about.lead,
        step=step,
        place=f"/leads/{about.lead.id}",
        controls=step.controls(about, values),
        errors=by_field(() if refusal is None else refusal.errors),
        refusal=None if refusal is None or refusal.errors else refusal,
    )
    response.headers["x-form-again"] = "yes"
    return response
