"""Follow-ups: the work list, completing one, putting one off, letting one rest."""

from adapters.http.conditions import entity, expected_version
from adapters.http.endpoint import Call, Endpoint, Place, Success, Work
from adapters.http.idempotency import perform_once
from adapters.http.paging import CURSOR, LIMIT, page_answer
from adapters.http.query import Parameter, Query
from adapters.http.schemas.follow_up_examples import COMPLETION as COMPLETED
from adapters.http.schemas.follow_up_examples import FOLLOW_UP, PAGE
from adapters.http.schemas.follow_up_examples import PAUSE as PAUSED
from adapters.http.schemas.follow_up_examples import SNOOZE as SNOOZED
from adapters.http.schemas.follow_ups import ENCODER, FollowUpForm, FollowUpPageForm, follow_up_form
from crm_core.domain.customers.list_query import MeOr
from crm_core.domain.fields.kinds import Choice, Identity, Text
from crm_core.domain.follow_ups.follow_up import Badge, FollowUp, FollowUpId, State
from crm_core.domain.follow_ups.form import COMPLETION, PAUSE, SNOOZE
from crm_core.domain.follow_ups.listing import FollowUpFilter
from crm_core.ports.once import Answer
from crm_core.queries.follow_ups import follow_up_by_id, list_follow_ups
from crm_core.use_cases.follow_ups.complete_follow_up import CompleteFollowUp, complete_follow_up
from crm_core.use_cases.follow_ups.pause_follow_up import PauseFollowUp, pause_follow_up
from crm_core.use_cases.follow_ups.resume_follow_up import ResumeFollowUp, resume_follow_up
from crm_core.use_cases.follow_ups.snooze_follow_up import SnoozeFollowUp, snooze_follow_up

ALL = "/api/follow-ups"
ONE = "/api/follow-ups/{followUpId}"
THE_FOLLOW_UP = (Place("followUpId"),)
FILTERS = Query(
    (
        Parameter("owner", MeOr(), "Only those given to this user; `me` is the caller."),
        Parameter("badge", Choice(tuple(Badge)), "Only those with this badge at the moment."),
        Parameter("state", Choice(tuple(State)), "Only those in this state."),
        Parameter("customer", Identity(), "Only those of this customer."),
        Parameter("lead", Identity(), "Only those of this lead."),
        Parameter("rule", Text(60), "Only those that this rule asks for."),
        LIMIT,
        CURSOR,
    )
)


def follow_up_told(call: Call, one: FollowUp) -> FollowUpForm:
    rule = call.world.follow_up_rules.get(one.rule)
    return follow_up_form(one, rule, language=call.about.language, now=call.world.clock.now())


def _shown(call: Call, one: FollowUp) -> Answer:
    return entity(200, ENCODER.encode(follow_up_told(call, one)), one.version)


def _list(call: Call) -> Answer:
    asked = call.query
    wanted = FollowUpFilter(
        owner=call.actor.user if asked["owner"] == MeOr.ME else asked["owner"],
        badge=None if asked["badge"] is None else Badge(asked["badge"]),
        state=None if asked["state"] is None else State(asked["state"]),
        customer=asked["customer"],
        lead=asked["lead"],
        rule=asked["rule"],
    )
    page = list_follow_ups(
        wanted, limit=asked["limit"], cursor=asked["cursor"], actor=call.actor, world=call.world
    )
    body = ENCODER.encode(
        FollowUpPageForm([follow_up_told(call, one) for one in page.rows], page.next_cursor)
    )
    return page_answer(call, body, page.next_cursor)


def _show(call: Call) -> Answer:
    one = follow_up_by_id(_id(call), actor=call.actor, world=call.world)
    return entity(200, ENCODER.encode(follow_up_told(call, one)), one.version, known_to=call.headers)


def _complete(call: Call) -> Answer:
    values = COMPLETION.read(call.body)
    outcome, note = values["outcome"], values["note"]
    command = CompleteFollowUp(
        _id(call),
        None if outcome is None else str(outcome),
        None if note is None else str(note),
        _version(call),
    )
    return perform_once(
        complete_follow_up,
        command,
        call=call,
        route=f"POST {ONE}/complete",
        render=lambda one: _shown(call, one),
    )


