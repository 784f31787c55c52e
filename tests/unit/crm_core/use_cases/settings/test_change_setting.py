"""Who may set what, that nobody overwrites what they have not seen, and that limits hold."""

import pytest

from adapters.memory.store import MemoryStore
from crm_core.domain.access.actor import Actor
from crm_core.domain.access.role import Role
from crm_core.domain.audit.entry import Outcome
from crm_core.domain.refusals import FieldError, Invalid, NotAllowed, NotFound, Outdated
from crm_core.domain.settings.setting import Scope
from crm_core.ports.world import World
from crm_core.queries.all_settings import all_settings
from crm_core.queries.effective_settings import effective_settings
from crm_core.queries.setting_at_scope import setting_at_scope
from crm_core.queries.setting_history import ChangesOf, setting_history
from crm_core.use_cases.settings.change_setting import ChangeSetting, change_setting
from tests import given
from tests.second_pack import STAGES
from tests.worlds import in_memory

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


AREA, LIMIT = "stages.maxSquareMetres", "stages.hiresADay"
LEAD, REP = given.team_lead("BERLIN"), given.rep(1, regions={"BERLIN"})


@pytest.fixture
def stages() -> World:
    return in_memory(STAGES)


def put(world: World, by: Actor, scope: Scope, value: object, version: int = 0, key: str = LIMIT) -> object:
    return change_setting(ChangeSetting(key, scope, value, version), actor=by, world=world).value


def applies(world: World, by: Actor, key: str = LIMIT) -> tuple[object, Scope | None]:
    (found,) = effective_settings([key], actor=by, world=world)
    return found.value, found.source


def test_each_scope_is_decided_by_whom_it_belongs_to(stages: World) -> None:
    put(stages, given.SYSTEM, Scope.GLOBAL, 40)
    put(stages, given.ADMIN, Scope.TENANT, 30)
    put(stages, LEAD, Scope.ORG, 20)
    put(stages, REP, Scope.USER, 10)

    assert applies(stages, REP) == (10, Scope.USER)
    assert applies(stages, given.rep(2, regions={"BERLIN"})) == (20, Scope.ORG)
    assert applies(stages, given.rep(2, regions={"KIEL"})) == (30, Scope.TENANT)
    assert applies(stages, given.actor(tenant=given.OTHER_TENANT)) == (40, Scope.GLOBAL)


@pytest.mark.parametrize("by", [REP, given.MANAGER, given.AUDITOR, given.team_lead("KIEL")])
@pytest.mark.parametrize("scope", [Scope.GLOBAL, Scope.TENANT, Scope.ORG])
def test_others_decide_nothing_there(stages: World, by: Actor, scope: Scope) -> None:
    with pytest.raises(NotAllowed):
        change_setting(ChangeSetting(LIMIT, scope, 5, 0, "BERLIN"), actor=by, world=stages)
    assert applies(stages, REP)[1] is None


def test_a_region_is_named_by_whom_has_none_or_several(stages: World) -> None:
    for by in (given.ADMIN, given.team_lead("BERLIN", "KIEL")):
        with pytest.raises(Invalid) as refusal:
            put(stages, by, Scope.ORG, 5)
        assert refusal.value.errors == (FieldError("/region", "required"),)
    change_setting(ChangeSetting(LIMIT, Scope.ORG, 5, 0, "BERLIN"), actor=given.ADMIN, world=stages)
    assert applies(stages, REP) == (5, Scope.ORG)


@pytest.mark.parametrize(("by", "scope"), [(given.ADMIN, Scope.TENANT), (LEAD, Scope.ORG), (REP, Scope.USER)])
def test_nobody_raises_what_a_wider_scope_limits(stages: World, by: Actor, scope: Scope) -> None:
    put(stages, given.SYSTEM, Scope.GLOBAL, 40)
    with pytest.raises(Invalid) as refusal:
        put(stages, by, scope, 41)
    assert refusal.value.errors == (FieldError("/value", "too-large", {"maximum": "40"}),)
    assert put(stages, by, scope, 40) == 40


def test_the_default_limits_until_the_installation_says_more(stages: World) -> None:
    with pytest.raises(Invalid):
        put(stages, given.ADMIN, Scope.TENANT, 51)
    put(stages, given.SYSTEM, Scope.GLOBAL, 60)
    assert put(stages, given.ADMIN, Scope.TENANT, 51) == 51


