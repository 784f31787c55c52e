"""What one page of a customer's activities is: what it is narrowed by, and where it goes on."""

from datetime import datetime
from uuid import UUID

from attrs import frozen

from crm_core.domain.activities.activity import Activity
from crm_core.domain.ids import CustomerId


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
class ActivitySlice:
    """The newest first."""

    customer_id: CustomerId
    filter: ActivityFilter = ActivityFilter()
    limit: int = 50
    after: tuple[datetime, UUID] | None = None
