"""Rules, calendars and follow-ups with which the tests of follow-ups set their scene."""

from datetime import UTC, date, datetime
from uuid import UUID

from adapters.memory.working_days import NamedHolidays
from crm_core.domain.days import local_day
from crm_core.domain.follow_ups.follow_up import FollowUp, FollowUpId, Opening, Source
from crm_core.domain.follow_ups.matching import Completion, Happened
from crm_core.domain.follow_ups.sla import Counting, Notch, SlaRule, Step, Terms
from crm_core.domain.ids import CustomerId
from crm_core.domain.party import Party
from tests import given

# Good Friday and Easter Monday 2026.
EASTER = NamedHolidays(frozenset({date(2026, 4, 3), date(2026, 4, 6)}))
PARTY = Party(CustomerId(UUID(int=5)))
SAMPLE = UUID(int=6)
STEPS = (Step(Notch.REMINDER, 3), Step(Notch.REMINDER, 7), Step(Notch.ESCALATION, 10))


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def rule(days: int = 5, counting: Counting = Counting.WORKING_DAYS, **more: object) -> SlaRule:
    terms = Terms(days, counting, **more)  # type: ignore[arg-type]  # a builder's loose arguments
    return SlaRule(
        "judge",
        "Urteil einholen",
        "Ask for the verdict",
        Happened("box.delivered", at="at", source="boxId"),
        terms,
        (Completion(("VERDICT",), names_source="boxId"),),
    )


def follow_up(of: SlaRule | None = None, *, since: str = "2026-03-30T09:00", **more: object) -> FollowUp:
    """Opened on Monday 30 March 2026, the week before Easter, unless told otherwise."""
    started = at(since)
    return FollowUp.of(
        of or rule(**more),  # type: ignore[arg-type]  # a builder's loose arguments
        Source("box", SAMPLE, started, local_day(started)),
        party=PARTY,
        calendar=EASTER,
        known=Opening(FollowUpId(UUID(int=1)), given.TENANT, given.user(1), started),
    )
