"""One activity: what it says, how it was corrected, and taking it back with a reason."""

from collections.abc import Mapping
from uuid import UUID

from attrs import frozen
from litestar import get, post
from litestar.params import FromPath

from adapters.web.activity_choices import choices
from adapters.web.activity_deed import corrected_notice
from adapters.web.activity_desk import place_of
from adapters.web.activity_form import ActivityForm
from adapters.web.activity_versions import versions_in_words
from adapters.web.activity_words import colour_of, kind_called, outcome_called, sign_of, told
from adapters.web.customer_form import by_field
from adapters.web.notice import Notice
from adapters.web.routes.here import Form, Here, Page
from adapters.web.seen_form import BASE, sealed
from adapters.web.solving import About, Changing
from adapters.web.trouble import trouble_in
from adapters.web.values.filled_in import as_whole
from adapters.web.visit import Visit
from crm_core.domain.activities.activity import Activity, ActivityId, entry_record
from crm_core.domain.activities.activity_type import NOTE, OCCURRED_AT, ActivityType
from crm_core.domain.activities.reading import WITHDRAWAL
from crm_core.domain.activities.refusals import ActivityIsWithdrawn
from crm_core.domain.refusals import Conflict, Invalid, NotAllowed, NotFound, Outdated, Refusal
from crm_core.queries.activities import activity_by_id, activity_versions
from crm_core.queries.engagement import Engagement, engagement
from crm_core.use_cases.activities.correct_activity import CorrectActivity, correct_activity
from crm_core.use_cases.activities.withdraw_activity import WithdrawActivity, withdraw_activity
from crm_core.use_cases.perform import perform


@frozen
class _Change:
    """A correction in a form: on top of which version, and what stood there then, sealed."""

    version: int
    base: str


@frozen
class Opened:
    """An activity on the desk of somebody who sees it."""

    visit: Visit
    activity: Activity
    whom: Engagement
    kind: ActivityType | None

    @property
    def place(self) -> str:
        return f"/activities/{self.activity.id}"

    @property
    def refusal(self) -> Refusal | None:
        """Why this reader does not change it; None when they may."""
        try:
            self.activity.refuse_unless_correctable(self.visit.actor, self.visit.world.clock.now())
        except (NotAllowed, ActivityIsWithdrawn) as refusal:
            return refusal
        return None if self.whom.may_engage else NotAllowed(action="correct", resource="activity")

    def form(self) -> ActivityForm:
        if self.kind is None:
            raise NotFound
        party, territory = self.whom.party, self.whom.territory
        offered = choices(self.visit, self.kind, party, territory, of_any_status=True)
        return ActivityForm(self.visit, self.kind, territory, offered)


def _opened(visit: Visit, activity_id: str) -> Opened:
    try:
        found = activity_by_id(ActivityId(UUID(activity_id)), actor=visit.actor, world=visit.world)
    except ValueError:
        raise NotFound from None
    whom = engagement(found.party, actor=visit.actor, world=visit.world)
    return Opened(visit, found, whom, visit.world.activity_types.types.get(found.entry.kind))


@get("/activities/{activity_id:str}", sync_to_thread=True)
def activity(visit: Here, activity_id: FromPath[str]) -> Page:
    opened = _opened(visit, activity_id)
    versions = activity_versions(opened.activity.id, actor=visit.actor, world=visit.world)
    pointed = {} if opened.kind is None else opened.form().offered
    kind, outcome = opened.activity.entry.kind, opened.activity.outcome
    return visit.page(
        "activities/one.html",
        opened=opened,
        activity=opened.activity,
        whom=opened.whom,
        back=place_of(opened.whom.party),
        title=kind_called(visit, kind),
        sign=sign_of(kind),
        outcome=None if outcome is None else outcome_called(visit, kind, outcome),
        colour=colour_of(outcome),
        told=told(visit, opened.activity, opened.whom.territory, pointed),
        versions=versions_in_words(visit, versions, opened.whom.territory, pointed),
    )


@get("/activities/{activity_id:str}/correct", sync_to_thread=True)
def correction(visit: Here, activity_id: FromPath[str]) -> Page:
    opened = _opened(visit, activity_id)
    _refuse_if_fixed(opened)
    values, version = _recorded(opened), opened.activity.version
    return _form(opened, values, _Change(version, sealed(visit, str(opened.activity.id), _said(opened))))


@post("/activities/{activity_id:str}/correct", sync_to_thread=True)
def correct(visit: Here, activity_id: FromPath[str], form: Form) -> Page:
    opened = _opened(visit, activity_id)
    shape, change = opened.form(), _Change(form.number("version"), form.values.get(BASE, ""))
    typed: Mapping[str, object] = shape.typed(form.values)
    changing = Changing(visit, str(opened.activity.id), shape.shape, form.values)
    if changing.is_solving:
        chosen = changing.solved()
        typed = {key: chosen.get(key) if isinstance(chosen, Mapping) else None for key in typed}
    command = CorrectActivity(opened.activity.id, _patch(opened, typed), change.version)
    try:
        done = perform(correct_activity, command, actor=visit.actor, world=visit.world)
    except Outdated:
        return _conflict(changing, typed, _opened(visit, activity_id))
    except (Invalid, Conflict) as refusal:
        return _form(opened, typed, change, refusal)
    if done.activity.version == opened.activity.version:
        kind = kind_called(visit, done.activity.entry.kind)
        return visit.moved(opened.place, notice=Notice("notice.activity-unchanged", {"kind": kind}))
    return visit.moved(opened.place, notice=corrected_notice(visit, done))


