"""The activities, as questions see them: one reading is one statement, whatever the data."""

from collections.abc import Sequence
from typing import Protocol

from crm_core.domain.access.actor import Actor
from crm_core.domain.activities.activity import Activity, ActivityId
from crm_core.domain.activities.listing import ActivitySlice


class ActivityReadings(Protocol):
    """Content is JSON, as `Dictionary.plain` writes it."""

    def one(self, actor: Actor, activity_id: ActivityId) -> Activity | None:
        """The activity, withdrawn or not, if the actor may see it."""
        ...

    def versions(self, actor: Actor, activity_id: ActivityId) -> Sequence[Activity] | None:
        """Every version, the newest first; None when the actor does not see the activity."""
        ...

    def page(self, actor: Actor, wanted: ActivitySlice) -> Sequence[Activity] | None:
        """At most `wanted.limit + 1` of a customer that stand, the newest first, then by id; None when the
        actor does not see the customer. Words are found in the note and in every text of the content."""
        ...
