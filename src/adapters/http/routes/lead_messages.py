"""Messages about leads in one's inbox: the day's summary, what waits for a decision, forgotten holds."""

from adapters.http.answers import json_answer
from adapters.http.endpoint import Call, Endpoint, Place, Success, Work
from adapters.http.idempotency import perform_once
from adapters.http.paging import LIMIT
from adapters.http.query import Query
from adapters.http.schemas.lead_messages import MESSAGE, OPENED, MessageForm, MessagesForm, message_form
from adapters.http.schemas.leads import ENCODER
from crm_core.domain.leads.message import Message, MessageId
from crm_core.ports.once import Answer
from crm_core.use_cases.leads.open_message import OpenMessage, open_message

INBOX = "/api/inbox/leads"
OPEN = INBOX + "/{messageId}/open"


def _inbox(call: Call) -> Answer:
    waiting = call.world.message_readings.inbox(call.actor, limit=call.query["limit"])
    return json_answer(200, ENCODER.encode(MessagesForm([message_form(one) for one in waiting])))


def _shown(message: Message) -> Answer:
    return json_answer(200, ENCODER.encode(message_form(message)))


def _open(call: Call) -> Answer:
    command = OpenMessage(MessageId(call.places["messageId"]))
    return perform_once(open_message, command, call=call, route="POST " + OPEN, render=_shown)


ENDPOINTS = (
    Endpoint(
        method="GET",
        path=INBOX,
        operation="listLeadMessages",
        title="List the messages about leads in one's inbox",
        says="The day's summary, holds and activities that wait for a decision while the lapse is near, and "
        "forgotten holds: to the owner, to those who lead the region, or to those who manage. What was "
        "opened is gone from it.",
        tag="leads",
        run=_inbox,
        work=Work.READ,
        query=Query((LIMIT,)),
        success=(Success(200, "The newest messages.", MessagesForm, example={"items": [MESSAGE]}),),
    ),
    Endpoint(
        method="POST",
        path=OPEN,
        operation="openLeadMessage",
        title="Open a message about leads",
        says="What was told to a team is opened for all of it; opened already is as good.",
        tag="leads",
        run=_open,
        work=Work.COMMAND,
        places=(Place("messageId"),),
        once=True,
        success=(Success(200, "The message.", MessageForm, ("Idempotent-Replay",), OPENED),),
        refusals=(404,),
    ),
)