def test_a_limit_lowered_later_cuts_what_was_set_before(stages: World) -> None:
    put(stages, REP, Scope.USER, 45)
    put(stages, given.ADMIN, Scope.TENANT, 30)

    (found,) = effective_settings([LIMIT], actor=REP, world=stages)
    assert (found.value, found.source, found.limited) == (30, Scope.TENANT, True)


def test_what_is_taken_back_lets_the_wider_scope_apply(stages: World) -> None:
    put(stages, given.ADMIN, Scope.TENANT, 30)
    put(stages, REP, Scope.USER, 10)
    assert put(stages, REP, Scope.USER, None, 1) == 30

    found = setting_at_scope(LIMIT, Scope.USER, actor=REP, world=stages)
    assert found.stored is not None
    assert (found.stored.value, found.stored.version) == (None, 2)
    with pytest.raises(Outdated):
        put(stages, REP, Scope.USER, 5, 0)


def test_the_same_value_again_is_no_change(stages: World) -> None:
    put(stages, REP, Scope.USER, 10)
    put(stages, REP, Scope.USER, 10, 1)
    put(stages, given.ADMIN, Scope.TENANT, None, 0)

    page = setting_history(ChangesOf(LIMIT, Scope.USER), actor=REP, world=stages)
    assert [one.version for one in page.items] == [1]


def test_parts_of_an_object_come_together(stages: World) -> None:
    key = "stages.office"
    put(stages, given.ADMIN, Scope.TENANT, {"opens": "07:00"}, key=key)
    put(stages, REP, Scope.USER, {"closes": "15:00"}, key=key)

    assert applies(stages, REP, key)[0] == {"opens": "07:00", "closes": "15:00"}
    with pytest.raises(Invalid) as refusal:
        put(stages, REP, Scope.USER, {"shuts": "15:00"}, 1, key)
    assert refusal.value.errors[0].pointer == "/value/shuts"


def test_the_history_is_read_by_those_who_decide_or_answer_for_it(stages: World) -> None:
    for value in range(1, 5):
        put(stages, LEAD, Scope.ORG, value, value - 1)
    asked = ChangesOf(LIMIT, Scope.ORG, "BERLIN", limit=3)
    for by in (LEAD, given.ADMIN, given.AUDITOR, given.MANAGER):
        page = setting_history(asked, actor=by, world=stages)
        assert [(one.before, one.after) for one in page.items] == [(3, 4), (2, 3), (1, 2)]
        rest = ChangesOf(LIMIT, Scope.ORG, "BERLIN", page.next_cursor, 3)
        last = setting_history(rest, actor=by, world=stages)
        assert ([one.before for one in last.items], last.next_cursor) == ([None], None)
    for by in (REP, given.team_lead("KIEL"), given.actor(Role.CHAIN_MANAGER, regions={"BERLIN"})):
        with pytest.raises(NotAllowed):
            setting_history(asked, actor=by, world=stages)


def test_the_list_says_what_one_may_set(stages: World) -> None:
    found = {one.setting.key: one for one in all_settings(actor=REP, world=stages)}

    assert list(found) == sorted(stages.settings.declared)
    assert found[LIMIT].may_set == (Scope.USER,)
    assert [one.scope for one in found[LIMIT].scopes] == list(Scope)
    without = {one.setting.key: one for one in all_settings(actor=given.ADMIN, world=stages)}
    assert without[LIMIT].may_set == (Scope.TENANT, Scope.USER)
    assert found[AREA].may_set == ()


def test_what_is_left_behind_names_keys_and_no_values(stages: World) -> None:
    put(stages, given.ADMIN, Scope.TENANT, 30)
    put(stages, given.ADMIN, Scope.TENANT, None, 1)
    stages.relay.move(limit=10)
    with stages.unit_of_work(given.SYSTEM) as uow:
        deeds = [one.deed for one in uow.audit.newest(limit=10)]
        events = uow.event_log.read_after(given.TENANT, 0, limit=10)

    told = {"tenantId": str(given.TENANT), "key": LIMIT, "scope": "tenant"}
    assert [event.envelope.data for event in events] == [told, told]
    assert [(deed.action, deed.resource_id, deed.fields) for deed in deeds] == [
        ("reset", LIMIT, ("tenant",)),
        ("change", LIMIT, ("tenant",)),
    ]
