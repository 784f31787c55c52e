"""The daily work, and how many leads it forgot or purged: what it tells is counted elsewhere."""

from adapters.memory.mailer import MemoryMailer
from crm_core.domain.days import local_day
from crm_core.domain.leads.clock_work import Measure
from crm_core.ports.world import World
from crm_core.use_cases.daily_work import DailyWork
from tests import given


def forgotten(world: World) -> int:
    before = _gone(world)
    DailyWork(world, MemoryMailer(world.clock)).run(given.SYSTEM)
    return _gone(world) - before


def _gone(world: World) -> int:
    with world.unit_of_work(given.SYSTEM) as uow:
        tally = uow.lead_agenda.tally(local_day(world.clock.now()))
    return tally.get(Measure.PSEUDONYMISED, 0) + tally.get(Measure.PURGED, 0)
