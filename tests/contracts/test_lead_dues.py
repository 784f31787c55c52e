"""What has become due is found once, until the lead changes or the clock said that it looks again."""

from datetime import timedelta

from crm_core.domain.access.actor import Actor
from crm_core.ports.world import World
from tests import given

DUE = given.START + timedelta(days=60)
LATER = DUE + timedelta(days=1)
BASE_END = given.START + timedelta(days=184)
STRANGER = Actor.system(given.OTHER_TENANT, given.CORRELATION)


def test_a_reminder_is_due_from_its_instant_on_and_for_the_system_of_the_tenant_alone(world: World) -> None:
    lead = given.kept_lead(world, given.lead_made(world))
    dues = world.lead_dues

    assert dues.reminders(given.SYSTEM, DUE - timedelta(microseconds=1), 10) == []
    assert dues.reminders(given.SYSTEM, DUE, 10) == [lead.id]
    assert dues.reminders(STRANGER, DUE, 10) == []


def test_what_was_looked_at_stays_out_until_it_changes_or_its_time_comes(world: World) -> None:
    lead = given.kept_lead(world, given.lead_made(world))
    dues = world.lead_dues

    with world.unit_of_work(given.SYSTEM) as uow:
        uow.lead_agenda.looked(lead.id, lead.version, LATER)
        uow.commit()
    assert dues.reminders(given.SYSTEM, DUE, 10) == []
    assert dues.reminders(given.SYSTEM, LATER, 10) == [lead.id]

    with world.unit_of_work(given.SYSTEM) as uow:
        uow.lead_agenda.looked(lead.id, lead.version, None)
        uow.commit()
    assert dues.reminders(given.SYSTEM, LATER, 10) == []

    with world.unit_of_work(given.SYSTEM) as uow:
        changed = uow.leads.lock(lead.id)
        uow.leads.save(changed, uow.leads.facts(lead.id))
        uow.commit()
    assert dues.reminders(given.SYSTEM, LATER, 10) == [lead.id]


def test_a_lapse_is_found_until_it_is_told_and_a_release_when_its_day_is_over(world: World) -> None:
    lead = given.kept_lead(world, given.lead_made(world))
    assert lead.standing is not None
    assert lead.standing.lapse is not None
    lapse, dues = lead.standing.lapse.at, world.lead_dues

    assert dues.lapsed(given.SYSTEM, lapse - timedelta(microseconds=1), 10) == []
    assert dues.lapsed(given.SYSTEM, lapse, 10) == [lead.id]
    assert dues.releasable(given.SYSTEM, lapse, 10) == []
    assert dues.releasable(given.SYSTEM, lapse + timedelta(microseconds=1), 10) == [lead.id]

    with world.unit_of_work(given.SYSTEM) as uow:
        assert uow.lead_agenda.tell_lapse(lead.id, lapse)
        assert not uow.lead_agenda.tell_lapse(lead.id, lapse)
        uow.lead_agenda.looked(lead.id, lead.version, None)
        uow.commit()
    assert dues.lapsed(given.SYSTEM, lapse, 10) == []
