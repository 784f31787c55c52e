"""The log names drifted rows by ids and columns, as many as somebody reads, and ends with the counts."""

from uuid import UUID

from structlog.testing import capture_logs

from crm_core.domain.ids import CustomerId
from crm_core.domain.projections.hot_check import Drift, HotBatch, HotCheck, Unreadable
from entrypoints.telling import NAMED, tell_of_rows
from tests import given

ONE, OTHER = CustomerId(UUID(int=1)), CustomerId(UUID(int=2))
DRIFTS = (Drift(ONE, ("roi_bucket", "region")), Drift(OTHER, ("row",)))


def test_each_drifted_row_and_the_whole_are_told() -> None:
    batch = HotBatch(3, DRIFTS, (DRIFTS[1],), (Unreadable(ONE, "exclusivity", "x"),))
    with capture_logs() as lines:
        tell_of_rows(given.TENANT, batch, HotCheck.begun(given.START).went_on(batch, given.START))

    tenant = str(given.TENANT)
    assert lines == [
        {
            "event": "projection.drifted",
            "log_level": "warning",
            "tenant": tenant,
            "customer": str(ONE),
            "columns": ["roi_bucket", "region"],
            "repaired": True,
        },
        {
            "event": "projection.drifted",
            "log_level": "warning",
            "tenant": tenant,
            "customer": str(OTHER),
            "columns": ["row"],
            "repaired": False,
        },
        {
            "event": "projection.checked",
            "log_level": "info",
            "tenant": tenant,
            "rows": 3,
            "drifted": 2,
            "remaining": 1,
            "unreadable": 1,
        },
    ]


def test_a_log_is_not_filled_by_one_night() -> None:
    many = HotBatch(NAMED, (DRIFTS[0],) * (NAMED - 1), last=ONE)
    check = HotCheck.begun(given.START).went_on(many, given.START)
    last = HotBatch(2, DRIFTS)
    with capture_logs() as lines:
        tell_of_rows(given.TENANT, many, check)
        tell_of_rows(given.TENANT, last, check.went_on(last, given.START))

    assert len(lines) == NAMED + 1
    assert lines[-1]["event"] == "projection.checked"