@get("/activities/{activity_id:str}/withdraw", sync_to_thread=True)
def withdrawal(visit: Here, activity_id: FromPath[str]) -> Page:
    opened = _opened(visit, activity_id)
    _refuse_if_fixed(opened)
    return _reason(opened, "")


@post("/activities/{activity_id:str}/withdraw", sync_to_thread=True)
def withdraw(visit: Here, activity_id: FromPath[str], form: Form) -> Page:
    opened, reason = _opened(visit, activity_id), form.text("reason")
    try:
        read = WITHDRAWAL.read({"reason": reason})
        command = WithdrawActivity(opened.activity.id, str(read["reason"]), form.number("version"))
        perform(withdraw_activity, command, actor=visit.actor, world=visit.world)
    except (Invalid, Conflict, Outdated) as refusal:
        return _reason(opened, reason or "", refusal)
    return _gone(opened)


@post("/activities/{activity_id:str}/undo", sync_to_thread=True)
def undo_activity(visit: Here, activity_id: FromPath[str], form: Form) -> Page:  # noqa: ARG001 - asking for the form proves its token
    """Right after logging: it was a slip."""
    opened = _opened(visit, activity_id)
    command = WithdrawActivity(opened.activity.id, visit.say("activity.undone-because"))
    perform(withdraw_activity, command, actor=visit.actor, world=visit.world)
    return _gone(opened)


def _gone(opened: Opened) -> Page:
    kind = kind_called(opened.visit, opened.activity.entry.kind)
    return opened.visit.moved(
        place_of(opened.whom.party), notice=Notice("notice.activity-withdrawn", {"kind": kind})
    )


def _refuse_if_fixed(opened: Opened) -> None:
    if opened.refusal is not None:
        raise opened.refusal


def _recorded(opened: Opened) -> Mapping[str, object]:
    return {} if opened.kind is None else entry_record(opened.activity.entry, opened.kind)


def _said(opened: Opened) -> dict[str, object]:
    """What stands in the form of it."""
    recorded = _recorded(opened)
    return {one.key: recorded[one.key] for one in opened.form().shape.members if one.key in recorded}


def _conflict(changing: Changing, mine: Mapping[str, object], opened: Opened) -> Page:
    """Both corrections, for whoever was slower to choose from."""
    _refuse_if_fixed(opened)
    form, label = opened.form(), kind_called(opened.visit, opened.activity.entry.kind)
    about = About(
        at="customers" if opened.whom.customer else "leads",
        label=label,
        trail=(
            (opened.whom.name, place_of(opened.whom.party)),
            (label, opened.place),
            (opened.visit.say("activity.correct"), None),
        ),
        back=opened.place,
        version=opened.activity.version,
        called=form.called,
        words=form.words,
    )
    said = {key: value for key, value in mine.items() if value is not None}
    return changing.conflict(said, _said(opened), about)


def _patch(opened: Opened, typed: Mapping[str, object]) -> dict[str, object]:
    """A merge patch that leaves exactly what was typed."""
    recorded = _recorded(opened)
    assert opened.kind is not None  # noqa: S101 - without a kind there was no form
    kinds = {one.key: one.kind for one in (*opened.kind.content.members, OCCURRED_AT, NOTE)}
    return {key: as_whole(kinds[key], value, recorded.get(key)) for key, value in typed.items()}


def _status(refusal: Refusal | None) -> int:
    if refusal is None:
        return 200
    return 400 if isinstance(refusal, Invalid) else 412 if isinstance(refusal, Outdated) else 409


def _form(
    opened: Opened, values: Mapping[str, object], change: _Change, refusal: Refusal | None = None
) -> Page:
    errors = by_field(() if refusal is None else refusal.errors)
    response = opened.visit.page(
        "activities/correct.html",
        _status(refusal),
        opened=opened,
        activity=opened.activity,
        whom=opened.whom,
        title=kind_called(opened.visit, opened.activity.entry.kind),
        errors=errors,
        trouble=trouble_in(opened.visit, refusal),
        version=change.version,
        base=change.base,
        shown=opened.form().shown(values, errors),
    )
    response.headers["x-form-again"] = "yes"
    return response


def _reason(opened: Opened, reason: str, refusal: Refusal | None = None) -> Page:
    response = opened.visit.page(
        "activities/withdraw_form.html" if opened.visit.is_partial else "activities/withdraw.html",
        _status(refusal),
        opened=opened,
        activity=opened.activity,
        whom=opened.whom,
        title=kind_called(opened.visit, opened.activity.entry.kind),
        reason=reason,
        errors=by_field(() if refusal is None else refusal.errors),
        trouble=trouble_in(opened.visit, refusal, outdated="activity.outdated"),
    )
    response.headers["x-form-again"] = "yes"
    return response
