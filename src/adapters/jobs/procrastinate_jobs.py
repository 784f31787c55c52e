"""Jobs run by procrastinate: periodic chores, retries, and the rescue of what a killed worker left behind."""

import asyncio
import threading
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress

from attrs import define, field, frozen
from procrastinate import App, PsycopgConnector, RetryStrategy
from procrastinate.jobs import Status

from adapters.jobs.chores import Chore, InBerlin

__all__ = ["Chore", "ProcrastinateJobs"]

SCHEMA = "jobs"
CONNECTIONS = 3  # one listens, two work
LOOK = 0.2  # seconds between two looks whether to stop
GRACE = 5.0  # seconds that a running job gets when the worker ends
HEARTBEAT = 5.0  # seconds
STALLED_AFTER = 20.0  # seconds without a heartbeat
KEPT_HOURS = 72  # how long finished jobs stay visible
AGAIN = RetryStrategy(max_attempts=5, exponential_wait=4)


@define
class ProcrastinateJobs:
    """Runs beside the loops of the worker, on connections of its own whose path leads to the jobs' schema."""

    dsn: str = field(repr=False)
    chores: Sequence[Chore] = ()
    concurrency: int = 2

    def run(self, stop: threading.Event) -> None:
        """Works until the stop comes; raises when the database is lost, and is then called again."""
        asyncio.run(self._work(stop))

    def counts(self) -> Mapping[str, int]:
        """How many jobs there are in each state."""
        return asyncio.run(self._counts())

    async def _work(self, stop: threading.Event) -> None:
        app = self.app()
        async with app.open_async():
            working = asyncio.create_task(
                app.run_worker_async(
                    concurrency=self.concurrency,
                    install_signal_handlers=False,
                    shutdown_graceful_timeout=GRACE,
                    update_heartbeat_interval=HEARTBEAT,
                    stalled_worker_timeout=STALLED_AFTER,
                )
            )
            while not stop.is_set() and not working.done():
                await asyncio.sleep(LOOK)
            if not working.done():
                working.cancel()
                with suppress(asyncio.CancelledError):
                    await working
            else:
                working.result()

    async def _counts(self) -> Mapping[str, int]:
        app = self.app()
        async with app.open_async():
            jobs = list(await app.job_manager.list_jobs_async())
        return {state.value: sum(job.status == state.value for job in jobs) for state in Status}

    def app(self) -> App:
        connector = PsycopgConnector(
            conninfo=self.dsn,
            min_size=1,
            max_size=CONNECTIONS,
            kwargs={"options": f"-c search_path={SCHEMA}", "application_name": "crm-jobs"},
        )
        app = App(connector=connector)
        for chore in self.chores:
            _schedule(app, chore.name, chore.cron, _doing(chore))
        _schedule(app, "rescue-stalled-jobs", "* * * * * */20", _rescuing(app))
        _schedule(app, "forget-finished-jobs", "50 3 * * *", _forgetting(app))
        return app


@frozen
class _Ran:
    """What a chore's job leaves in the log of the library: its name and its count, nobody's data."""

    chore: str
    count: int


def _schedule(app: App, name: str, cron: str, work: Callable[..., object]) -> None:
    """One waiting and one running job of a name at most."""
    task = app.task(name=name, queueing_lock=name, lock=name, retry=AGAIN)(work)
    app.periodic(cron=cron, periodic_id=name)(task)
    known = app.periodic_registry.periodic_tasks
    plain = known[name, name]
    known[name, name] = InBerlin(
        task=plain.task, cron=plain.cron, periodic_id=name, configure_kwargs=plain.configure_kwargs
    )


def _doing(chore: Chore) -> Callable[[int], str]:
    def work(timestamp: int) -> str:  # noqa: ARG001 - the library tells for when it was planned
        return str(_Ran(chore.name, chore.run()))

    return work


def _rescuing(app: App) -> Callable[[int], object]:
    async def rescue(timestamp: int) -> None:  # noqa: ARG001 - as above
        for job in await app.job_manager.get_stalled_jobs(seconds_since_heartbeat=STALLED_AFTER):
            await app.job_manager.retry_job(job)

    return rescue


def _forgetting(app: App) -> Callable[[int], object]:
    async def forget(timestamp: int) -> None:  # noqa: ARG001 - as above
        await app.job_manager.delete_old_jobs(nb_hours=KEPT_HOURS)

    return forget
