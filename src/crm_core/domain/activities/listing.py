"""What one page of a customer's activities is: what it is narrowed by, and where it goes on."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from attrs import frozen

from crm_core.domain.activities.activity import Activity, ActivityId
from crm_core.domain.ids import CustomerId, UserId
from crm_core.domain.party import LeadId


@frozen
class ActivityFilter:
    """Happened at `since` or later and before `until`; `q` are words, in German or as they stand."""

    kind: str | None = None
    since: datetime | None = None
    until: datetime | None = None
    q: str | None = None

    def admits(self, activity: Activity) -> bool:
        """All but the words: what they find is the store's art."""
        at = activity.entry.occurred_at
        inside = (self.since is None or at >= self.since) and (self.until is None or at < self.until)
        return inside and self.kind in (None, activity.entry.kind)


@frozen
class ActivityRow:
    """What stands, as a list shows it: the columns of one row; `content` is JSON, as it is kept."""

    id: ActivityId
    version: int
    customer_id: CustomerId | None
    lead_id: LeadId | None
    kind: str
    occurred_at: datetime
    note: str | None
    content: Mapping[str, object]
    author: UserId
    recorded_at: datetime
    corrected_at: datetime | None
    corrected_by: UserId | None


@frozen
class ActivitySlice:
    """The newest first."""

    customer_id: CustomerId
    filter: ActivityFilter = ActivityFilter()
    limit: int = 50
    after: tuple[datetime, UUID] | None = None
