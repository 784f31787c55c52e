"""What every store of messages keeps: a thing is told once, and a letter is one worker's at a time."""

from datetime import timedelta

import pytest
from attrs import evolve

from crm_core.domain.leads.message import CLAIMED_FOR, Message, MessageId, MessageKind
from crm_core.domain.party import LeadId
from crm_core.domain.refusals import NotAllowed, NotFound
from crm_core.ports.world import World
from tests import given

OWNER = given.rep(1)


def made(world: World, key: str = "x", **more: object) -> Message:
    given_: dict[str, object] = {"kind": MessageKind.HOLD_FORGOTTEN, "made_at": given.START, **more}
    return Message(id=MessageId(world.ids.new()), tenant_id=given.TENANT, key=key, **given_)  # type: ignore[arg-type]


def told(world: World, key: str = "x", **more: object) -> Message:
    message = made(world, key, **more)
    with world.unit_of_work(given.SYSTEM) as uow:
        assert uow.messages.tell(message)
        uow.commit()
    return message


def kept(world: World, message: Message) -> Message:
    with world.unit_of_work(given.SYSTEM) as uow:
        return uow.messages.lock(message.id)


def test_a_message_comes_back_as_it_was_kept_and_changed(world: World) -> None:
    said = {"DUE": {"count": 2, "leads": ["a", "b"]}, "day": "2026-03-02"}
    first = told(world, owner_user_id=OWNER.user, lead_id=LeadId(world.ids.new()), said=said, by_letter=True)
    assert kept(world, first) == first
    changed = evolve(first.claimed(given.START), opened_at=given.START, sent_at=given.START)
    with world.unit_of_work(given.SYSTEM) as uow:
        uow.messages.lock(first.id)
        uow.messages.save(changed)
        uow.commit()
    assert kept(world, first) == changed


def test_the_same_is_told_once_and_an_undone_telling_is_none(world: World) -> None:
    with world.unit_of_work(given.SYSTEM) as uow:
        assert uow.messages.tell(made(world))
    told(world)
    with world.unit_of_work(given.SYSTEM) as uow:
        assert not uow.messages.tell(made(world))
        assert uow.messages.tell(made(world, "y"))
        uow.commit()


def test_only_the_system_tells(world: World) -> None:
    for by in (OWNER, given.ADMIN):
        with pytest.raises(NotAllowed), world.unit_of_work(by) as uow:
            uow.messages.tell(made(world))


def test_what_was_told_to_somebody_else_does_not_exist(world: World) -> None:
    message = told(world, owner_user_id=OWNER.user)
    for by in (given.rep(2), given.team_lead("BERLIN"), given.AUDITOR):
        with pytest.raises(NotFound), world.unit_of_work(by) as uow:
            uow.messages.lock(message.id)


def test_letters_wait_until_they_left_and_nobody_else_takes_one_up_meanwhile(world: World) -> None:
    later = told(world, "later", by_letter=True, made_at=given.START + timedelta(hours=1))
    first = told(world, "first", by_letter=True)
    told(world, "inbox")
    now = given.START + timedelta(days=1)

    def waiting(at: timedelta = timedelta()) -> list[Message]:
        with world.unit_of_work(given.SYSTEM) as uow:
            return list(uow.messages.unsent(now + at, limit=9))

    assert waiting() == [first, later]
    with world.unit_of_work(given.SYSTEM) as uow:
        assert len(uow.messages.unsent(now, limit=1)) == 1
        uow.messages.save(first.claimed(now))
        uow.messages.save(later.dropped(now))
        uow.commit()
    assert waiting() == []
    assert [one.id for one in waiting(CLAIMED_FOR)] == [first.id]
    with world.unit_of_work(given.SYSTEM) as uow:
        uow.messages.save(first.sent(now))
        uow.commit()
    assert waiting(CLAIMED_FOR) == []
