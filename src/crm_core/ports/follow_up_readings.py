"""The follow-ups, as questions see them: one reading is one statement, whatever the data."""

from collections.abc import Sequence
from typing import Protocol

from crm_core.domain.access.actor import Actor
from crm_core.domain.follow_ups.follow_up import FollowUp, FollowUpId
from crm_core.domain.follow_ups.listing import FollowUpSlice
from crm_core.domain.follow_ups.reminder import Reminder


class FollowUpReadings(Protocol):
    def one(self, actor: Actor, follow_up_id: FollowUpId) -> FollowUp | None:
        """The follow-up if the actor may see it."""
        ...

    def page(self, actor: Actor, wanted: FollowUpSlice) -> Sequence[FollowUp]:
        """At most `wanted.limit + 1` that the actor may see; by due instant, paused ones last, then by id."""
        ...

    def inbox(self, actor: Actor, *, limit: int) -> Sequence[tuple[Reminder, FollowUp]]:
        """What the actor was told and has not opened, newest first: as the owner, as who leads the region,
        or as who manages where nobody leads one; only of open follow-ups that the actor may see."""
        ...
