"""What every store of cards keeps: one's own card is one's own, and nobody looks into another tenant."""

import pytest
from attrs import evolve

from crm_core.domain.access.actor import Actor
from crm_core.domain.access.role import Role
from crm_core.domain.language import Language
from crm_core.domain.people.card import Card
from crm_core.domain.refusals import NotAllowed
from crm_core.ports.world import World
from tests import given

CARD = Card(given.TENANT, given.user(1), "Jana Petersen", "jana@cookandfresh.example", Language.EN)
STRANGER = given.actor(Role.ADMIN, number=1, tenant=given.OTHER_TENANT)


def kept(world: World, card: Card, by: Actor) -> None:
    with world.unit_of_work(by) as uow:
        uow.people.keep(card)
        uow.commit()


def found(world: World, by: Actor) -> Card | None:
    with world.unit_of_work(by) as uow:
        return uow.people.find(CARD.user_id)


@pytest.mark.parametrize("by", [given.rep(1), given.ADMIN, given.SYSTEM])
def test_a_card_comes_back_as_it_was_kept_last(world: World, by: Actor) -> None:
    kept(world, CARD, by)
    later = evolve(CARD, email=None, language=Language.DE)
    kept(world, later, by)

    assert found(world, given.rep(2)) == later


@pytest.mark.parametrize("by", [given.rep(2), given.MANAGER, given.AUDITOR])
def test_somebody_elses_card_is_not_ours_to_keep(world: World, by: Actor) -> None:
    with pytest.raises(NotAllowed):
        kept(world, CARD, by)
    assert found(world, given.ADMIN) is None


def test_another_tenant_neither_reads_nor_keeps_it(world: World) -> None:
    kept(world, CARD, given.rep(1))
    with pytest.raises(NotAllowed):
        kept(world, evolve(CARD, name="x"), STRANGER)

    assert found(world, STRANGER) is None
    assert found(world, given.rep(1)) == CARD


def test_what_is_printed_names_nobody() -> None:
    assert "Jana" not in repr(CARD)
    assert "jana" not in repr(CARD)


def test_cards_of_several_are_found_at_once(world: World) -> None:
    cards = [Card(given.TENANT, given.user(number), f"Kim {number}", None) for number in (1, 2, 3)]
    with world.unit_of_work(given.ADMIN) as uow:
        for card in cards:
            uow.people.keep(card)
        uow.commit()
    with world.unit_of_work(given.SYSTEM) as uow:
        found = uow.people.known({given.user(1), given.user(3), given.user(9)})
        assert uow.people.known(set()) == {}
    assert found == {given.user(1): cards[0], given.user(3): cards[2]}
