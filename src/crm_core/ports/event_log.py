"""What has happened, in the order in which it became visible."""

from collections.abc import Sequence
from typing import Protocol

from crm_core.domain.events.envelope import RecordedEvent
from crm_core.domain.ids import TenantId


class EventLog(Protocol):
    """Visible facts at dense positions from 1; a reader that asks again after `position` misses nothing."""

    def read_after(self, tenant: TenantId, position: int, *, limit: int) -> Sequence[RecordedEvent]:
        """The next events, in order. Gone when facts after `position` have already been retired."""
        ...

    def of_subject(
        self, tenant: TenantId, subject: str, position: int, *, limit: int
    ) -> Sequence[RecordedEvent]:
        """The next events of one subject, in order."""
        ...

    def newest(self, tenant: TenantId) -> int:
        """The position of the newest event, 0 when there is none."""
        ...
