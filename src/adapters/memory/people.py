"""Cards in memory."""

from attrs import frozen

from adapters.memory.store import State
from crm_core.domain.access.actor import Actor
from crm_core.domain.access.role import Role
from crm_core.domain.ids import UserId
from crm_core.domain.people.card import Card
from crm_core.domain.refusals import NotAllowed


@frozen
class MemoryPeople:
    state: State
    actor: Actor

    def find(self, user_id: UserId) -> Card | None:
        return self.state.people.get((self.actor.tenant, user_id))

    def keep(self, card: Card) -> None:
        own = card.user_id == self.actor.user
        decides = self.actor.holds(Role.ADMIN, Role.SYSTEM)
        if card.tenant_id != self.actor.tenant or not (own or decides):
            raise NotAllowed(action="introduce", resource="person", resource_id=str(card.user_id))
        self.state.people[card.tenant_id, card.user_id] = card
