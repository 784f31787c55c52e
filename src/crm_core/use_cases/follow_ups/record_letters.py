"""What became of letters about follow-ups: taken by the receiving server, or refused by it for good."""

from collections.abc import Mapping
from datetime import datetime

from attrs import frozen

from crm_core.domain.access.actor import Actor
from crm_core.domain.days import local_day
from crm_core.domain.follow_ups.reminder import Letter, Reminder, ReminderId
from crm_core.ports.unit_of_work import UnitOfWork
from crm_core.ports.world import World


@frozen
class RecordLetters:
    """When each was accepted; None for one that the server refused for good."""

    accepted: Mapping[ReminderId, datetime | None]


def record_letters(command: RecordLetters, *, actor: Actor, world: World) -> int:
    """How many were recorded; one that another worker has recorded already stays as it is."""
    recorded = 0
    with world.unit_of_work(actor) as uow:
        for reminder_id in sorted(command.accepted):
            one = uow.reminders.lock(reminder_id)
            if not one.has_ended:
                _record(one, command.accepted[reminder_id], uow, world.clock.now())
                recorded += 1
        uow.commit()
    return recorded


def _record(one: Reminder, at: datetime | None, uow: UnitOfWork, now: datetime) -> None:
    uow.reminders.save(one.dropped(now) if at is None else one.sent(at))
    rule = uow.follow_ups.lock(one.follow_up_id).rule
    uow.reminders.count(local_day(now), rule, Letter.REFUSED if at is None else Letter.SENT)
