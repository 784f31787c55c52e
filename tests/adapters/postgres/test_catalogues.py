"""What a process keeps of catalogues is never older, and never another one, than the database says."""

from typing import Any

from adapters.postgres.catalogues import Catalogues
from crm_core.domain.definitions.stored import StoredDefinition
from crm_core.domain.fields.catalogue import Catalogue
from crm_core.ports.world import World
from tests import given
from tests.contracts.test_field_definitions import BINS
from tests.server import Database

NOTHING: tuple[None, ...] = (None, None, None, None, None)


def row(version: int, label: str) -> tuple[Any, ...]:
    return (version, "bins", version, {**BINS, "labelEn": label}, None, False)


def label(catalogue: Catalogue | None) -> str | None:
    return None if catalogue is None else catalogue.get("bins").label_en


def test_a_catalogue_is_known_at_its_version_alone() -> None:
    known = Catalogues(Catalogue())
    assert known.known(given.TENANT, 1) is None
    known.learned(known.asking(given.TENANT), given.TENANT, [row(1, "one")])

    assert label(known.known(given.TENANT, 1)) == "one"
    assert known.known(given.TENANT, 2) is None
    assert known.known(given.OTHER_TENANT, 1) is None
    assert known.known(given.TENANT, None) == Catalogue()


def test_an_answer_without_definitions_says_that_nothing_has_changed() -> None:
    known = Catalogues(Catalogue())
    known.learned(known.asking(given.TENANT), given.TENANT, [row(1, "one")])
    slow = known.asking(given.TENANT)
    known.learned(known.asking(given.TENANT), given.TENANT, [row(2, "two")])
    answer = known.learned(slow, given.TENANT, [(1, *NOTHING)])

    assert label(answer.catalogue) == "two"
    assert label(known.known(given.TENANT, 2)) == "two"


def test_a_database_put_back_to_an_earlier_time_is_believed() -> None:
    known = Catalogues(Catalogue())
    known.learned(known.asking(given.TENANT), given.TENANT, [row(7, "later")])
    answer = known.learned(known.asking(given.TENANT), given.TENANT, [row(3, "earlier")])

    assert label(answer.catalogue) == label(known.known(given.TENANT, 3)) == "earlier"


def test_definitions_travel_only_after_a_change(postgres_world: World, database: Database) -> None:
    readings = postgres_world.definition_readings
    for version in (1, 2):
        with postgres_world.unit_of_work(given.ADMIN) as uow:
            uow.field_definitions.take()
            uow.field_definitions.keep(
                StoredDefinition("bins", version, {**BINS, "labelEn": f"Bins {version}"})
            )
            uow.commit()
        first, again = (readings.declared(given.MANAGER) for _ in range(2))
        assert label(first.catalogue) == f"Bins {version}"
        assert again is first
    with database.connect() as connection:
        connection.execute("UPDATE field_catalogues SET version = 1")
        connection.execute("""UPDATE field_definitions SET form = form || '{"labelEn": "Restored"}'""")
    assert label(readings.declared(given.MANAGER).catalogue) == "Restored"
