"""Telling the system how somebody is called and reached, as when they sign in."""

from attrs import frozen

from crm_core.domain.access.actor import Actor
from crm_core.domain.audit.entry import Deed
from crm_core.domain.people.card import Card
from crm_core.ports.world import World


@frozen
class Introduce:
    card: Card


def introduce(command: Introduce, *, actor: Actor, world: World) -> Card:
    """A card that says nothing new leaves no trace."""
    card = command.card
    with world.unit_of_work(actor) as uow:
        if uow.people.find(card.user_id) != card:
            uow.people.keep(card)
            uow.audit.record(Deed("introduce", "person", str(card.user_id)))
            uow.commit(card)
    return card
