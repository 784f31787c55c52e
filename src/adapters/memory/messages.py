"""Messages about leads in memory."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from attrs import frozen

from adapters.memory.store import MemoryStore, State
from crm_core.domain.access.actor import Actor
from crm_core.domain.access.policy import Operation
from crm_core.domain.access.role import Role
from crm_core.domain.access.scope import Scope
from crm_core.domain.leads.message import MESSAGES, Message, MessageId
from crm_core.domain.refusals import NotAllowed, NotFound


@frozen
class MemoryMessages:
    state: State
    scope: Scope

    def tell(self, message: Message) -> bool:
        if not MESSAGES.permits(Operation.CREATE, self.scope, message):
            raise NotAllowed(action="tell", resource="message", resource_id=str(message.id))
        if any((one.tenant_id, one.key) == (message.tenant_id, message.key) for one in self._all()):
            return False
        self.state.messages[message.id] = message
        return True

    def lock(self, message_id: MessageId) -> Message:
        found = self.state.messages.get(message_id)
        if found is None or not MESSAGES.permits(Operation.WRITE, self.scope, found):
            raise NotFound
        return found

    def save(self, message: Message) -> None:
        self.state.messages[message.id] = message

    def unsent(self, now: datetime, *, limit: int) -> Sequence[Message]:
        waiting = [
            one
            for one in self._all()
            if one.tenant_id == self.scope.actor.tenant and one.by_letter and not one.has_ended
            if one.claimed_until is None or one.claimed_until <= now
        ]
        return sorted(waiting, key=lambda one: (one.made_at, one.id))[:limit]

    def _all(self) -> Iterator[Message]:
        return iter(self.state.messages.values())


@frozen
class MemoryMessageReadings:
    store: MemoryStore

    def inbox(self, actor: Actor, *, limit: int) -> Sequence[Message]:
        waiting = (
            one
            for one in self.store.state.messages.values()
            if one.tenant_id == actor.tenant and not one.by_letter and one.opened_at is None
        )
        mine = [one for one in waiting if _is_for(one, actor)]
        return sorted(mine, key=lambda one: (one.made_at, one.id), reverse=True)[:limit]


def _is_for(message: Message, actor: Actor) -> bool:
    """Managers may see what others are told; in their own inbox is what is told to them."""
    if message.owner_user_id is not None:
        return message.owner_user_id == actor.user
    if message.region is not None:
        return actor.holds(Role.TEAM_LEAD) and message.region in actor.regions
    return actor.holds(Role.MANAGER, Role.ADMIN)
