"""Telling the day's summary: to owners, and to those whom the tenant wants to be told."""

from collections.abc import Sequence
from datetime import date
from functools import lru_cache

from attrs import frozen

from crm_core.domain.access.actor import Actor
from crm_core.domain.access.system import refuse_people
from crm_core.domain.leads.message import MessageKind
from crm_core.domain.leads.settings import notified_roles_set
from crm_core.domain.leads.summary import NewsRow, summaries
from crm_core.ports.world import World
from crm_core.use_cases.telling_messages import Telling


@frozen
class TellSummaries:
    """Of one day of the business, from what stood about it when somebody looked."""

    day: date
    rows: Sequence[NewsRow]


def tell_summaries(command: TellSummaries, *, actor: Actor, world: World) -> int:
    """How many were told; once a day and addressee, whoever else tells at the same time."""
    refuse_people(actor, "tell", "message", "")
    with world.unit_of_work(actor) as uow:
        telling = Telling(uow, world, tuple(uow.settings.stored()))
        roles_of = lru_cache(lambda region: notified_roles_set(telling.stored, region))
        for whom, said in summaries(command.day, command.rows, roles_of).items():
            telling.tell(MessageKind.DAILY_SUMMARY, command.day.isoformat(), whom, said=said)
        uow.commit()
    return telling.told
