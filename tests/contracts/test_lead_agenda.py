"""What the protection clock notes is the system's own, and is forgotten when the lead changes."""

from datetime import date

from crm_core.domain.access.actor import Actor
from crm_core.domain.leads.clock_work import Measure
from crm_core.ports.world import World
from tests import given

DAY = date(2026, 3, 2)


def test_a_tally_grows_by_what_is_counted_and_knows_its_day(world: World) -> None:
    for by in (1, 2):
        with world.unit_of_work(given.SYSTEM) as uow:
            uow.lead_agenda.count(DAY, Measure.DUE, by)
            uow.lead_agenda.count(date(2026, 3, 3), Measure.LAPSED)
            uow.commit()

    with world.unit_of_work(given.SYSTEM) as uow:
        assert uow.lead_agenda.tally(DAY) == {Measure.DUE: 3}
        assert uow.lead_agenda.tally(date(2026, 3, 3)) == {Measure.LAPSED: 2}
        assert uow.lead_agenda.tally(date(2026, 3, 4)) == {}


def test_another_tenant_counts_for_itself(world: World) -> None:
    with world.unit_of_work(given.SYSTEM) as uow:
        uow.lead_agenda.count(DAY, Measure.DUE)
        uow.commit()

    with world.unit_of_work(Actor.system(given.OTHER_TENANT, given.CORRELATION)) as uow:
        assert uow.lead_agenda.tally(DAY) == {}
