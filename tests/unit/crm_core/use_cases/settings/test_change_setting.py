"""Who may set what, and that nobody overwrites what they have not seen."""

import pytest

from adapters.memory.store import MemoryStore
from crm_core.domain.audit.entry import Outcome
from crm_core.domain.refusals import Invalid, NotAllowed, NotFound, Outdated
from crm_core.domain.settings.setting import Scope
from crm_core.ports.world import World
from crm_core.queries.effective_settings import effective_settings
from crm_core.use_cases.settings.change_setting import ChangeSetting, change_setting
from tests import given

KEY = "http.requireIfMatch"


def test_a_change_applies_to_the_next_question(world: World, store: MemoryStore) -> None:
    change_setting(ChangeSetting(KEY, Scope.TENANT, True, 0), actor=given.ADMIN, world=world)
    (effective,) = effective_settings([KEY], actor=given.MANAGER, world=world)

    assert (effective.value, effective.source, effective.version) == (True, Scope.TENANT, 1)
    assert store.state.outbox[-1].type == "settings.updated"


def test_another_tenant_is_not_touched_by_it(world: World) -> None:
    change_setting(ChangeSetting(KEY, Scope.TENANT, True, 0), actor=given.ADMIN, world=world)
    elsewhere = given.actor(tenant=given.OTHER_TENANT)

    assert effective_settings([KEY], actor=elsewhere, world=world)[0].source is None


def test_only_an_admin_may(world: World, store: MemoryStore) -> None:
    with pytest.raises(NotAllowed):
        change_setting(ChangeSetting(KEY, Scope.TENANT, True, 0), actor=given.MANAGER, world=world)

    assert store.state.settings == {}
    assert store.state.audit[-1].deed.outcome is Outcome.DENIED


def test_a_value_of_another_kind_is_refused(world: World) -> None:
    with pytest.raises(Invalid):
        change_setting(ChangeSetting(KEY, Scope.TENANT, "yes", 0), actor=given.ADMIN, world=world)


def test_an_undeclared_key_does_not_exist(world: World) -> None:
    with pytest.raises(NotFound):
        change_setting(ChangeSetting("no.such", Scope.TENANT, True, 0), actor=given.ADMIN, world=world)


def test_the_second_of_two_admins_is_told(world: World) -> None:
    change_setting(ChangeSetting(KEY, Scope.TENANT, True, 0), actor=given.ADMIN, world=world)
    with pytest.raises(Outdated):
        change_setting(ChangeSetting(KEY, Scope.TENANT, False, 0), actor=given.ADMIN, world=world)


def test_what_holds_for_all_tenants_is_set_by_the_installation_alone(world: World) -> None:
    command = ChangeSetting(KEY, Scope.GLOBAL, True, 0)
    with pytest.raises(NotAllowed):
        change_setting(command, actor=given.ADMIN, world=world)
    change_setting(command, actor=given.SYSTEM, world=world)
    elsewhere = given.actor(tenant=given.OTHER_TENANT)

    assert effective_settings([KEY], actor=elsewhere, world=world)[0].source is Scope.GLOBAL
