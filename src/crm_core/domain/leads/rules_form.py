"""Protection rules as they are written and kept: their numbers and readings, and what they are called."""

from collections.abc import Mapping

from crm_core.domain.leads.rules import (
    AUTOMATIC,
    CONTRACT_2025,
    SUM,
    Ending,
    GraceStart,
    ProtectionRules,
)

AS_SET = "as-set"


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


def named(values: Mapping[str, object]) -> ProtectionRules:
    """Rules by their numbers and readings, absent ones the contract's, under the name they are known by."""
    given = {**rules_record(CONTRACT_2025), "name": AS_SET}
    given.update({key: value for key, value in values.items() if value is not None})
    rules = rules_from(given)
    return next((known for known in (CONTRACT_2025, AUTOMATIC, SUM) if _same(known, rules)), rules)


def _same(one: ProtectionRules, other: ProtectionRules) -> bool:
    numbers = one.base_months, one.progress_days, one.grace_days
    readings = one.grace_start, one.ending
    return (other.base_months, other.progress_days, other.grace_days) == numbers and (
        other.grace_start,
        other.ending,
    ) == readings
