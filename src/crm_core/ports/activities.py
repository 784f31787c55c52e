"""The activities, as a command sees them inside its unit of work."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Protocol

from crm_core.domain.activities.activity import Activity, ActivityId
from crm_core.domain.activities.words import Words
from crm_core.domain.ids import CustomerId
from crm_core.domain.party import LeadId, Party


class Activities(Protocol):
    """What the caller may not see does not exist here; what they may not write is refused. Content is JSON,
    as `Dictionary.plain` writes it."""

    def add(self, activity: Activity) -> None:
        """Keeps a new one; NotAllowed when its party is not the caller's to work on."""
        ...

    def lock(self, activity_id: ActivityId, *, version: int | None = None) -> Activity:
        """The activity, held with its customer against other writers until the end.

        NotFound when it is invisible, NotAllowed when its party is not the caller's to work on,
        Outdated when `version` is given and no longer the present one.
        """
        ...

    def save(self, activity: Activity) -> None:
        """Keeps the next version of a held one; the version before is kept in its history."""
        ...

    def standing_of(self, customer_id: CustomerId, kind: str, *, limit: int) -> Sequence[Activity]:
        """Activities of a kind that stand, of a customer that the unit holds, the newest first."""
        ...

    def standing_since(
        self, party: Party, kinds: Collection[str], since: datetime, *, limit: int
    ) -> Sequence[Activity]:
        """Activities of these kinds that stand and happened from then on, of a party that the unit holds,
        the oldest first."""
        ...

    def forget_words(self, lead_id: LeadId, words: Words) -> None:
        """All activities of a lead, withdrawn ones and former versions among them, without their words;
        for the system alone. No version is added: there is nothing that anybody said."""
        ...
