"""What is set about protection makes the rules of assignments that start now."""

import pytest

from crm_core.domain.leads.rules import AUTOMATIC, CONTRACT_2025, SUM, ProtectionRules
from crm_core.domain.leads.settings import LEAD_SETTINGS, NOTIFIED_ROLES, rules_set
from crm_core.domain.settings.registry import SettingsRegistry
from crm_core.domain.settings.resolve import resolve
from crm_core.domain.settings.setting import Scope, Seat, StoredValue

REGISTRY = SettingsRegistry.of(LEAD_SETTINGS)


def stored(**values: object) -> list[StoredValue]:
    return [StoredValue(f"lead.protection.{key}", Scope.TENANT, value, 1) for key, value in values.items()]


@pytest.mark.parametrize(
    ("values", "rules"),
    [
        ({}, CONTRACT_2025),
        ({"graceStart": "AUTOMATIC"}, AUTOMATIC),
        ({"ending": "SUM"}, SUM),
        ({"baseMonths": 12, "graceDays": 14}, ProtectionRules("tenant", base_months=12, grace_days=14)),
        ({"progressDays": 90}, ProtectionRules("tenant", progress_days=90)),
    ],
)
def test_the_rules_are_those_that_are_set(values: dict[str, object], rules: ProtectionRules) -> None:
    assert rules_set(stored(**values)) == rules


@pytest.mark.parametrize(("key", "least", "most"), [("baseMonths", 1, 24), ("graceDays", 1, 30)])
def test_the_contracts_bounds_are_those_of_the_setting(key: str, least: int, most: int) -> None:
    schema = REGISTRY.get(f"lead.protection.{key}").kind.schema()
    assert (schema["minimum"], schema["maximum"]) == (least, most)


def test_a_region_adds_to_who_is_told() -> None:
    setting = REGISTRY.get(NOTIFIED_ROLES)
    told = [StoredValue(NOTIFIED_ROLES, Scope.ORG, ("manager",), 1, "BERLIN")]
    assert resolve(setting, told, Seat("BERLIN")).value == ("team-lead", "manager")
    assert resolve(setting, told, Seat("KIEL")).value == ("team-lead",)
