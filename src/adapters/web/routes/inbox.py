"""What somebody was told: opening a notice is its delivery, so it is a press and not a look."""

from uuid import UUID

from litestar import get, post
from litestar.params import FromPath

from adapters.web.follow_up_words import due_in_words, title_of
from adapters.web.message_words import lines
from adapters.web.notice import Notice
from adapters.web.routes.here import Form, Here, Page, lead_id_of
from crm_core.domain.follow_ups.reminder import ReminderId
from crm_core.domain.language import Language
from crm_core.domain.leads.message import MessageId
from crm_core.domain.leads.notice_letter import letter
from crm_core.domain.leads.notices import Channel
from crm_core.domain.leads.recorded import NoticeId
from crm_core.domain.refusals import NotFound
from crm_core.queries.inbox import inbox
from crm_core.queries.lead_by_id import lead_by_id
from crm_core.queries.notice_as_sent import notice_as_sent
from crm_core.use_cases.follow_ups.open_reminder import OpenReminder, open_reminder
from crm_core.use_cases.leads.open_message import OpenMessage, open_message
from crm_core.use_cases.leads.open_notice import OpenNotice, open_notice
from crm_core.use_cases.perform import perform


@get("/inbox", sync_to_thread=True)
def my_inbox(visit: Here) -> Page:
    found, now = inbox(actor=visit.actor, world=visit.world), visit.world.clock.now()
    reminders = [
        (one, title_of(visit, about.rule), due_in_words(visit, about, now)) for one, about in found.reminders
    ]
    return visit.page("inbox/list.html", inbox=found, reminders=reminders, messages=lines(found))


@post("/leads/{lead_id:str}/notices/{notice_id:str}/open", sync_to_thread=True)
def open_one_notice(visit: Here, lead_id: FromPath[str], notice_id: FromPath[str], form: Form) -> Page:  # noqa: ARG001 - asking for the form proves its token
    command = OpenNotice(lead_id_of(lead_id), NoticeId(_id(notice_id)))
    perform(open_notice, command, actor=visit.actor, world=visit.world)
    return visit.moved(f"/leads/{command.lead_id}/notices/{command.notice_id}")


@get("/leads/{lead_id:str}/notices/{notice_id:str}", sync_to_thread=True)
def one_notice(visit: Here, lead_id: FromPath[str], notice_id: FromPath[str]) -> Page:
    """What it says, once it was opened; until then it says nothing."""
    seen, wanted = lead_by_id(lead_id_of(lead_id), actor=visit.actor, world=visit.world), _id(notice_id)
    notice = next((one for one in seen.reading.facts.notices if one.id == wanted), None)
    if notice is None or notice.attempt.sent_at is None or notice.attempt.delivered_at is None:
        raise NotFound
    told = notice_as_sent(seen.lead, seen.reading.facts, notice)
    subject, text = letter(told, Language(visit.tongue.code))
    return visit.page(
        "inbox/notice.html",
        lead=seen.lead,
        place=f"/leads/{seen.lead.id}",
        attempt=notice.attempt,
        in_app=notice.attempt.channel is Channel.INAPP,
        subject=subject,
        paragraphs=[part for part in text.split("\n\n") if part.strip()],
    )


@post("/inbox/reminders/{reminder_id:str}/open", sync_to_thread=True)
def open_one_reminder(visit: Here, reminder_id: FromPath[str], form: Form) -> Page:
    command = OpenReminder(ReminderId(_id(reminder_id)))
    opened = perform(open_reminder, command, actor=visit.actor, world=visit.world)
    if form.text("then") == "stay":
        return visit.moved("/inbox", notice=Notice("notice.reminder-read"))
    return visit.moved(f"/follow-ups/{opened.follow_up_id}")


@post("/inbox/messages/{message_id:str}/open", sync_to_thread=True)
def open_one_message(visit: Here, message_id: FromPath[str], form: Form) -> Page:
    command = OpenMessage(MessageId(_id(message_id)))
    opened = perform(open_message, command, actor=visit.actor, world=visit.world)
    if opened.lead_id is None or form.text("then") == "stay":
        return visit.moved("/inbox", notice=Notice("notice.message-read"))
    return visit.moved(f"/leads/{opened.lead_id}")


def _id(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise NotFound from None
