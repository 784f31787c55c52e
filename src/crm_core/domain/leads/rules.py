"""The rule sets of protection: numbers and readings of the contract, named, versioned and frozen."""

from datetime import timedelta
from enum import StrEnum

from attrs import evolve, field, frozen
from attrs.validators import in_

from crm_core.domain.leads.intervals import DAY


class GraceStart(StrEnum):
    ON_DELIVERED_NOTICE = "ON_DELIVERED_NOTICE"
    AUTOMATIC = "AUTOMATIC"


class Ending(StrEnum):
    EARLIEST = "EARLIEST"
    SUM = "SUM"


BASE_MONTHS = range(1, 25)
PROGRESS_DAYS = range(7, 121)
GRACE_DAYS = range(1, 31)


@frozen
class ProtectionRules:
    """What an assignment is judged by; frozen onto it when it starts."""

    name: str
    version: int = 1
    base_months: int = field(default=6, validator=in_(BASE_MONTHS))
    progress_days: int = field(default=60, validator=in_(PROGRESS_DAYS))
    grace_days: int = field(default=10, validator=in_(GRACE_DAYS))
    grace_start: GraceStart = GraceStart.ON_DELIVERED_NOTICE
    ending: Ending = Ending.EARLIEST
    progress: timedelta = field(init=False, eq=False, repr=False)
    grace: timedelta = field(init=False, eq=False, repr=False)

    @progress.default
    def _progress(self) -> timedelta:
        return self.progress_days * DAY

    @grace.default
    def _grace(self) -> timedelta:
        return self.grace_days * DAY


CONTRACT_2025 = ProtectionRules(name="contract-2025")

# The grace runs from the due instant without any notice: day 60 and day 70.
AUTOMATIC = evolve(CONTRACT_2025, name="contract-2025-automatic", grace_start=GraceStart.AUTOMATIC)

# An older document adds six months, sixty days, ten days and the holds into one period.
SUM = evolve(CONTRACT_2025, name="sum-of-periods", ending=Ending.SUM)

RULE_SETS = {rules.name: rules for rules in (CONTRACT_2025, AUTOMATIC, SUM)}


def never_shorter(old: ProtectionRules, new: ProtectionRules) -> bool:
    """Whether no history ends earlier under the new rules: only then a running assignment may get them."""
    every_length = (
        new.base_months >= old.base_months
        and new.progress_days >= old.progress_days
        and new.grace_days >= old.grace_days
    )
    waits_for_notice = new.grace_start is GraceStart.ON_DELIVERED_NOTICE
    return every_length and (
        new.ending is Ending.SUM
        or (old.ending is Ending.EARLIEST and (waits_for_notice or old.grace_start is GraceStart.AUTOMATIC))
    )
