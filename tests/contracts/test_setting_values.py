"""What every store of set values keeps: each value on top of the version one has seen, and per tenant."""

from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from threading import Barrier

import pytest

from crm_core.domain.access.role import Role
from crm_core.domain.refusals import Outdated
from crm_core.domain.settings.setting import Scope, StoredValue
from crm_core.ports.world import World
from tests import given

KEY = "http.rateLimit.reads"


def put(world: World, scope: Scope, value: object, version: int) -> StoredValue:
    with world.unit_of_work(given.ADMIN) as uow:
        stored = uow.settings.put(KEY, scope, value, version=version)
        uow.commit()
    return stored


@pytest.mark.parametrize("value", [True, 7, "Grün", Decimal("1.50"), (1, (Decimal(2), "x"), ()), {"a": (1,)}])
@pytest.mark.parametrize("scope", list(Scope))
def test_a_value_comes_back_as_it_was_set(world: World, scope: Scope, value: object) -> None:
    put(world, scope, value, 0)

    with world.unit_of_work(given.rep(1)) as uow:
        (stored,) = uow.settings.stored()
    assert stored == StoredValue(KEY, scope, value, 1)
    assert repr(stored.value) == repr(value)


def test_each_change_is_the_next_version(world: World) -> None:
    assert [put(world, Scope.TENANT, value, value - 1).version for value in (1, 2, 3)] == [1, 2, 3]


@pytest.mark.parametrize("scope", list(Scope))
@pytest.mark.parametrize(("seen", "present"), [(0, 1), (2, 1)])
def test_a_change_on_top_of_another_version_is_outdated(
    world: World, scope: Scope, seen: int, present: int
) -> None:
    put(world, scope, 1, 0)
    with pytest.raises(Outdated) as refusal:
        put(world, scope, 2, seen)

    assert refusal.value.facts == {"current": present}


def test_a_first_version_cannot_be_seen_where_nothing_is_set(world: World) -> None:
    with pytest.raises(Outdated) as refusal:
        put(world, Scope.TENANT, 2, 1)

    assert refusal.value.facts == {"current": 0}


def test_of_two_first_changes_one_wins(world: World) -> None:
    start = Barrier(2)

    def change(value: int) -> object:
        start.wait(5)
        try:
            return put(world, Scope.TENANT, value, 0).value
        except Outdated:
            return None

    with ThreadPoolExecutor(2) as threads:
        outcomes = list(threads.map(change, [1, 2]))

    assert sorted(map(str, outcomes)) in (["1", "None"], ["2", "None"])


def test_another_tenant_sees_only_what_is_set_for_all(world: World) -> None:
    put(world, Scope.TENANT, 1, 0)
    put(world, Scope.GLOBAL, 2, 0)
    with world.unit_of_work(given.actor(Role.ADMIN, tenant=given.OTHER_TENANT)) as uow:
        assert [(one.scope, one.value) for one in uow.settings.stored()] == [(Scope.GLOBAL, 2)]
