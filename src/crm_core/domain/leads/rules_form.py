"""Protection rules as they are written and kept: their numbers and readings, and what they are called."""

from collections.abc import Mapping
from decimal import Decimal

from crm_core.domain.fields.kinds import Choice
from crm_core.domain.fields.numbers import Number
from crm_core.domain.fields.record import Member, Record
from crm_core.domain.leads.rules import (
    BASE_MONTHS,
    GRACE_DAYS,
    PROGRESS_DAYS,
    Ending,
    GraceStart,
    ProtectionRules,
)


def _whole(allowed: range) -> Number:
    return Number(minimum=Decimal(allowed.start), maximum=Decimal(allowed.stop - 1), places=0)


RULES = Record(
    (
        Member("baseMonths", _whole(BASE_MONTHS)),
        Member("progressDays", _whole(PROGRESS_DAYS)),
        Member("graceDays", _whole(GRACE_DAYS)),
        Member("graceStart", Choice(tuple(GraceStart))),
        Member("ending", Choice(tuple(Ending))),
    )
)


def rules_record(rules: ProtectionRules) -> dict[str, object]:
    """Everything that makes a rule set, as JSON."""
    return {
        "name": rules.name,
        "version": rules.version,
        "baseMonths": rules.base_months,
        "progressDays": rules.progress_days,
        "graceDays": rules.grace_days,
        "graceStart": str(rules.grace_start),
        "ending": str(rules.ending),
    }


def rules_from(record: Mapping[str, object]) -> ProtectionRules:
    """The rules of a record that `rules_record` made."""
    return ProtectionRules(
        name=str(record["name"]),
        version=int(str(record["version"])),
        base_months=int(str(record["baseMonths"])),
        progress_days=int(str(record["progressDays"])),
        grace_days=int(str(record["graceDays"])),
        grace_start=GraceStart(str(record["graceStart"])),
        ending=Ending(str(record["ending"])),
    )
