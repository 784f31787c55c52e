"""What every reading of settings keeps: a change is seen by the next question."""

from crm_core.domain.access.role import Role
from crm_core.domain.settings.setting import Scope, StoredValue
from crm_core.ports.world import World
from crm_core.use_cases.settings.change_setting import ChangeSetting, change_setting
from tests import given

KEY = "http.rateLimit.reads"


def change(world: World, scope: Scope, value: int, version: int) -> None:
    change_setting(
        ChangeSetting(KEY, scope, value, version),
        actor=given.SYSTEM if scope is Scope.GLOBAL else given.ADMIN,
        world=world,
    )


def test_a_change_is_seen_by_the_next_question(world: World) -> None:
    assert list(world.setting_readings.stored(given.rep(1))) == []
    for value in (11, 12):
        change(world, Scope.TENANT, value, value - 11)
        assert list(world.setting_readings.stored(given.rep(1))) == [
            StoredValue(KEY, Scope.TENANT, value, value - 10)
        ]


def test_another_tenant_is_told_only_what_holds_for_all(world: World) -> None:
    change(world, Scope.TENANT, 11, 0)
    change(world, Scope.GLOBAL, 12, 0)
    other = given.actor(Role.AUDITOR, tenant=given.OTHER_TENANT)

    assert [one.value for one in world.setting_readings.stored(other)] == [12]
    assert sorted(str(one.value) for one in world.setting_readings.stored(given.AUDITOR)) == ["11", "12"]
