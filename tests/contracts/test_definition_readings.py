"""What every store tells about definitions: the newest to all of the tenant, versions to who decides."""

import pytest

from crm_core.domain.access.role import Role
from crm_core.domain.definitions.stored import DefinitionChange, StoredDefinition
from crm_core.ports.world import World
from tests import given

FORM = {
    "key": "bins",
    "kind": {"kind": "boolean"},
    "labelDe": "Tonnen",
    "labelEn": "Bins",
    "group": "house",
}


def kept(world: World, version: int) -> DefinitionChange:
    with world.unit_of_work(given.ADMIN) as uow:
        form = {**FORM, "labelEn": f"Bins {version}"}
        change = DefinitionChange(
            "bins", version, None, form, given.START, uow.actor.user, uow.actor.correlation
        )
        uow.field_definitions.take()
        uow.field_definitions.keep(StoredDefinition("bins", version, form), change)
        uow.commit()
    return change


@pytest.mark.parametrize("reader", [given.MANAGER, given.rep(1), given.actor(Role.SERVICE)])
def test_the_next_question_sees_a_change(world: World, reader: object) -> None:
    for version in (1, 2, 3):
        kept(world, version)
        declared = world.definition_readings.declared(reader)  # type: ignore[arg-type]  # an actor of the list
        assert declared.version_of("bins") == version
        assert declared.version_of("other") == 0
        assert declared.catalogue.get("bins").label_en == f"Bins {version}"


def test_a_change_that_was_undone_is_seen_by_nobody(world: World) -> None:
    kept(world, 1)
    with world.unit_of_work(given.ADMIN) as uow:
        uow.field_definitions.take()
        assert uow.field_definitions.catalogue().get("bins").label_en == "Bins 1"
        uow.field_definitions.keep(StoredDefinition("bins", 2, {**FORM, "labelEn": "Undone"}))
    kept(world, 2)
    declared = world.definition_readings.declared(given.MANAGER)

    assert declared.catalogue.get("bins").label_en == "Bins 2"


def test_versions_are_told_newest_first_to_admins_and_auditors_of_the_tenant(world: World) -> None:
    changes = [kept(world, version) for version in (1, 2, 3)]
    readings = world.definition_readings

    assert readings.changes(given.ADMIN, "bins", before=None, limit=2) == changes[:0:-1]
    assert readings.changes(given.AUDITOR, "bins", before=2, limit=2) == changes[:1]
    for reader in (given.MANAGER, given.actor(Role.ADMIN, tenant=given.OTHER_TENANT)):
        assert readings.changes(reader, "bins", before=None, limit=9) == []
