"""What was I told and have not opened yet?"""

from collections.abc import Mapping, Sequence

from attrs import frozen

from crm_core.domain.access.actor import Actor
from crm_core.domain.follow_ups.follow_up import FollowUp
from crm_core.domain.follow_ups.reminder import Reminder
from crm_core.domain.leads.message import Message
from crm_core.domain.leads.recorded import NoticeAttempt
from crm_core.domain.party import LeadId
from crm_core.ports.world import World

MOST = 50  # of each kind; nobody counts on
NAMED = 5  # leads in each part of a summary


@frozen
class Inbox:
    """Notices about the protection of one's leads, with the companies; reminders of what is to do; messages
    about leads that somebody must look at."""

    notices: Sequence[tuple[LeadId, NoticeAttempt]]
    companies: Mapping[LeadId, str]
    reminders: Sequence[tuple[Reminder, FollowUp]]
    messages: Sequence[Message] = ()


def inbox(*, actor: Actor, world: World) -> Inbox:
    notices = world.lead_readings.inbox(actor, MOST)
    messages = world.message_readings.inbox(actor, limit=MOST)
    told_of = (lead for one in messages for lead in one.leads(NAMED))
    about = list(dict.fromkeys([*(lead for lead, _ in notices), *told_of]))
    companies = world.lead_readings.names(actor, about) if about else {}
    return Inbox(notices, companies, world.follow_up_readings.inbox(actor, limit=MOST), messages)


def unread(*, actor: Actor, world: World) -> int:
    notices = world.lead_readings.inbox(actor, MOST)
    messages = world.message_readings.inbox(actor, limit=MOST)
    return len(notices) + len(world.follow_up_readings.inbox(actor, limit=MOST)) + len(messages)
