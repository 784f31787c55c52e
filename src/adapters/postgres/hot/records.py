"""Where the records lie of which the newest feeds a hot row: the one place that knows their tables."""

from collections.abc import Mapping

from attrs import frozen


@frozen
class Record:
    """A table of records of customers; the newest is the one recorded last, a tie decided by id.

    `members` names the column, and its SQL type, for each member that a hot column may read.
    """

    table: str
    recorded: str
    members: Mapping[str, tuple[str, str]]


RECORDS: Mapping[str, Record] = {
    "sample": Record(
        "sample_request",
        "status_recorded_at",
        {"status": ("status", "text"), "eventAt": ("status_event_at", "timestamptz")},
    )
}
