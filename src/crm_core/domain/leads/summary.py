"""The day's summary of protection: what ended yesterday, what is due within the week, and for whom."""

from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import date, timedelta
from enum import StrEnum

from attrs import frozen

from crm_core.domain.access.role import Role
from crm_core.domain.days import ONE_DAY, end_of, start_of
from crm_core.domain.follow_ups.reminder import Addressee
from crm_core.domain.ids import UserId
from crm_core.domain.leads.intervals import Stretch
from crm_core.domain.party import LeadId

AHEAD = timedelta(days=6)  # the day itself and six more
MOST_NAMED = 50
DAY = "day"


class News(StrEnum):
    LAPSED = "LAPSED"  # yesterday: free for others now
    LAPSING = "LAPSING"  # within the week, if nothing is recorded
    DUE = "DUE"  # a reminder, within the week


@frozen
class NewsRow:
    """One lead in the summary, and whose it is or was."""

    news: News
    lead_id: LeadId
    owner_user_id: UserId | None
    region: str | None


def yesterday(day: date) -> Stretch:
    return start_of(day - ONE_DAY), start_of(day)


def this_week(day: date) -> Stretch:
    """By days of the business, so that no change of clocks moves its ends."""
    return start_of(day), end_of(day + AHEAD)


def summaries(
    day: date, rows: Iterable[NewsRow], roles_of: Callable[[str | None], Collection[str]]
) -> Mapping[Addressee, Mapping[str, object]]:
    """For owners, and for those of the roles that are told of a region; nobody is told of nothing."""
    found: dict[Addressee, dict[News, list[LeadId]]] = {}
    for row in rows:
        for whom in _concerned(row, roles_of(row.region)):
            found.setdefault(whom, {}).setdefault(row.news, []).append(row.lead_id)
    return {
        whom: {
            DAY: day.isoformat(),
            **{str(news): _told(by_news[news]) for news in News if news in by_news},
        }
        for whom, by_news in found.items()
    }


def _told(leads: list[LeadId]) -> Mapping[str, object]:
    return {"count": len(leads), "leads": [str(one) for one in leads[:MOST_NAMED]]}


def _concerned(row: NewsRow, roles: Collection[str]) -> tuple[Addressee, ...]:
    owner = () if row.owner_user_id is None else (Addressee(row.owner_user_id),)
    team = (Addressee(region=row.region),) if Role.TEAM_LEAD in roles and row.region is not None else ()
    heads = {Role.MANAGER, Role.ADMIN}.intersection(roles)
    return (*owner, *team, *((Addressee(),) if heads else ()))
