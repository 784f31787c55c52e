"""Cards in memory."""

from collections.abc import Collection, Mapping

from attrs import frozen

from adapters.memory.store import State
from crm_core.domain.access.actor import Actor
from crm_core.domain.ids import UserId
from crm_core.domain.people.card import Card, refuse_unless_theirs


@frozen
class MemoryPeople:
    state: State
    actor: Actor

    def find(self, user_id: UserId) -> Card | None:
        return self.state.people.get((self.actor.tenant, user_id))

    def known(self, user_ids: Collection[UserId]) -> Mapping[UserId, Card]:
        found = {user_id: self.find(user_id) for user_id in user_ids}
        return {user_id: card for user_id, card in found.items() if card is not None}

    def keep(self, card: Card) -> None:
        refuse_unless_theirs(card, self.actor)
        self.state.people[card.tenant_id, card.user_id] = card
