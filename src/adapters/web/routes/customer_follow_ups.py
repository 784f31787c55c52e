"""What is due to a customer: done, put off; and telling that letters no longer reach it."""

from collections.abc import Mapping
from uuid import UUID

from litestar import get, post
from litestar.params import FromPath

from adapters.web.activity_desk import place_of
from adapters.web.customer_form import by_field
from adapters.web.errors import status_of
from adapters.web.follow_up_words import due_in_words, reason_of, title_of
from adapters.web.notice import Notice
from adapters.web.paths import local
from adapters.web.routes.customer_detail import detail_page
from adapters.web.routes.here import Form, Here, Page, customer_id_of
from adapters.web.visit import Visit
from adapters.web.whom import Whom
from crm_core.domain.customers.contactability import FORM, Cause
from crm_core.domain.customers.customer import Contactability
from crm_core.domain.customers.refusals import CustomerIsArchived
from crm_core.domain.days import end_of
from crm_core.domain.fields.kinds import Choice, Day, Text
from crm_core.domain.fields.record import Member, Record
from crm_core.domain.follow_ups.follow_up import FollowUp, FollowUpId, State
from crm_core.domain.refusals import Conflict, Invalid, NotFound, Outdated, Refusal
from crm_core.queries.customer_by_id import customer_by_id
from crm_core.queries.engaged_parties import engaged_parties
from crm_core.queries.follow_ups import follow_up_by_id, may_take_up
from crm_core.use_cases.customers.record_contactability import RecordContactability, record_contactability
from crm_core.use_cases.follow_ups.complete_follow_up import CompleteFollowUp, complete_follow_up
from crm_core.use_cases.follow_ups.resume_follow_up import ResumeFollowUp, resume_follow_up
from crm_core.use_cases.follow_ups.snooze_follow_up import SnoozeFollowUp, snooze_follow_up
from crm_core.use_cases.perform import perform

_LATER = Record(
    (Member("until", Day(), required=True), Member("reason", Text(500, min_length=3), required=True))
)
OUTCOMES = ("REACHED", "NOT_REACHED", "NOT_NEEDED")  # what a person may say of it; activities say more
_DONE = Record((Member("outcome", Choice(OUTCOMES)), Member("note", Text(4000, min_length=0))))


@get("/follow-ups/{follow_up_id:str}", sync_to_thread=True)
def follow_up(visit: Here, follow_up_id: FromPath[str]) -> Page:
    return _form(visit, _found(visit, follow_up_id), {})


@post("/follow-ups/{follow_up_id:str}/complete", sync_to_thread=True)
def complete(visit: Here, follow_up_id: FromPath[str], form: Form) -> Page:
    found = _found(visit, follow_up_id)
    try:
        read = _DONE.read({"outcome": form.text("outcome"), "note": form.text("note")})
        outcome, note = (None if value is None else str(value) for value in read.values())
        command = CompleteFollowUp(found.id, outcome, note, form.number("version"))
        perform(complete_follow_up, command, actor=visit.actor, world=visit.world)
    except (Invalid, Conflict, Outdated) as refusal:
        return _form(visit, found, form.values, refusal)
    return _back(visit, found, "notice.follow-up-done", form.text("back"))


@post("/follow-ups/{follow_up_id:str}/snooze", sync_to_thread=True)
def snooze(visit: Here, follow_up_id: FromPath[str], form: Form) -> Page:
    found = _found(visit, follow_up_id)
    try:
        read = _LATER.read({"until": form.text("until"), "reason": form.text("reason")})
        until = end_of(read["until"])  # type: ignore[arg-type]  # a day, by its kind
        command = SnoozeFollowUp(found.id, until, str(read["reason"]), form.number("version"))
        perform(snooze_follow_up, command, actor=visit.actor, world=visit.world)
    except (Invalid, Conflict, Outdated) as refusal:
        return _form(visit, found, form.values, refusal)
    return _back(visit, found, "notice.follow-up-later", form.text("back"))


@post("/follow-ups/{follow_up_id:str}/resume", sync_to_thread=True)
def resume(visit: Here, follow_up_id: FromPath[str], form: Form) -> Page:
    found = _found(visit, follow_up_id)
    try:
        command = ResumeFollowUp(found.id, form.number("version"))
        perform(resume_follow_up, command, actor=visit.actor, world=visit.world)
    except (Conflict, Outdated) as refusal:
        return _form(visit, found, form.values, refusal)
    return _back(visit, found, "notice.follow-up-runs", form.text("back"))


@post("/customers/{customer_id:str}/contactability", sync_to_thread=True)
def tell_bounce(visit: Here, customer_id: FromPath[str], form: Form) -> Page:
    """Somebody learned that letters come back; what has to happen then opens by itself."""
    place = customer_id_of(customer_id)
    read = FORM.read({"status": form.text("status"), "cause": str(Cause.REPORTED)})
    status = Contactability(str(read["status"]))
    command = RecordContactability(place, status, Cause.REPORTED, form.number("version"))
    try:
        perform(record_contactability, command, actor=visit.actor, world=visit.world)
    except (Conflict, Outdated) as refusal:
        reading = customer_by_id(place, actor=visit.actor, world=visit.world)
        return detail_page(
            visit, reading, refusal=refusal, status=412 if isinstance(refusal, Outdated) else 409
        )
    return visit.moved(f"/customers/{place}", notice=Notice("notice.reach-told"))


def _found(visit: Visit, follow_up_id: str) -> FollowUp:
    try:
        return follow_up_by_id(FollowUpId(UUID(follow_up_id)), actor=visit.actor, world=visit.world)
    except ValueError:
        raise NotFound from None


def _back(visit: Visit, found: FollowUp, told: str, back: str | None) -> Page:
    """To the list that one came from; else to the party."""
    where = f"{place_of(found.party)}#due" if back is None else local(back)
    return visit.moved(where, notice=Notice(told, {"title": title_of(visit, found.rule)}))


def _form(visit: Visit, found: FollowUp, values: Mapping[str, str], refusal: Refusal | None = None) -> Page:
    status = 200 if refusal is None else status_of(refusal)
    whom = Whom.of(visit, found.party)
    response = visit.page(
        "customers/follow_up_form.html" if visit.is_partial else "customers/follow_up.html",
        status,
        follow_up=found,
        title=title_of(visit, found.rule),
        due=due_in_words(visit, found, visit.world.clock.now()),
        reason=reason_of(visit, found),
        outcomes=OUTCOMES,
        may_change=may_take_up(found, actor=visit.actor, world=visit.world),
        may_log=_may_log(visit, found),
        whom=whom,
        place=place_of(found.party),
        back=values.get("back") or visit.request.query_params.get("back", ""),
        values={name: values.get(name, "") for name in ("outcome", "note", "until", "reason")},
        errors=by_field(() if refusal is None else refusal.errors),
        trouble=_trouble(whom, refusal),
    )
    response.headers["x-form-again"] = "yes"
    return response


def _trouble(whom: Whom, refusal: Refusal | None) -> str | None:
    """The code of what stands in the way of all of it."""
    if whom.is_archived:
        return CustomerIsArchived.code
    return None if refusal is None or refusal.errors else refusal.code


def _may_log(visit: Visit, found: FollowUp) -> bool:
    """Whether there is an activity that would complete it, while it waits."""
    rule = visit.world.follow_up_rules.get(found.rule)
    fits = rule is not None and bool(rule.completed_by) and found.state is State.OPEN
    return fits and bool(engaged_parties([found.party], actor=visit.actor, world=visit.world))
