"""What was I told and have not opened yet?"""

from collections.abc import Mapping, Sequence

from attrs import frozen

from crm_core.domain.access.actor import Actor
from crm_core.domain.follow_ups.follow_up import FollowUp
from crm_core.domain.follow_ups.reminder import Reminder
from crm_core.domain.leads.recorded import NoticeAttempt
from crm_core.domain.party import LeadId
from crm_core.ports.world import World

MOST = 50  # of each kind; nobody counts on


@frozen
class Inbox:
    """Notices about the protection of one's leads, with the companies; reminders of what is to do."""

    notices: Sequence[tuple[LeadId, NoticeAttempt]]
    companies: Mapping[LeadId, str]
    reminders: Sequence[tuple[Reminder, FollowUp]]


def inbox(*, actor: Actor, world: World) -> Inbox:
    notices = world.lead_readings.inbox(actor, MOST)
    about = list(dict.fromkeys(lead for lead, _ in notices))
    companies = world.lead_readings.names(actor, about) if about else {}
    return Inbox(notices, companies, world.follow_up_readings.inbox(actor, limit=MOST))


def unread(*, actor: Actor, world: World) -> int:
    notices = world.lead_readings.inbox(actor, MOST)
    return len(notices) + len(world.follow_up_readings.inbox(actor, limit=MOST))
