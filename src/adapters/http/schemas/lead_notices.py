"""How notices travel: each attempt to tell a lead's owner, and what became of it."""

from datetime import datetime
from uuid import UUID

import msgspec

from crm_core.domain.leads.notices import Channel
from crm_core.domain.leads.recorded import NoticeAttempt
from crm_core.domain.party import LeadId


class NoticeForm(msgspec.Struct, rename="camel", frozen=True):
    """One attempt; `window` names the fact that opened the window it belongs to."""

    id: UUID
    lead_id: UUID
    window: str
    channel: Channel
    number: int
    sent_at: datetime | None
    delivered_at: datetime | None
    bounced_at: datetime | None


class NoticesForm(msgspec.Struct, rename="camel", frozen=True):
    """Several attempts."""

    items: list[NoticeForm]


def notice_form(lead_id: LeadId, notice: NoticeAttempt) -> NoticeForm:
    made = notice.attempt
    named = (notice.id, lead_id, made.window, made.channel, made.number)
    return NoticeForm(*named, made.sent_at, made.delivered_at, made.bounced_at)


NOTICE = {
    "id": "01980f3a-6f00-7000-8000-0000000000a7",
    "leadId": "01980f3a-6f00-7000-8000-0000000000a1",
    "window": "start",
    "channel": "INAPP",
    "number": 1,
    "sentAt": "2026-05-01T08:05:00Z",
    "deliveredAt": "2026-05-02T06:30:00Z",
    "bouncedAt": None,
}
NOTICES = {"items": [NOTICE]}
