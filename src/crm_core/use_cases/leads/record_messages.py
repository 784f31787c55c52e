"""Recording what became of letters with messages."""

from collections.abc import Mapping
from datetime import datetime

from attrs import frozen

from crm_core.domain.access.actor import Actor
from crm_core.domain.leads.message import MessageId
from crm_core.ports.world import World


@frozen
class RecordMessages:
    """When the server accepted each; None when it never will."""

    accepted: Mapping[MessageId, datetime | None]


def record_messages(command: RecordMessages, *, actor: Actor, world: World) -> int:
    """How many were recorded; one that another worker has recorded already stays as it is."""
    recorded, now = 0, world.clock.now()
    with world.unit_of_work(actor) as uow:
        for message_id in sorted(command.accepted):
            message, at = uow.messages.lock(message_id), command.accepted[message_id]
            if not message.has_ended:
                uow.messages.save(message.dropped(now) if at is None else message.sent(at))
                recorded += 1
        uow.commit()
    return recorded
