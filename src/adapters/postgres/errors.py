"""What the database's errors mean to the core; their text may carry values and goes no further."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from psycopg import errors
from psycopg_pool import PoolClosed, PoolTimeout, TooManyRequests

from crm_core.domain.refusals import Conflict, NotAllowed, Outdated, Refusal, Unavailable
from crm_core.ports.unit_of_work import TryAgain

ONCE_MORE = (errors.SerializationFailure, errors.DeadlockDetected)
# The function of PostgreSQL that gives up when of a row that others share one updater has just gone back and
# the next one comes: whether the former is over is told in two places, one after the other.
OVER_AND_STILL_THERE = "MultiXactIdCreateFromMembers"
# Besides lost connections: waited too long, or the server has no room or no will for us at the moment.
NOT_NOW = (
    errors.OperationalError,
    errors.IdleInTransactionSessionTimeout,
    PoolTimeout,
    PoolClosed,
    TooManyRequests,
)
# What it means when a row of this kind stands there already.
TAKEN: Mapping[str, type[Refusal]] = {
    "customers_pkey": Conflict,
    "setting_values_pkey": Outdated,
    "near_settings_pkey": Outdated,
    "global_settings_pkey": Outdated,
}


class DatabaseFault(RuntimeError):
    """The database refused what we should not have asked; only the SQLSTATE and names of ours are told."""

    def __init__(self, sqlstate: str | None, constraint: str | None = None) -> None:
        super().__init__(f"SQLSTATE {sqlstate}" + (f" on {constraint}" if constraint else ""))
        self.sqlstate = sqlstate


@contextmanager
def translated() -> Iterator[None]:
    """Runs a piece of database work and lets only the core's own words out of it."""
    try:
        yield
    except (errors.Error, *NOT_NOW) as error:
        raise meaning(_without_values(cause(error))) from None


def cause(error: BaseException) -> BaseException:
    """What made the pipeline stop; the statements behind it only say that they were not run."""
    while isinstance(error, errors.PipelineAborted) and isinstance(error.__context__, errors.Error):
        error = error.__context__
    return error


def _without_values(error: BaseException) -> BaseException:
    """The same error without its text: it stays reachable as the context of ours, also for loggers."""
    seen: BaseException | None = error
    while isinstance(seen, errors.Error):
        seen.args = (f"SQLSTATE {seen.sqlstate}",)
        seen = seen.__context__
    return error


def meaning(error: BaseException) -> Exception:
    """The core's word for a database error."""
    if isinstance(error, ONCE_MORE) or _is_over_and_still_there(error):
        return TryAgain()
    if isinstance(error, errors.InsufficientPrivilege):
        return NotAllowed(action="write", resource="row")
    if isinstance(error, errors.UniqueViolation):
        taken = TAKEN.get(error.diag.constraint_name or "")
        return DatabaseFault(error.sqlstate, error.diag.constraint_name) if taken is None else taken()
    if isinstance(error, NOT_NOW):
        return Unavailable()
    diagnosed = error if isinstance(error, errors.Error) else errors.Error()
    return DatabaseFault(diagnosed.sqlstate, diagnosed.diag.constraint_name)


def _is_over_and_still_there(error: BaseException) -> bool:
    return isinstance(error, errors.InternalError_) and error.diag.source_function == OVER_AND_STILL_THERE
