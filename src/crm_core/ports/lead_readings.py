"""The leads, as questions see them: one reading is one statement, whatever the data."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Protocol
from uuid import UUID

from attrs import frozen

from crm_core.domain.access.actor import Actor
from crm_core.domain.access.scope import Scope
from crm_core.domain.leads.commitment import Commitment
from crm_core.domain.leads.lead import Lead
from crm_core.domain.leads.lead_facts import LeadFacts
from crm_core.domain.leads.listing import LeadColumns, LeadSlice
from crm_core.domain.leads.recorded import NoticeAttempt
from crm_core.domain.party import LeadId


@frozen
class LeadReading:
    """One lead with its facts, what people wrote about them, and the scope it was seen through."""

    lead: Lead
    facts: LeadFacts
    notes: Mapping[UUID, str]
    scope: Scope


class LeadReadings(Protocol):
    """The wall stands here; how much of a lead is shown, and how long, is said by `seen`."""

    def one(self, actor: Actor, lead_id: LeadId) -> LeadReading | None:
        """The lead if the actor may see it. Persons and notes are absent for whom they are not."""
        ...

    def page(self, actor: Actor, wanted: LeadSlice) -> LeadColumns:
        """At most `wanted.limit + 1` rows that the actor may see, in the wanted order, as of `wanted.now`."""
        ...

    def names(self, actor: Actor, ids: Sequence[LeadId]) -> Mapping[LeadId, str]:
        """Which companies those of them are that the actor may see."""
        ...

    def engaged(self, actor: Actor, ids: Sequence[LeadId]) -> frozenset[LeadId]:
        """Those of them that the actor may work on."""
        ...

    def inbox(self, actor: Actor, limit: int) -> Sequence[tuple[LeadId, NoticeAttempt]]:
        """Notices to the actor as the owner that they have not opened yet, newest first."""
        ...

    def waiting(self, actor: Actor, now: datetime, limit: int) -> Sequence[LeadReading]:
        """Protected leads on which the actor is to decide, not being their owner: with a hold that waits for
        approval or an activity for confirmation. What lapses first comes first."""
        ...

    def running(self, actor: Actor, *, after: LeadId | None, limit: int) -> Sequence[LeadReading]:
        """Protected and lapsed leads by id, with all their facts, for looking at rules as a whole."""
        ...

    def commitments(self, actor: Actor, lead_id: LeadId) -> Sequence[Commitment]:
        """What was promised about its values, oldest first; none for whom evidence is not."""
        ...
