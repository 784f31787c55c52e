"""Somebody opens a reminder in the inbox; to whom it was not told it does not exist."""

from attrs import frozen

from crm_core.domain.access.actor import Actor
from crm_core.domain.follow_ups.reminder import Reminder, ReminderId
from crm_core.ports.world import World


@frozen
class OpenReminder:
    reminder_id: ReminderId


def open_reminder(command: OpenReminder, *, actor: Actor, world: World) -> Reminder:
    """Opened already is as good."""
    with world.unit_of_work(actor) as uow:
        found = uow.reminders.lock(command.reminder_id)
        opened = found.opened(world.clock.now())
        if opened != found:
            uow.reminders.save(opened)
        uow.commit(opened)
    return opened
