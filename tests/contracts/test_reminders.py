"""What every store of reminders keeps: who is told sees them, and a letter is one worker's at a time."""

from datetime import date, timedelta

import pytest
from attrs import evolve

from crm_core.domain.access.actor import Actor
from crm_core.domain.access.role import Role
from crm_core.domain.follow_ups.follow_up import Closing, FollowUp
from crm_core.domain.follow_ups.reminder import CLAIMED_FOR, Letter, Reminder, ReminderId
from crm_core.domain.follow_ups.sla import Notch
from crm_core.domain.refusals import NotAllowed, NotFound
from crm_core.ports.world import World
from tests import due, given

OWNER = given.rep(1)
LEAD = given.team_lead("BERLIN")
DAY = date(2026, 3, 2)


def follow_up(world: World) -> FollowUp:
    return due.opened(world, given.customer(world, owner=OWNER.user).id, owner=OWNER.user)


def told(world: World, about: FollowUp, *, minutes: int = 0, **more: object) -> Reminder:
    """A reminder that exists in this world."""
    made = Reminder(
        id=ReminderId(world.ids.new()),
        tenant_id=given.TENANT,
        follow_up_id=about.id,
        notch=Notch.REMINDER,
        passed_at=given.START,
        created_at=given.START + timedelta(minutes=minutes),
        **more,  # type: ignore[arg-type]  # a builder's loose arguments
    )
    with world.unit_of_work(given.SYSTEM) as uow:
        uow.reminders.add(made)
        uow.commit()
    return made


def inbox(world: World, actor: Actor, limit: int = 9) -> list[Reminder]:
    return [one for one, _ in world.follow_up_readings.inbox(actor, limit=limit)]


def test_a_reminder_comes_back_as_it_was_kept_and_changed(world: World) -> None:
    made = told(world, follow_up(world), owner_user_id=OWNER.user, by_letter=True)
    changed = evolve(made.claimed(given.START), opened_at=given.START)
    with world.unit_of_work(given.SYSTEM) as uow:
        assert uow.reminders.lock(made.id) == made
        uow.reminders.save(changed)
        uow.commit()
    with world.unit_of_work(given.SYSTEM) as uow:
        assert uow.reminders.lock(made.id) == changed


def test_the_owner_the_team_and_where_nobody_leads_the_managers_find_it_in_their_inbox(world: World) -> None:
    about = follow_up(world)
    own = told(world, about, owner_user_id=OWNER.user)
    teams = told(world, about, region="BERLIN", minutes=1)
    nobodys = told(world, about, minutes=2)
    told(world, about, owner_user_id=OWNER.user, by_letter=True)

    assert inbox(world, OWNER) == [own]
    assert inbox(world, LEAD) == [teams]
    assert inbox(world, given.MANAGER) == [nobodys]
    assert inbox(world, given.team_lead("HAMBURG")) == []
    assert inbox(world, given.rep(2)) == []
    assert inbox(world, given.actor(Role.MANAGER, tenant=given.OTHER_TENANT)) == []
    [(_, shown)] = world.follow_up_readings.inbox(OWNER, limit=1)
    assert shown == about


def test_the_newest_comes_first_and_what_was_opened_or_done_is_gone(world: World) -> None:
    first, other = follow_up(world), follow_up(world)
    one = told(world, first, owner_user_id=OWNER.user)
    two = told(world, other, owner_user_id=OWNER.user, minutes=1)
    three = told(world, other, owner_user_id=OWNER.user, minutes=2)
    assert inbox(world, OWNER) == [three, two, one]
    assert inbox(world, OWNER, limit=2) == [three, two]

    with world.unit_of_work(OWNER) as uow:
        uow.reminders.save(uow.reminders.lock(three.id).opened(given.START))
        uow.follow_ups.save(uow.follow_ups.lock(first.id).completed(Closing(given.START)))
        uow.commit()
    assert inbox(world, OWNER) == [two]


def test_nobody_opens_what_was_told_to_somebody_else(world: World) -> None:
    own = told(world, follow_up(world), owner_user_id=OWNER.user)
    for stranger in (given.rep(2), given.team_lead("BERLIN"), given.AUDITOR):
        with world.unit_of_work(stranger) as uow, pytest.raises(NotFound):
            uow.reminders.lock(own.id)


def test_people_do_not_make_reminders(world: World) -> None:
    made = told(world, follow_up(world), owner_user_id=OWNER.user)

    def add() -> None:
        with world.unit_of_work(given.MANAGER) as uow:
            uow.reminders.add(evolve(made, id=ReminderId(world.ids.new())))
            uow.commit()

    with pytest.raises(NotAllowed):
        add()


def test_a_letter_waits_until_it_has_ended_and_while_somebody_is_at_it_for_nobody(world: World) -> None:
    about, now = follow_up(world), given.START
    first = told(world, about, owner_user_id=OWNER.user, by_letter=True)
    second = told(world, about, owner_user_id=OWNER.user, by_letter=True, minutes=1)
    told(world, about, owner_user_id=OWNER.user)
    with world.unit_of_work(given.SYSTEM) as uow:
        assert uow.reminders.unsent(now, limit=9) == [first, second]
        assert uow.reminders.unsent(now, limit=1) == [first]
        uow.reminders.save(first.claimed(now))
        uow.reminders.save(second.sent(now))
        uow.commit()
    with world.unit_of_work(given.SYSTEM) as uow:
        assert uow.reminders.unsent(now + CLAIMED_FOR - timedelta(seconds=1), limit=9) == []
        assert uow.reminders.unsent(now + CLAIMED_FOR, limit=9) == [first.claimed(now)]
        uow.reminders.save(first.dropped(now))
        uow.commit()
    with world.unit_of_work(given.SYSTEM) as uow:
        assert uow.reminders.unsent(now + CLAIMED_FOR, limit=9) == []


def test_a_tally_grows_by_rule_and_by_what_is_counted_for_its_tenant_and_day(world: World) -> None:
    for by in (1, 2):
        with world.unit_of_work(given.SYSTEM) as uow:
            uow.reminders.count(DAY, "judge", Notch.OVERDUE, by)
            uow.reminders.count(DAY, "judge", Letter.SENT)
            uow.reminders.count(date(2026, 3, 3), "other", Notch.OVERDUE)
            uow.commit()
    with world.unit_of_work(given.SYSTEM) as uow:
        assert uow.reminders.tally(DAY) == {("judge", "OVERDUE"): 3, ("judge", "LETTER_SENT"): 2}
    with world.unit_of_work(Actor.system(given.OTHER_TENANT, given.CORRELATION)) as uow:
        assert uow.reminders.tally(DAY) == {}
