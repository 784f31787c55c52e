"""What has become due is found once, until the lead changes or the clock said that it looks again."""

from datetime import datetime, timedelta

from crm_core.domain.access.actor import Actor
from crm_core.domain.days import local_day
from crm_core.domain.leads.history import HoldReason
from crm_core.domain.leads.holding import placed
from crm_core.domain.leads.lifecycle import released
from crm_core.domain.leads.recorded import HoldId
from crm_core.domain.leads.summary import News, NewsRow
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


def test_what_was_released_is_found_until_it_is_pseudonymised_and_a_reservation_when_it_is_over(
    world: World,
) -> None:
    lead = given.kept_lead(world, given.lead_made(world))
    reserved = given.kept_lead(world, given.reservation_made(world, "Hotel am See"))
    assert reserved.reserved_until is not None
    dues = world.lead_dues
    assert dues.to_pseudonymise(given.SYSTEM, 10) == []
    assert dues.over_reservations(given.SYSTEM, reserved.reserved_until - timedelta(microseconds=1), 10) == []
    assert dues.over_reservations(given.SYSTEM, reserved.reserved_until, 10) == [reserved.id]

    with world.unit_of_work(given.SYSTEM) as uow:
        held = uow.leads.lock(lead.id)
        uow.leads.save(released(held, BASE_END), uow.leads.facts(lead.id))
        uow.commit()
    assert dues.to_pseudonymise(given.SYSTEM, 10) == [lead.id]
    assert dues.to_pseudonymise(STRANGER, 10) == []
    assert dues.over_reservations(STRANGER, reserved.reserved_until, 10) == []


def test_before_a_lapse_is_found_what_waits_for_a_decision_and_nothing_else(world: World) -> None:
    lead, _ = (given.kept_lead(world, given.lead_made(world, name)) for name in ("Rose", "Hotel am See"))
    hold = (HoldId(world.ids.new()), HoldReason.CUSTOMER_BLOCKED, given.START, None)
    with world.unit_of_work(given.MANAGER) as uow:
        held = uow.leads.lock(lead.id)
        waiting = placed(*hold, by=given.user(1), now=given.START)
        uow.leads.save(held, uow.leads.facts(lead.id).with_fact(waiting))
        uow.commit()
    dues, hour = world.lead_dues, timedelta(hours=1)

    assert dues.near_lapse(given.SYSTEM, BASE_END - hour, BASE_END, 10) == [lead.id]
    assert dues.near_lapse(given.SYSTEM, BASE_END - 2 * hour, BASE_END - hour, 10) == []
    assert dues.near_lapse(given.SYSTEM, BASE_END, BASE_END + hour, 10) == []
    assert dues.near_lapse(STRANGER, BASE_END - hour, BASE_END, 10) == []


def test_the_news_of_a_day_are_yesterdays_lapses_and_what_comes_within_the_week(world: World) -> None:
    lead = given.kept_lead(world, given.lead_made(world))

    def news(at: datetime) -> list[News]:
        rows = world.lead_dues.news(given.SYSTEM, local_day(at))
        assert all(row == NewsRow(row.news, lead.id, given.user(1), "BERLIN") for row in rows)
        return [row.news for row in rows]

    day = timedelta(days=1)
    assert [news(DUE - 7 * day), news(DUE - 6 * day), news(DUE), news(DUE + day)] == [
        [],
        [News.DUE],
        [News.DUE],
        [],
    ]
    found = [news(BASE_END + number * day) for number in (-7, -6, 0, 1, 2)]
    assert found == [[], [News.LAPSING], [News.LAPSING], [News.LAPSED], []]
    assert world.lead_dues.news(STRANGER, local_day(DUE)) == []
