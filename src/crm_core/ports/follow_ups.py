"""The follow-ups, as a command sees them inside its unit of work."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol
from uuid import UUID

from crm_core.domain.follow_ups.follow_up import FollowUp, FollowUpId
from crm_core.domain.hiding import Hide
from crm_core.domain.ids import UserId
from crm_core.domain.party import LeadId, Party


class FollowUps(Protocol):
    """What is given out to be changed is held against other writers until the end, and carries the
    version that it will have when it is saved; one that is not saved keeps its old version."""

    def add(self, follow_up: FollowUp) -> None:
        """Keeps a new one; NotAllowed when its party is not the caller's to work on."""
        ...

    def lock(self, follow_up_id: FollowUpId, *, version: int | None = None) -> FollowUp:
        """NotFound when it is invisible, NotAllowed when it is not the caller's to write,
        Outdated when `version` is given and no longer the present one."""
        ...

    def save(self, follow_up: FollowUp) -> None:
        """Keeps a changed state of a held one; NotAllowed when it left the caller's reach."""
        ...

    def foresee(self, party: Party) -> None:
        """It will be asked what is open of this party, once the party itself is held."""
        ...

    def open_of(self, party: Party, *, rule: str | None = None) -> Sequence[FollowUp]:
        """The open ones of a party that the caller may write, the oldest first; all are held."""
        ...

    def hand_over(self, party: Party, *, before: UserId, after: UserId | None) -> None:
        """The open ones of a party that are given to `before` and that the caller may write go to `after`."""
        ...

    def started_by(self, source_id: UUID) -> Sequence[FollowUp]:
        """Those that this source started, in every state, that the caller may write; all are held."""
        ...

    def closed_by(self, activity_id: UUID) -> Sequence[FollowUp]:
        """Those that this activity fulfilled and that the caller may write; all are held."""
        ...

    def passing(self, now: datetime, *, limit: int) -> Sequence[FollowUp]:
        """Open ones that have passed a milestone, the longest waiting first, except of archived customers and
        of leads that are protected no more; those that another unit of work holds are left to it."""
        ...

    def forget_words(self, lead_id: LeadId, hide: Hide) -> None:
        """All follow-ups of a lead, in every state, without what people wrote to them."""
        ...
