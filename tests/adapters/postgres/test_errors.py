"""Each error of the database has one meaning in the core, and none of its words goes further."""

import pytest
from psycopg import errors
from psycopg.pq import DiagnosticField
from psycopg_pool import PoolTimeout

from adapters.postgres.errors import DatabaseFault, cause, meaning, translated
from crm_core.domain.refusals import NotAllowed, Unavailable
from crm_core.ports.unit_of_work import TryAgain

MEANINGS = (
    (errors.SerializationFailure, TryAgain),
    (errors.DeadlockDetected, TryAgain),
    (errors.InsufficientPrivilege, NotAllowed),
    (errors.QueryCanceled, Unavailable),
    (errors.LockNotAvailable, Unavailable),
    (errors.AdminShutdown, Unavailable),
    (errors.TooManyConnections, Unavailable),
    (errors.DiskFull, Unavailable),
    (errors.ConnectionFailure, Unavailable),
    (errors.IdleInTransactionSessionTimeout, Unavailable),
    (errors.OperationalError, Unavailable),
    (PoolTimeout, Unavailable),
    (errors.UniqueViolation, DatabaseFault),
    (errors.CheckViolation, DatabaseFault),
    (errors.UndefinedTable, DatabaseFault),
    (errors.DataError, DatabaseFault),
)


@pytest.mark.parametrize(("error", "expected"), MEANINGS)
def test_an_error_has_its_meaning(error: type[Exception], expected: type[Exception]) -> None:
    assert type(meaning(error("canary"))) is expected


@pytest.mark.parametrize(("error", "expected"), MEANINGS)
def test_no_word_of_the_database_goes_further(error: type[Exception], expected: type[Exception]) -> None:
    with pytest.raises(expected) as found, translated():
        raise error("Key (email)=(canary) already exists")

    told: BaseException | None = found.value
    assert told is not None
    assert told.__suppress_context__
    assert "canary" not in repr(told)
    if isinstance(told.__context__, errors.Error) and not isinstance(told.__context__, PoolTimeout):
        assert "canary" not in str(told.__context__)


def test_a_row_whose_last_updater_is_over_and_still_there_is_asked_for_again() -> None:
    def raised(function: bytes) -> errors.InternalError_:
        return errors.InternalError_("canary", info={DiagnosticField.SOURCE_FUNCTION: function})

    assert type(meaning(raised(b"MultiXactIdCreateFromMembers"))) is TryAgain
    assert type(meaning(raised(b"heap_update"))) is DatabaseFault


def test_the_first_error_counts_and_not_the_statements_behind_it() -> None:
    with pytest.raises(errors.PipelineAborted) as aborted:
        stopped()
    assert isinstance(cause(aborted.value), errors.DeadlockDetected)


def stopped() -> None:
    try:
        raise errors.DeadlockDetected
    finally:
        raise errors.PipelineAborted


def test_what_is_not_of_the_database_passes_untouched() -> None:
    with pytest.raises(ZeroDivisionError), translated():
        raise ZeroDivisionError
