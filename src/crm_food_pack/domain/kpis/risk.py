"""Which customers we may be losing: mail comes back, or nobody has spoken with them for too long."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from attrs import frozen

from crm_core.domain.customers.customer import Contactability
from crm_core.domain.days import local_day
from crm_core.domain.kpis.kpi import Figure
from crm_food_pack.domain.seasons.window import SeasonWindow

OUT_OF_SEASON_MONTHS = 12


class Level(StrEnum):
    LOW = "LOW"
    MEDIUM = "MEDIUM"
    HIGH = "HIGH"


SILENCE: Mapping[Level, int] = {Level.HIGH: 120, Level.MEDIUM: 90, Level.LOW: 60}  # local days


@frozen
class Relation:
    """A customer in scope, with the last time somebody was in touch."""

    customer_id: UUID
    created_at: datetime
    contactability: Contactability = Contactability.OK
    last_activity_at: datetime | None = None
    season: SeasonWindow | None = None


def level(relation: Relation, now: datetime) -> Level | None:
    """How much a customer is at risk; None when they are not."""
    if relation.contactability is Contactability.HARD_BOUNCE:
        return Level.HIGH
    today = local_day(now)
    if relation.season is not None and _rests(relation.season, now):
        return None
    silent = (today - local_day(relation.last_activity_at or relation.created_at)).days
    return next((one for one, days in SILENCE.items() if silent >= days), None)


def _rests(season: SeasonWindow, now: datetime) -> bool:
    """Whether the kitchen is closed for the season: before it opens, or not long after it closed."""
    today = local_day(now)
    return today < season.start or season.is_shortly_over(today, months=OUT_OF_SEASON_MONTHS)


@frozen
class Relations:
    customers: Iterable[Relation]
    now: datetime


def at_risk(of: Relations) -> Figure[int]:
    """How many customers are at risk, at any level."""
    found = tuple(one.customer_id for one in of.customers if level(one, of.now) is not None)
    return Figure(len(found), found)
