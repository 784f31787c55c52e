"""Reminders of follow-ups in one's inbox: those that wait, and opening one."""

from adapters.http.answers import json_answer
from adapters.http.endpoint import Call, Endpoint, Place, Success, Work
from adapters.http.idempotency import perform_once
from adapters.http.paging import LIMIT
from adapters.http.query import Query
from adapters.http.routes.follow_ups import follow_up_told
from adapters.http.schemas.follow_up_examples import OPENED, REMINDER
from adapters.http.schemas.follow_ups import ENCODER, ReminderForm, RemindersForm, reminder_form
from crm_core.domain.follow_ups.reminder import ReminderId
from crm_core.ports.once import Answer
from crm_core.use_cases.follow_ups.open_reminder import OpenReminder, open_reminder

INBOX = "/api/inbox/follow-ups"
OPEN = INBOX + "/{reminderId}/open"


def _inbox(call: Call) -> Answer:
    waiting = call.world.follow_up_readings.inbox(call.actor, limit=call.query["limit"])
    items = [reminder_form(one, follow_up_told(call, about)) for one, about in waiting]
    return json_answer(200, ENCODER.encode(RemindersForm(items)))


def _open(call: Call) -> Answer:
    return perform_once(
        open_reminder,
        OpenReminder(ReminderId(call.places["reminderId"])),
        call=call,
        route="POST " + OPEN,
        render=lambda one: json_answer(200, ENCODER.encode(reminder_form(one, None))),
    )


ENDPOINTS = (
    Endpoint(
        method="GET",
        path=INBOX,
        operation="listReminders",
        title="List the reminders of follow-ups in one's inbox",
        says="To the owner, to everybody who leads the region of the customer or lead, and where it has none "
        "to those who manage. What was opened or done is gone from it.",
        tag="follow-ups",
        run=_inbox,
        work=Work.READ,
        query=Query((LIMIT,)),
        success=(Success(200, "The newest reminders.", RemindersForm, example={"items": [REMINDER]}),),
    ),
    Endpoint(
        method="POST",
        path=OPEN,
        operation="openReminder",
        title="Open a reminder",
        says="What was told to a team is opened for all of it; opened already is as good.",
        tag="follow-ups",
        run=_open,
        work=Work.COMMAND,
        places=(Place("reminderId"),),
        once=True,
        success=(Success(200, "The reminder.", ReminderForm, ("Idempotent-Replay",), OPENED),),
        refusals=(404,),
    ),
)
