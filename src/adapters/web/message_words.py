"""Messages about leads as the inbox shows them: with the companies that their reader may know."""

from collections.abc import Iterator, Mapping
from datetime import date

from attrs import frozen

from crm_core.domain.leads.message import Message
from crm_core.domain.leads.summary import DAY, News
from crm_core.domain.party import LeadId
from crm_core.queries.inbox import NAMED, Inbox


@frozen
class Part:
    """One part of a summary: how many leads, and the first of them with their names, if known."""

    news: News
    count: int
    leads: tuple[tuple[LeadId, str | None], ...]


@frozen
class Line:
    message: Message
    company: str | None
    day: date | None
    parts: tuple[Part, ...]


def lines(found: Inbox) -> list[Line]:
    return [_line(one, found.companies) for one in found.messages]


def _line(one: Message, companies: Mapping[LeadId, str]) -> Line:
    day = one.said.get(DAY)
    company = None if one.lead_id is None else companies.get(one.lead_id)
    parts = tuple(_parts(one, companies))
    return Line(one, company, None if day is None else date.fromisoformat(str(day)), parts)


def _parts(one: Message, companies: Mapping[LeadId, str]) -> Iterator[Part]:
    for news in News:
        told = one.said.get(news)
        if isinstance(told, Mapping):
            leads = tuple((lead, companies.get(lead)) for lead in one.part(news)[:NAMED])
            yield Part(news, int(told["count"]), leads)
