"""A pack plugs into the core by declaring, and the core knows no pack."""

import pytest

from adapters.memory.world import memory_world
from adapters.system.seals import KeyedSeals
from crm_core.domain.activities.settings import OFFERED_KINDS
from crm_core.domain.fields.faults import Faults
from crm_core.domain.refusals import Invalid, NotFound
from crm_core.domain.settings.setting import Scope
from crm_core.pack import activity_types_of, events_of, kpis_of, settings_of
from crm_core.ports.world import World
from crm_core.queries.effective_settings import effective_settings
from crm_core.use_cases.settings.change_setting import ChangeSetting, change_setting
from tests import given
from tests.second_pack import STAGES, StageHired

KEY = "stages.maxSquareMetres"


@pytest.fixture
def world() -> World:
    seals = KeyedSeals(b"k" * 32)
    return memory_world(STAGES, clock=given.StandingClock(), ids=given.CountingIds(), seals=seals)


def test_a_packs_settings_work_like_the_cores(world: World) -> None:
    change_setting(ChangeSetting(KEY, Scope.TENANT, 600, 0), actor=given.ADMIN, world=world)
    effective = effective_settings([KEY], actor=given.ADMIN, world=world)

    assert [(one.value, one.source) for one in effective] == [(600, Scope.TENANT)]


def test_a_packs_limits_are_kept(world: World) -> None:
    with pytest.raises(Invalid) as refusal:
        change_setting(ChangeSetting(KEY, Scope.TENANT, 6000, 0), actor=given.ADMIN, world=world)
    assert [error.code for error in refusal.value.errors] == ["too-large"]

    with pytest.raises(Invalid) as refusal:
        change_setting(
            ChangeSetting("stages.roof", Scope.TENANT, "ALWAYS", 0), actor=given.ADMIN, world=world
        )
    assert [error.field for error in refusal.value.errors] == ["scope"]


def test_a_packs_facts_join_the_catalogue() -> None:
    assert events_of(STAGES).facts["stage.hired"] is StageHired
    assert "stage.hired" not in events_of().facts


def test_without_the_pack_its_settings_do_not_exist() -> None:
    with pytest.raises(NotFound):
        settings_of().get(KEY)


def test_a_packs_activity_type_is_one_declaration() -> None:
    types = activity_types_of(STAGES)

    assert types.offered[-1] == "SITE_VISIT"
    assert "NOTE" in types.offered
    assert "SITE_VISIT" not in activity_types_of().types


def test_without_a_pack_there_are_no_key_figures() -> None:
    assert kpis_of(STAGES).declared == {}


def test_the_kinds_on_offer_are_those_that_core_and_packs_declare(world: World) -> None:
    setting = settings_of(STAGES).get(OFFERED_KINDS)
    faults = Faults()
    assert setting.kind.parse("NOTE, SITE_VISIT", "", faults) == "NOTE, SITE_VISIT"
    assert setting.kind.parse("", "", faults) == ""
    assert faults.found == []

    for given_kinds, named in (("NOTES", "NOTES"), ("NOTE,CALLS, TOASTING", "CALLS, TOASTING")):
        with pytest.raises(Invalid) as refusal:
            change_setting(
                ChangeSetting(OFFERED_KINDS, Scope.TENANT, given_kinds, 0), actor=given.ADMIN, world=world
            )
        (error,) = refusal.value.errors
        assert (error.pointer, error.code, error.facts["named"]) == ("/value", "unknown-kinds", named)
        assert "SITE_VISIT" in str(error.facts["options"])
