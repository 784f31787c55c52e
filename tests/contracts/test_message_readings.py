"""Who finds what in their inbox: their own, their team's, and what is told to those who manage."""

from datetime import timedelta

from crm_core.domain.access.actor import Actor
from crm_core.domain.access.role import Role
from crm_core.domain.leads.message import Message
from crm_core.ports.world import World
from tests import given
from tests.contracts.test_messages import told

OWNER, LEAD = given.rep(1), given.team_lead("BERLIN")


def inbox(world: World, actor: Actor, limit: int = 9) -> list[Message]:
    return list(world.message_readings.inbox(actor, limit=limit))


def test_each_finds_what_was_told_to_them(world: World) -> None:
    own = told(world, "own", owner_user_id=OWNER.user)
    teams = told(world, "team", region="BERLIN")
    offices = told(world, "office")
    told(world, "letter", owner_user_id=OWNER.user, by_letter=True)

    assert inbox(world, OWNER) == [own]
    assert inbox(world, LEAD) == [teams]
    assert inbox(world, given.MANAGER) == inbox(world, given.ADMIN) == [offices]
    nobody = (given.team_lead("KIEL"), given.rep(2), given.actor(Role.MANAGER, tenant=given.OTHER_TENANT))
    assert [inbox(world, one) for one in nobody] == [[], [], []]
    assert inbox(world, given.rep(3, regions={"BERLIN"})) == []


def test_the_newest_comes_first_and_what_was_opened_is_gone(world: World) -> None:
    first, second, third = (
        told(world, str(hour), owner_user_id=OWNER.user, made_at=given.START + timedelta(hours=hour))
        for hour in range(3)
    )
    assert inbox(world, OWNER, 2) == [third, second]
    with world.unit_of_work(OWNER) as uow:
        uow.messages.save(uow.messages.lock(second.id).opened(given.START))
        uow.commit()
    assert inbox(world, OWNER) == [third, first]
