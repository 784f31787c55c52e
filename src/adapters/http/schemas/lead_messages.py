"""How messages about leads travel: which leads they speak of, never who those are."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

import msgspec

from crm_core.domain.leads.message import Message, MessageKind
from crm_core.domain.leads.summary import DAY, News


class SummaryPart(msgspec.Struct, rename="camel", frozen=True):
    """How many leads, and the first of them."""

    count: int
    leads: list[UUID]


class MessageForm(msgspec.Struct, rename="camel", frozen=True):
    """One message; a summary has a day and parts, every other kind a lead and the fact that it speaks of."""

    id: UUID
    kind: MessageKind
    made_at: datetime
    opened_at: datetime | None
    # Told to everybody who leads the region, or who manages; not to one person.
    to_team: bool
    lead_id: UUID | None
    fact_id: UUID | None
    day: date | None
    lapsed: SummaryPart | None
    lapsing: SummaryPart | None
    due: SummaryPart | None


class MessagesForm(msgspec.Struct, rename="camel", frozen=True):
    """What waits in one's inbox, the newest first."""

    items: list[MessageForm]


def message_form(one: Message) -> MessageForm:
    fact, day = one.said.get("factId"), one.said.get(DAY)
    return MessageForm(
        id=one.id,
        kind=one.kind,
        made_at=one.made_at,
        opened_at=one.opened_at,
        to_team=one.owner_user_id is None,
        lead_id=one.lead_id,
        fact_id=None if fact is None else UUID(str(fact)),
        day=None if day is None else date.fromisoformat(str(day)),
        lapsed=_part(one, News.LAPSED),
        lapsing=_part(one, News.LAPSING),
        due=_part(one, News.DUE),
    )


def _part(one: Message, news: News) -> SummaryPart | None:
    told: Any = one.said.get(news)
    return (
        None if told is None else SummaryPart(int(told["count"]), [UUID(str(lead)) for lead in told["leads"]])
    )


_LEAD = "01980f3a-6f00-7000-8000-0000000000a1"
MESSAGE = {
    "id": "01980f3a-6f00-7000-8000-0000000000fa",
    "kind": "DAILY_SUMMARY",
    "madeAt": "2026-03-05T23:15:00Z",
    "openedAt": None,
    "toTeam": False,
    "leadId": None,
    "factId": None,
    "day": "2026-03-06",
    "lapsed": {"count": 1, "leads": [_LEAD]},
    "lapsing": None,
    "due": {"count": 1, "leads": [_LEAD]},
}
OPENED = {**MESSAGE, "openedAt": "2026-03-06T07:30:00Z"}
