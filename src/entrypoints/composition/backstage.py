"""The background: relay, consumers, seals and jobs over the worker's own role."""

from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from urllib.parse import urlsplit

from adapters.jobs.procrastinate_jobs import Chore, ProcrastinateJobs
from adapters.postgres.expired_answers import ExpiredAnswers
from adapters.postgres.listen import PostgresBell
from adapters.postgres.roles import WORKER
from crm_core.pack import consumers_of
from crm_core.ports.world import World
from crm_core.use_cases.daily_work import DailyWork
from crm_core.use_cases.declare import carry_on_all
from crm_core.use_cases.follow_up_clock import FollowUpClock
from crm_core.use_cases.hot_rows_check import HotRowsCheck
from crm_core.use_cases.protection_clock import ProtectionClock
from crm_food_pack.use_cases.late_samples import LateSamples
from entrypoints.addresses import as_role
from entrypoints.background import WorkerParts
from entrypoints.composition.installation import (
    PACKS,
    Installation,
    installation_of,
    keys_of,
    must_have_database,
)
from entrypoints.composition.mail import mailer_of
from entrypoints.config import Config
from entrypoints.telling import tell_of_rows

WORKER_CONNECTIONS = 6  # relay, consumers, sealing, and room for the jobs' own work


def worker_address(config: Config) -> str:
    """The database as the worker's role enters it."""
    address = must_have_database(config)
    if (urlsplit(address).username or "") == WORKER:
        return address
    return as_role(address, WORKER, keys_of(config).password_of(WORKER))


def checking(world: World) -> Callable[[], int]:
    """Goes on with what nobody waits for any longer: checks of tighter definitions."""
    return lambda: sum(carry_on_all(tenant, world) for tenant in world.relay.tenants())


def chores_of(config: Config, installation: Installation) -> list[Chore]:
    """What the calendar asks for, in the hours of the business."""
    world = installation.world()
    expired = ExpiredAnswers(installation.connections(), installation.clock(), installation.ids())
    pages = config.public_origin or config.address
    mailer = mailer_of(config, installation.clock())
    return [
        Chore("forget-answers", "20 * * * *", expired.forget),
        Chore("check-definitions", "* * * * * */15", checking(world)),
        Chore(
            "protection-clock", "*/5 * * * *", ProtectionClock(world, mailer, f"{pages}/leads/").run_for_all
        ),
        Chore("follow-up-clock", "2-59/5 * * * *", FollowUpClock(world, mailer, pages).run_for_all),
        # At night, when few wait and the clock on the wall is never put forward.
        Chore("check-hot-rows", "10 4 * * *", HotRowsCheck(world, tell_of_rows).run_for_all),
        Chore("late-samples", "4-59/15 * * * *", LateSamples(world).run_for_all),
        # At a quarter past midnight; in every later hour what could not be done then.
        Chore("daily-work", "15 * * * *", DailyWork(world, mailer, f"{pages}/leads/").run_for_all),
    ]


@contextmanager
def worker_parts(config: Config) -> Iterator[WorkerParts]:
    address = worker_address(config)
    installation = installation_of(config, address, WORKER_CONNECTIONS)
    jobs = ProcrastinateJobs(address, chores_of(config, installation), config.job_concurrency)
    with (
        closing(PostgresBell(address)) as bell,
        closing(installation.connections()),
        closing(installation.setting_ear()) as ear,
    ):
        yield WorkerParts(installation.world(), bell, consumers_of(installation.world(), *PACKS), jobs, ear)
