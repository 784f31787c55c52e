"""What every store of set values keeps: on top of the version one has seen, at its place, with a history."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from decimal import Decimal
from threading import Barrier
from uuid import UUID

import pytest

from crm_core.domain.access.actor import Actor
from crm_core.domain.access.role import Role
from crm_core.domain.refusals import NotAllowed, Outdated
from crm_core.domain.settings.setting import Scope, StoredValue
from crm_core.ports.world import World
from tests import given

KEY = "http.rateLimit.reads"
# By scope: who sets it, and whose it is then.
PLACES = {
    Scope.GLOBAL: (given.SYSTEM, ""),
    Scope.TENANT: (given.ADMIN, ""),
    Scope.ORG: (given.team_lead("BERLIN"), "BERLIN"),
    Scope.USER: (given.rep(1), str(given.rep(1).user)),
}


def put(world: World, scope: Scope, value: object, version: int) -> StoredValue:
    by, whose = PLACES[scope]
    return put_as(world, by, scope, value, version, whose)


def put_as(
    world: World, by: Actor, scope: Scope, value: object, version: int = 0, whose: str = ""
) -> StoredValue:
    with world.unit_of_work(by) as uow:
        stored = uow.settings.put(KEY, scope, value, version=version, whose=whose)
        uow.commit()
    return stored


def seen(world: World, by: Actor) -> list[tuple[Scope, str, object]]:
    with world.unit_of_work(by) as uow:
        return sorted((one.scope, one.whose, one.value) for one in uow.settings.stored())


@pytest.mark.parametrize(
    "value",
    [
        True,
        7,
        "Grün",
        Decimal("1.50"),
        (1, (Decimal(2), "x"), ()),
        {"a": (1,), "b": None},
        date(2026, 3, 2),
        datetime(2026, 3, 2, 8, tzinfo=UTC),
        UUID(int=7),
    ],
)
@pytest.mark.parametrize("scope", list(Scope))
def test_a_value_comes_back_as_it_was_set(world: World, scope: Scope, value: object) -> None:
    put(world, scope, value, 0)

    with world.unit_of_work(given.rep(1)) as uow:
        (stored,) = uow.settings.stored()
    assert stored == StoredValue(KEY, scope, value, 1, PLACES[scope][1])
    assert repr(stored.value) == repr(value)


def test_each_change_is_the_next_version(world: World) -> None:
    assert [put(world, Scope.TENANT, value, value - 1).version for value in (1, 2, 3)] == [1, 2, 3]


@pytest.mark.parametrize("scope", list(Scope))
def test_what_is_taken_back_goes_on_counting(world: World, scope: Scope) -> None:
    put(world, scope, 1, 0)
    put(world, scope, None, 1)
    with world.unit_of_work(given.rep(1)) as uow:
        assert [(one.value, one.version) for one in uow.settings.stored()] == [(None, 2)]
    with pytest.raises(Outdated):
        put(world, scope, 5, 0)
    assert put(world, scope, 5, 2).version == 3


@pytest.mark.parametrize("scope", list(Scope))
@pytest.mark.parametrize(("version", "present"), [(0, 1), (2, 1)])
def test_a_change_on_top_of_another_version_is_outdated(
    world: World, scope: Scope, version: int, present: int
) -> None:
    put(world, scope, 1, 0)
    with pytest.raises(Outdated) as refusal:
        put(world, scope, 2, version)

    assert refusal.value.facts == {"current": present}
    assert len(world.setting_readings.history(*history_of(scope), before=None, limit=9)) == 1


def test_a_first_version_cannot_be_seen_where_nothing_is_set(world: World) -> None:
    with pytest.raises(Outdated) as refusal:
        put(world, Scope.TENANT, 2, 1)

    assert refusal.value.facts == {"current": 0}


@pytest.mark.parametrize("version", [0, 1])
def test_of_two_changes_at_once_one_wins(world: World, version: int) -> None:
    if version:
        put(world, Scope.TENANT, 0, 0)
    start = Barrier(2)

    def change(value: int) -> object:
        start.wait(5)
        try:
            return put(world, Scope.TENANT, value, version).value
        except Outdated:
            return None

    with ThreadPoolExecutor(2) as threads:
        outcomes = list(threads.map(change, [1, 2]))

    assert sorted(map(str, outcomes)) in (["1", "None"], ["2", "None"])
    changes = world.setting_readings.history(*history_of(Scope.TENANT), before=None, limit=9)
    assert [one.version for one in changes] == list(range(version + 1, 0, -1))


def test_everybody_of_the_tenant_hears_regions_and_only_oneself_hears_oneself(world: World) -> None:
    for scope in Scope:
        put(world, scope, 1, 0)
    wide = [(Scope.GLOBAL, "", 1), (Scope.ORG, "BERLIN", 1), (Scope.TENANT, "", 1)]

    assert seen(world, given.rep(2)) == seen(world, given.ADMIN) == wide
    assert seen(world, given.rep(1)) == sorted([*wide, (Scope.USER, PLACES[Scope.USER][1], 1)])
    assert seen(world, given.actor(Role.ADMIN, tenant=given.OTHER_TENANT)) == wide[:1]


EVERYBODY = (
    *(given.actor(role, number=1, regions={"BERLIN"}) for role in Role if role is not Role.SYSTEM),
    given.team_lead("KIEL"),
    given.SYSTEM,
)


@pytest.mark.parametrize("by", EVERYBODY, ids=lambda by: f"{sorted(by.roles)} {sorted(by.regions)}")
def test_the_wall_lets_through_whom_the_rule_lets_through(world: World, by: Actor) -> None:
    """Each scope by its own rule: in memory the rule itself, in the database its policies."""
    decides = {
        (Scope.GLOBAL, ""): by.is_system,
        (Scope.TENANT, ""): by.holds(Role.ADMIN, Role.SYSTEM),
        (Scope.ORG, "BERLIN"): by.holds(Role.ADMIN, Role.SYSTEM)
        or (by.holds(Role.TEAM_LEAD) and "BERLIN" in by.regions),
        (Scope.USER, str(by.user)): not by.is_system,
        (Scope.USER, str(given.user(77))): False,
    }
    found = {}
    for scope, whose in decides:
        try:
            put_as(world, by, scope, 1, 0, whose)
            found[scope, whose] = True
        except NotAllowed:
            found[scope, whose] = False
    assert found == decides


def history_of(scope: Scope, by: Actor | None = None) -> "tuple[Actor, str, Scope, str]":
    return by or PLACES[scope][0], KEY, scope, PLACES[scope][1]


@pytest.mark.parametrize("scope", list(Scope))
def test_the_history_says_who_when_and_from_what_to_what(world: World, scope: Scope) -> None:
    for version, value in enumerate((1, Decimal("2.50"), None, (3,))):
        put(world, scope, value, version)
    by, whose = PLACES[scope]
    place = history_of(scope)
    changes = world.setting_readings.history(*place, before=None, limit=10)

    assert [(one.version, one.before, one.after) for one in changes] == [
        (4, None, (3,)),
        (3, Decimal("2.50"), None),
        (2, 1, Decimal("2.50")),
        (1, None, 1),
    ]
    assert {(one.by, one.at, one.whose, one.correlation) for one in changes} == {
        (by.user, given.START, whose, given.CORRELATION)
    }
    assert [one.version for one in world.setting_readings.history(*place, before=4, limit=2)] == [3, 2]


def test_nobody_reads_the_history_of_another_tenant_or_person(world: World) -> None:
    for scope in Scope:
        put(world, scope, 1, 0)
    stranger = given.actor(Role.ADMIN, tenant=given.OTHER_TENANT, number=91)

    for scope in (Scope.TENANT, Scope.ORG, Scope.USER):
        assert list(world.setting_readings.history(*history_of(scope, stranger), before=None, limit=9)) == []
    foreign = history_of(Scope.USER, given.rep(2))
    assert list(world.setting_readings.history(*foreign, before=None, limit=9)) == []
