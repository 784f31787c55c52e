"""Opening a message in the inbox: what was told to a team is opened for all of it."""

from attrs import frozen

from crm_core.domain.access.actor import Actor
from crm_core.domain.audit.entry import Deed
from crm_core.domain.leads.message import Message, MessageId
from crm_core.domain.refusals import NotFound
from crm_core.ports.world import World


@frozen
class OpenMessage:
    message_id: MessageId


def open_message(command: OpenMessage, *, actor: Actor, world: World) -> Message:
    """Opened twice it is as opened once; a letter is nothing that can be opened here."""
    with world.unit_of_work(actor) as uow:
        message = uow.messages.lock(command.message_id)
        if message.by_letter:
            raise NotFound
        if message.opened_at is not None:
            return message
        opened = message.opened(world.clock.now())
        uow.messages.save(opened)
        uow.audit.record(Deed("open", "message", str(message.id)))
        uow.commit(opened)
    return opened
