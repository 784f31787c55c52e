"""The nearest allowed scope decides, and the answer says where it came from."""

import pytest

from crm_core.domain.fields.kinds import Boolean
from crm_core.domain.refusals import NotFound
from crm_core.domain.settings.registry import CORE_SETTINGS, SettingsRegistry
from crm_core.domain.settings.resolve import resolve
from crm_core.domain.settings.setting import Effective, Scope, Setting, StoredValue

SWITCH = Setting("a.switch", Boolean(), default=False, label_de="Schalter", label_en="Switch")
GLOBAL_ONLY = Setting("a.limit", Boolean(), False, "Grenze", "Limit", scopes=(Scope.GLOBAL,))
GLOBAL = StoredValue("a.switch", Scope.GLOBAL, True, 4)
TENANT = StoredValue("a.switch", Scope.TENANT, False, 2)


def test_without_a_value_the_default_applies() -> None:
    assert resolve(SWITCH, []) == Effective("a.switch", False, None, 0)


def test_the_tenant_is_nearer_than_the_whole() -> None:
    assert resolve(SWITCH, [GLOBAL]) == Effective("a.switch", True, Scope.GLOBAL, 4)
    assert resolve(SWITCH, [GLOBAL, TENANT]) == resolve(SWITCH, [TENANT, GLOBAL])
    assert resolve(SWITCH, [GLOBAL, TENANT]) == Effective("a.switch", False, Scope.TENANT, 2)


def test_a_scope_that_may_not_decide_is_not_heard() -> None:
    stored = [StoredValue("a.limit", Scope.TENANT, True, 1)]

    assert resolve(GLOBAL_ONLY, stored) == Effective("a.limit", False, None, 0)


def test_another_key_is_not_heard() -> None:
    assert resolve(SWITCH, [StoredValue("b.switch", Scope.TENANT, True, 1)]).source is None


def test_an_undeclared_key_does_not_exist() -> None:
    registry = SettingsRegistry.of(CORE_SETTINGS)

    assert registry.get("http.requireIfMatch").default is False
    with pytest.raises(NotFound):
        registry.get("http.requireIfMatsch")
