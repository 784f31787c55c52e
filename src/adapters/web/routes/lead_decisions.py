"""What is decided on a lead by one press: a hold ends or is decided on, an activity confirmed, help ended."""

from collections.abc import Callable
from uuid import UUID

from litestar import post
from litestar.params import FromPath

from adapters.web.notice import Notice
from adapters.web.paths import local
from adapters.web.posted import Posted
from adapters.web.routes.here import Form, Here, Page, lead_id_of
from adapters.web.routes.lead_detail import refused_page
from adapters.web.visit import Visit
from crm_core.domain.ids import UserId
from crm_core.domain.leads.recorded import HoldId, HoldState, LeadActivityId
from crm_core.domain.party import LeadId
from crm_core.domain.refusals import Conflict, NotFound, Outdated
from crm_core.use_cases.leads.confirm_lead_activity import ConfirmLeadActivity, confirm_lead_activity
from crm_core.use_cases.leads.decide_hold import DecideHold, decide_hold
from crm_core.use_cases.leads.end_hold import EndHold, end_hold
from crm_core.use_cases.leads.set_collaborator import SetCollaborator, set_collaborator
from crm_core.use_cases.perform import perform

APPROVE = "approve"


@post("/leads/{lead_id:str}/holds/{hold_id:str}/end", sync_to_thread=True)
def end_one_hold(visit: Here, lead_id: FromPath[str], hold_id: FromPath[str], form: Form) -> Page:
    command = EndHold(lead_id_of(lead_id), HoldId(_id(hold_id)), form.number("version"))

    def deed() -> Notice:
        over = perform(end_hold, command, actor=visit.actor, world=visit.world)
        withdrawn = over.state_at(visit.world.clock.now()) is HoldState.WITHDRAWN
        return Notice("notice.lead-hold-withdrawn" if withdrawn else "notice.lead-hold-ended")

    return _done(visit, command.lead_id, form, deed)


@post("/leads/{lead_id:str}/holds/{hold_id:str}/decide", sync_to_thread=True)
def decide_on_hold(visit: Here, lead_id: FromPath[str], hold_id: FromPath[str], form: Form) -> Page:
    is_approval = form.text("decision") == APPROVE
    command = DecideHold(lead_id_of(lead_id), HoldId(_id(hold_id)), is_approval)

    def deed() -> Notice:
        perform(decide_hold, command, actor=visit.actor, world=visit.world)
        return Notice("notice.lead-hold-approved" if is_approval else "notice.lead-hold-rejected")

    return _done(visit, command.lead_id, form, deed)


@post("/leads/{lead_id:str}/activities/{activity_id:str}/confirm", sync_to_thread=True)
def confirm_activity(visit: Here, lead_id: FromPath[str], activity_id: FromPath[str], form: Form) -> Page:
    command = ConfirmLeadActivity(lead_id_of(lead_id), LeadActivityId(_id(activity_id)))

    def deed() -> Notice:
        perform(confirm_lead_activity, command, actor=visit.actor, world=visit.world)
        return Notice("notice.lead-activity-confirmed")

    return _done(visit, command.lead_id, form, deed)


@post("/leads/{lead_id:str}/collaborators/{user_id:str}/end", sync_to_thread=True)
def end_help(visit: Here, lead_id: FromPath[str], user_id: FromPath[str], form: Form) -> Page:
    user = UserId(_id(user_id))
    command = SetCollaborator(lead_id_of(lead_id), user, None, form.number("version"))

    def deed() -> Notice:
        perform(set_collaborator, command, actor=visit.actor, world=visit.world)
        return Notice("notice.lead-helper-gone", {"whom": visit.name_of(user) or ""})

    return _done(visit, command.lead_id, form, deed)


def _done(visit: Visit, lead_id: LeadId, form: Posted, deed: Callable[[], Notice]) -> Page:
    """Back to where the form stood; refused on the lead's own page, the reason stands on top of it."""
    back = form.text("back")
    try:
        told = deed()
    except (Conflict, Outdated) as refusal:
        if back is None:
            return refused_page(visit, lead_id, refusal)
        return visit.moved(local(back), notice=Notice(f"refusal.{refusal.code}", kind="trouble"))
    return visit.moved(f"/leads/{lead_id}" if back is None else local(back), notice=told)


def _id(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise NotFound from None
