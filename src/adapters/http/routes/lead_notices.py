"""Notices to the owners of leads: those that wait in one's inbox, all of a lead, opened, or come back."""

from adapters.http.answers import json_answer
from adapters.http.endpoint import Call, Endpoint, Place, Success, Work
from adapters.http.idempotency import perform_once
from adapters.http.paging import LIMIT
from adapters.http.query import Query
from adapters.http.routes.leads import ONE, THE_LEAD
from adapters.http.schemas.lead_notices import NOTICE, NOTICES, NoticeForm, NoticesForm, notice_form
from adapters.http.schemas.leads import ENCODER
from crm_core.domain.leads.recorded import NoticeAttempt, NoticeId
from crm_core.ports.once import Answer
from crm_core.queries.lead_by_id import lead_by_id
from crm_core.use_cases.leads.open_notice import OpenNotice, open_notice
from crm_core.use_cases.leads.record_bounce import RecordBounce, record_bounce

INBOX = "/api/inbox"
NOTICES_OF = ONE + "/notices"
OPEN = NOTICES_OF + "/{noticeId}/open"
BOUNCE = NOTICES_OF + "/{noticeId}/bounce"
THE_NOTICE = (*THE_LEAD, Place("noticeId"))


def _inbox(call: Call) -> Answer:
    waiting = call.world.lead_readings.inbox(call.actor, call.query["limit"])
    return json_answer(200, ENCODER.encode(NoticesForm([notice_form(*one) for one in waiting])))


def _list(call: Call) -> Answer:
    seen = lead_by_id(call.lead_id, actor=call.actor, world=call.world)
    found = sorted(seen.reading.facts.notices, key=lambda one: one.id)
    return json_answer(200, ENCODER.encode(NoticesForm([notice_form(call.lead_id, one) for one in found])))


def _shown(call: Call, notice: NoticeAttempt) -> Answer:
    return json_answer(200, ENCODER.encode(notice_form(call.lead_id, notice)))


def _open(call: Call) -> Answer:
    return perform_once(
        open_notice,
        OpenNotice(call.lead_id, NoticeId(call.places["noticeId"])),
        call=call,
        route="POST " + OPEN,
        render=lambda notice: _shown(call, notice),
    )


def _bounce(call: Call) -> Answer:
    return perform_once(
        record_bounce,
        RecordBounce(call.lead_id, NoticeId(call.places["noticeId"])),
        call=call,
        route="POST " + BOUNCE,
        render=lambda notice: _shown(call, notice),
    )


_ONE = Success(200, "The notice.", NoticeForm, ("Idempotent-Replay",), NOTICE)
_MANY = Success(200, "The notices.", NoticesForm, example=NOTICES)

ENDPOINTS = (
    Endpoint(
        method="GET",
        path=INBOX,
        operation="getInbox",
        title="Read what waits for oneself",
        says="Notices to the caller as the owner of leads that were not opened yet, newest first.",
        tag="leads",
        run=_inbox,
        work=Work.READ,
        query=Query((LIMIT,)),
        success=(_MANY,),
    ),
    Endpoint(
        method="GET",
        path=NOTICES_OF,
        operation="listNotices",
        title="List the notices about a lead",
        says="Every attempt, oldest first, and what became of it.",
        tag="leads",
        run=_list,
        work=Work.READ,
        places=THE_LEAD,
        success=(_MANY,),
        refusals=(404,),
    ),
    Endpoint(
        method="POST",
        path=OPEN,
        operation="openNotice",
        title="Open a notice",
        says="By the one it is addressed to: from then on they have been told, and the grace period runs.",
        tag="leads",
        run=_open,
        work=Work.COMMAND,
        places=THE_NOTICE,
        once=True,
        success=(_ONE,),
        refusals=(403, 404),
    ),
    Endpoint(
        method="POST",
        path=BOUNCE,
        operation="recordBounce",
        title="Record that a letter came back",
        says="By a machine that reads returned mail, or an administrator; another letter follows.",
        tag="leads",
        run=_bounce,
        work=Work.COMMAND,
        places=THE_NOTICE,
        once=True,
        success=(_ONE,),
        refusals=(403, 404),
    ),
)
