"""Activities: logging what happened, reading it, correcting and withdrawing it."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from functools import partial
from typing import Any

from attrs import evolve, fields, frozen

from adapters.http.answers import json_answer
from adapters.http.conditions import entity, expected_version
from adapters.http.endpoint import AsyncPages, Call, Condition, Endpoint, Place, Success, Work
from adapters.http.idempotency import perform_once
from adapters.http.paging import CURSOR, LIMIT, page_answer
from adapters.http.query import InstantOrDay, Parameter, Query
from adapters.http.routes.follow_ups import follow_up_told
from adapters.http.schemas import activity_examples as examples
from adapters.http.schemas.activities import (
    ENCODER,
    AnyActivity,
    Correction,
    activity_lines,
    activity_record,
    components,
)
from crm_core.domain.activities.activity import Activity, ActivityId
from crm_core.domain.activities.dictionary import Dictionary
from crm_core.domain.activities.listing import ActivityFilter, ActivityRow, ActivitySlice
from crm_core.domain.activities.reading import WITHDRAWAL
from crm_core.domain.fields.kinds import Choice, Text
from crm_core.domain.follow_ups.follow_up import FollowUp
from crm_core.ports.once import Answer
from crm_core.queries.activities import activity_by_id, activity_versions, list_activities, located, paged
from crm_core.use_cases.activities.correct_activity import CorrectActivity, correct_activity
from crm_core.use_cases.activities.log_activity import LogActivity, Logged, log_activity
from crm_core.use_cases.activities.withdraw_activity import WithdrawActivity, withdraw_activity
from crm_core.use_cases.perform import perform

FEATURE = "features.activities.b2b_food"
ALL = "/api/activities"
ONE = "/api/activities/{activityId}"
OF_CUSTOMER = "/api/customers/{customerId}/activities"
THE_ACTIVITY = (Place("activityId"),)
REASON = Query((Parameter("reason", Text(500, min_length=3), "Why; also as a member of the body."),))
_ETAG = ("ETag",)
_SHOWN = "Activity"
_COLUMNS = [attribute.name for attribute in fields(ActivityRow)]
_ID, _OCCURRED_AT = _COLUMNS.index("id"), _COLUMNS.index("occurred_at")
_LOGGED = (_SHOWN, ("ETag", "Location", "Idempotent-Replay"), examples.LOGGED)


def _told(call: Call, status: int, activity: Activity, follow_ups: Sequence[FollowUp]) -> Answer:
    record = activity_record(activity, call.world.activity_types)
    place = f"{ALL}/{activity.id}" if status == 201 else None
    # Its ETag is that of the activity alone, as reading it tells.
    alone = entity(status, ENCODER.encode(record), activity.version, location=place)
    told = [follow_up_told(call, one) for one in follow_ups]
    return Answer(status, alone.headers, ENCODER.encode({**record, "followUps": told}))


def _alone(call: Call, activity: Activity) -> bytes:
    return ENCODER.encode(activity_record(activity, call.world.activity_types))


def _log(call: Call) -> Answer:
    def render(logged: Logged) -> Answer:
        return _told(call, 201, logged.activity, logged.follow_ups)

    command = LogActivity(call.body)
    return perform_once(log_activity, command, call=call, route=f"POST {ALL}", render=render)


def _show(call: Call) -> Answer:
    found = activity_by_id(_id(call), actor=call.actor, world=call.world)
    return entity(200, _alone(call, found), found.version, known_to=call.headers)


def _history(call: Call) -> Answer:
    found = activity_versions(_id(call), actor=call.actor, world=call.world)
    items = [activity_record(one, call.world.activity_types) for one in found]
    return json_answer(200, ENCODER.encode({"items": items}))


def _correct(call: Call) -> Answer:
    command = CorrectActivity(_id(call), call.body, _version(call))
    done = perform(correct_activity, command, actor=call.actor, world=call.world)
    return _told(call, 200, done.activity, done.follow_ups)


def _withdraw(call: Call) -> Answer:
    asked = call.query["reason"]
    said = {"reason": asked} if call.body is None and asked is not None else call.body
    reason = str(WITHDRAWAL.read({} if said is None else said)["reason"])
    command = WithdrawActivity(_id(call), reason, _version(call))
    perform(withdraw_activity, command, actor=call.actor, world=call.world)
    return Answer(204, (), b"")


def _list(call: Call) -> Answer:
    asked = call.query
    page = list_activities(
        call.customer_id,
        _narrowed(call),
        limit=asked["limit"],
        cursor=asked["cursor"],
        actor=call.actor,
        world=call.world,
    )
    items = [activity_record(one, call.world.activity_types) for one in page.rows]
    return _page(call, items, page.next_cursor)


@frozen
class _HotList:
    """The list without a thread, each line made from its columns."""

    line: Callable[..., dict[str, object]]

    async def __call__(self, call: Call, pages: AsyncPages) -> Answer:
        seals = call.world.seals
        wanted = ActivitySlice(call.customer_id, _narrowed(call), call.query["limit"])
        wanted = located(wanted, cursor=call.query["cursor"], actor=call.actor, seals=seals)
        found = await pages.activities(call.actor, wanted)
        shown, more = paged(found, wanted, _place_of, actor=call.actor, seals=seals)
        return _page(call, [self.line(*row) for row in shown], more)


def _place_of(row: Sequence[Any]) -> tuple[str, str]:
    return row[_OCCURRED_AT].isoformat(), str(row[_ID])


def _narrowed(call: Call) -> ActivityFilter:
    asked = call.query
    return ActivityFilter(asked["kind"], _instant(asked["from"]), _instant(asked["to"]), asked["q"])


def _page(call: Call, items: Sequence[Mapping[str, object]], next_cursor: str | None) -> Answer:
    body = ENCODER.encode({"items": items, "nextCursor": next_cursor})
    return page_answer(call, body, next_cursor)


def _instant(value: object) -> datetime | None:
    return value if isinstance(value, datetime) else None


def _id(call: Call) -> ActivityId:
    return ActivityId(call.places["activityId"])


def _version(call: Call) -> int | None:
    def present() -> int:
        return activity_by_id(_id(call), actor=call.actor, world=call.world).version

    return expected_version(call.headers, present)


def _filters(types: Dictionary) -> Query:
    return Query(
        (
            Parameter("kind", Choice(tuple(types.types)), "Only those of this kind."),
            Parameter("from", InstantOrDay(), "Only what happened then or later."),
            Parameter("to", InstantOrDay(), "Only what happened before."),
            Parameter("q", Text(200), "Words of the note or of any text, in German or as they stand."),
            LIMIT,
            CURSOR,
        )
    )


def endpoints(types: Dictionary) -> tuple[Endpoint, ...]:
    """What can be done with the kinds of this dictionary; a new kind is in all of it by its declaration."""
    made = (*_logging(types), *_reading(types), *_correcting(types))
    return tuple(evolve(one, feature=FEATURE, components=components(types)) for one in made)


_about_one = partial(Endpoint, tag="activities", path=ONE, places=THE_ACTIVITY)


def _logging(types: Dictionary) -> Iterator[Endpoint]:
    yield Endpoint(
        method="POST",
        path=ALL,
        operation="logActivity",
        title="Log an activity",
        says=(
            "About exactly one of a customer and a lead. What the kind declares follows at once: a sample is "
            "judged, a field is written, follow-ups open and close."
        ),
        tag="activities",
        run=_log,
        work=Work.COMMAND,
        brief=True,
        body=AnyActivity(types=types),
        body_example=examples.NEW,
        once=True,
        success=(Success(201, "The activity, and the follow-ups that it opened or closed.", *_LOGGED),),
        refusals=(403, 409),
    )


def _reading(types: Dictionary) -> Iterator[Endpoint]:
    yield Endpoint(
        method="GET",
        path=OF_CUSTOMER,
        operation="listActivities",
        title="List a customer's activities",
        says="The newest first, without what was withdrawn. A day stands for its first instant.",
        tag="activities",
        run=_list,
        hot=_HotList(activity_lines(types)),
        work=Work.READ,
        places=(Place("customerId"),),
        query=_filters(types),
        success=(Success(200, "One page.", "ActivityPage", ("Link",), examples.PAGE),),
        refusals=(404,),
    )
    yield READ_ONE
    yield READ_HISTORY


READ_ONE = _about_one(
    method="GET",
    operation="getActivity",
    title="Read an activity",
    run=_show,
    work=Work.READ,
    success=(
        Success(200, "The activity.", _SHOWN, _ETAG, examples.ACTIVITY),
        Success(304, "Nothing new for this reader.", headers=_ETAG),
    ),
    refusals=(404,),
)
READ_HISTORY = Endpoint(
    method="GET",
    path=f"{ONE}/history",
    operation="getActivityHistory",
    title="Read every version of an activity",
    says="As each was recorded, the newest first.",
    tag="activities",
    run=_history,
    work=Work.READ,
    places=THE_ACTIVITY,
    success=(Success(200, "All versions.", "ActivityHistory", example=examples.HISTORY),),
    refusals=(404,),
)
WITHDRAW = _about_one(
    method="DELETE",
    operation="withdrawActivity",
    title="Withdraw an activity",
    says="With a reason, in the body or as a parameter; what it had moved is put back.",
    run=_withdraw,
    work=Work.COMMAND,
    query=REASON,
    body=WITHDRAWAL,
    body_example=examples.WITHDRAWAL,
    body_optional=True,
    condition=Condition.HONOURED,
    success=(Success(204, "It is withdrawn."),),
    refusals=(403, 404, 409),
)


def _correcting(types: Dictionary) -> Iterator[Endpoint]:
    yield _about_one(
        method="PATCH",
        operation="correctActivity",
        title="Correct an activity",
        says=(
            "A JSON Merge Patch, for a day by its author and later by those who lead; what it moved is moved "
            "anew. One that changes nothing keeps the ETag and records nothing."
        ),
        run=_correct,
        work=Work.COMMAND,
        body=Correction(types=types),
        body_example=examples.PATCH,
        patch=True,
        condition=Condition.HONOURED,
        success=(Success(200, "The activity.", _SHOWN, _ETAG, examples.CORRECTED),),
        refusals=(403, 404, 409),
    )
    yield WITHDRAW
