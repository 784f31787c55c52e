"""Logging an activity: with whom it was, of which kind, how it went; a plain form that a thumb can fill."""

from collections.abc import Mapping

from litestar import get, post

from adapters.web.activity_deed import logged_notice
from adapters.web.activity_desk import PATH, LogDesk
from adapters.web.activity_form import ADD, DROP, entry_of
from adapters.web.customer_choice import party_of
from adapters.web.customer_form import by_field
from adapters.web.lately import remembering, worked_with
from adapters.web.routes.here import Form, Here, Page
from adapters.web.sent_once import new_sending, perform_once
from adapters.web.trouble import trouble_in
from adapters.web.visit import Visit
from crm_core.domain.activities.activity_type import NOTE, OCCURRED_AT
from crm_core.domain.customers.listing import CustomerFilter, CustomerSlice
from crm_core.domain.fields.kinds import zulu
from crm_core.domain.party import Party
from crm_core.domain.refusals import Conflict, Invalid, NotAllowed, Refusal
from crm_core.queries.engaged_parties import engaged_parties
from crm_core.queries.list_customers import list_customers
from crm_core.queries.party_names import party_names
from crm_core.use_cases.activities.log_activity import LogActivity, log_activity

_LOOK = "_look"  # of a form that is not sent yet: only its kind was changed
_LONGEST, _FOUND = 200, 12


@get("/activities/new", sync_to_thread=True)
def new_activity(visit: Here) -> Page:
    desk = LogDesk.of(visit)
    if desk.whom is None:
        return _choose(visit, desk)
    desk.whom.refuse_unless_open("log", "activity")
    return _form(desk, desk.begun())


@post("/activities/new", sync_to_thread=True)
def keep_activity(visit: Here, form: Form) -> Page:
    desk = LogDesk.of(visit)
    form_of = desk.form()
    if desk.whom is None or form_of is None or _LOOK in form.values:
        return _look(visit, desk, form.values)
    typed = form_of.typed(form.values)
    if ADD in form.values or DROP in form.values:
        return _form(desk, typed, growing=form.values.get(ADD))
    command = LogActivity(entry_of(desk.whom.party, form_of.kind, typed))
    try:
        notice = perform_once(
            log_activity,
            command,
            visit=visit,
            form=form,
            route=f"form {PATH}",
            told=lambda logged: logged_notice(visit, logged),
        )
    except (Invalid, Conflict) as refusal:
        return _form(desk, typed, refusal=refusal)
    done, customer = visit.moved(desk.back, notice=notice), desk.whom.party.customer_id
    return done if customer is None else visit.with_cookie(done, *remembering(visit, customer))


def _look(visit: Visit, desk: LogDesk, posted: Mapping[str, str]) -> Page:
    """The form of another kind; what both kinds know stays as it was typed."""
    if desk.whom is None:
        return _choose(visit, desk)
    form_of = desk.form()
    typed = {} if form_of is None else form_of.typed(posted)
    kept = {key: value for key, value in typed.items() if value is not None}
    common = {name: posted[name] for name in (NOTE.key,) if posted.get(name)}
    return _form(desk, {**desk.begun(), **common, **kept})


def _choose(visit: Visit, desk: LogDesk) -> Page:
    """Whom it was with: the last ones first, the others by name."""
    if not visit.may.engage:
        raise NotAllowed(action="log", resource="activity")
    q = visit.request.query_params.get("q", "").replace("\0", "").strip()[:_LONGEST]
    lately = [] if q else [Party(one) for one in worked_with(visit)]
    wanted = CustomerFilter(q=q) if q else CustomerFilter(owner=visit.actor.user)
    found = list_customers(
        CustomerSlice(wanted, limit=_FOUND),
        cursor=None,
        actor=visit.actor,
        world=visit.world,
    )
    parties = [*lately, *map(party_of, found.rows)]
    engaged = engaged_parties(parties, actor=visit.actor, world=visit.world)
    names = party_names(engaged.intersection(lately), actor=visit.actor, world=visit.world)
    return visit.page(
        "activities/whom_list.html" if visit.is_partial else "activities/whom.html",
        desk=desk,
        q=q,
        lately=[(str(one.customer_id), names[one]) for one in lately if one in names],
        found=[row for row in found.rows if party_of(row) in engaged.difference(names)],
        has_more=found.next_cursor is not None,
    )


def _form(
    desk: LogDesk,
    values: Mapping[str, object],
    *,
    refusal: Refusal | None = None,
    growing: str | None = None,
) -> Page:
    visit, form_of = desk.visit, desk.form()
    status = 200 if refusal is None else 400 if isinstance(refusal, Invalid) else 409
    errors = by_field(() if refusal is None else refusal.errors)
    response = visit.page(
        "activities/form.html" if visit.is_partial else "activities/new.html",
        status,
        desk=desk,
        whom=desk.whom,
        picks=desk.picks(),
        errors=errors,
        trouble=trouble_in(visit, refusal),
        sending=new_sending(visit),
        promise=desk.promise(),
        shown=None if form_of is None else form_of.shown(_timed(desk, values), errors, growing=growing),
    )
    response.headers["x-form-again"] = "yes"
    return response


def _timed(desk: LogDesk, values: Mapping[str, object]) -> Mapping[str, object]:
    """It happened just now, unless somebody says otherwise."""
    said = values.get(OCCURRED_AT.key) or zulu(desk.visit.world.clock.now())
    return {**values, OCCURRED_AT.key: said}
