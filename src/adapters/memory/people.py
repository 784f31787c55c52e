"""Cards in memory."""

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

    def keep(self, card: Card) -> None:
        refuse_unless_theirs(card, self.actor)
        self.state.people[card.tenant_id, card.user_id] = card