def _snooze(call: Call) -> Answer:
    values = SNOOZE.read(call.body)
    command = SnoozeFollowUp(
        _id(call),
        values["until"],  # type: ignore[arg-type]  # the form has read an instant
        str(values["reason"]),
        _version(call),
    )
    return perform_once(
        snooze_follow_up, command, call=call, route=f"POST {ONE}/snooze", render=lambda one: _shown(call, one)
    )


def _pause(call: Call) -> Answer:
    command = PauseFollowUp(_id(call), str(PAUSE.read(call.body)["reason"]), _version(call))
    return perform_once(
        pause_follow_up, command, call=call, route=f"POST {ONE}/pause", render=lambda one: _shown(call, one)
    )


def _resume(call: Call) -> Answer:
    command = ResumeFollowUp(_id(call), _version(call))
    return perform_once(
        resume_follow_up, command, call=call, route=f"POST {ONE}/resume", render=lambda one: _shown(call, one)
    )


def _id(call: Call) -> FollowUpId:
    return FollowUpId(call.places["followUpId"])


def _version(call: Call) -> int | None:
    def present() -> int:
        return follow_up_by_id(_id(call), actor=call.actor, world=call.world).version

    return expected_version(call.headers, present)


_ONE = Success(200, "The follow-up.", FollowUpForm, ("ETag", "Idempotent-Replay"), FOLLOW_UP)

ENDPOINTS = (
    Endpoint(
        method="GET",
        path=ALL,
        operation="listFollowUps",
        title="List follow-ups",
        says="What is due first comes first, paused ones last. Titles are in the language asked for.",
        tag="follow-ups",
        run=_list,
        work=Work.READ,
        query=FILTERS,
        success=(Success(200, "One page.", FollowUpPageForm, ("Link",), PAGE),),
    ),
    Endpoint(
        method="GET",
        path=ONE,
        operation="getFollowUp",
        title="Read a follow-up",
        tag="follow-ups",
        run=_show,
        work=Work.READ,
        places=THE_FOLLOW_UP,
        success=(
            Success(200, "The follow-up.", FollowUpForm, ("ETag",), FOLLOW_UP),
            Success(304, "Nothing new for this reader.", headers=("ETag",)),
        ),
        refusals=(404,),
    ),
    Endpoint(
        method="POST",
        path=ONE + "/complete",
        operation="completeFollowUp",
        title="Say that a follow-up is done",
        says="One that is done already stays as it is.",
        tag="follow-ups",
        run=_complete,
        work=Work.COMMAND,
        places=THE_FOLLOW_UP,
        body=COMPLETION,
        body_example=COMPLETED,
        once=True,
        success=(_ONE,),
        refusals=(403, 404, 409, 412),
    ),
    Endpoint(
        method="POST",
        path=ONE + "/snooze",
        operation="snoozeFollowUp",
        title="Put a follow-up off",
        says="One that rests has no deadline to put off: 409 until it is resumed.",
        tag="follow-ups",
        run=_snooze,
        work=Work.COMMAND,
        places=THE_FOLLOW_UP,
        body=SNOOZE,
        body_example=SNOOZED,
        once=True,
        success=(_ONE,),
        refusals=(403, 404, 409, 412),
    ),
    Endpoint(
        method="POST",
        path=ONE + "/pause",
        operation="pauseFollowUp",
        title="Let a follow-up rest",
        says="Until it is resumed nothing is due and nobody is reminded; one that rests stays as it is. What "
        "counts back from a fixed day, or has run out of time, cannot rest.",
        tag="follow-ups",
        run=_pause,
        work=Work.COMMAND,
        places=THE_FOLLOW_UP,
        body=PAUSE,
        body_example=PAUSED,
        once=True,
        success=(_ONE,),
        refusals=(403, 404, 409, 412),
    ),
    Endpoint(
        method="POST",
        path=ONE + "/resume",
        operation="resumeFollowUp",
        title="Let a follow-up go on",
        says="The days on which it rested are added to its deadline; one that does not rest stays as it is.",
        tag="follow-ups",
        run=_resume,
        work=Work.COMMAND,
        places=THE_FOLLOW_UP,
        once=True,
        success=(_ONE,),
        refusals=(403, 404, 409, 412),
    ),
)
