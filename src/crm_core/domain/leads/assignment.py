"""One user's protected time on one lead, and the terms it runs under: they change only by recorded facts."""

from datetime import datetime
from enum import StrEnum
from typing import NewType
from uuid import UUID

from attrs import evolve, frozen

from crm_core.domain.ids import UserId
from crm_core.domain.leads.rules import ProtectionRules

AssignmentId = NewType("AssignmentId", UUID)


class TermsCause(StrEnum):
    REGISTERED = "REGISTERED"
    TRANSFERRED = "TRANSFERRED"
    BACKDATED = "BACKDATED"
    RULES_APPLIED = "RULES_APPLIED"


class EndCause(StrEnum):
    TRANSFERRED = "TRANSFERRED"
    RELEASED = "RELEASED"
    CONVERTED = "CONVERTED"


@frozen
class Terms:
    """From when the clocks run and by which rules, as somebody recorded it; later terms replace earlier ones.

    Who asks what was known at an instant gets the terms that were recorded by then.
    """

    recorded_at: datetime
    recorded_by: UserId
    started_at: datetime
    inactivity_from: datetime
    rules: ProtectionRules
    cause: TermsCause
    evidence_id: UUID | None = None


@frozen
class Assignment:
    """`assigned_at` is when it became this user's; the base clock may have started before (a transfer)."""

    id: AssignmentId
    user_id: UserId
    assigned_at: datetime
    terms: tuple[Terms, ...]  # oldest first, never empty
    ended_at: datetime | None = None
    ended_because: EndCause | None = None

    @property
    def current_terms(self) -> Terms:
        return self.terms[-1]

    @property
    def started_at(self) -> datetime:
        return self.current_terms.started_at

    @property
    def rules(self) -> ProtectionRules:
        return self.current_terms.rules

    def terms_known_at(self, known_at: datetime | None) -> Terms:
        """The first ones where nothing was recorded by then."""
        known = [one for one in self.terms if known_at is None or one.recorded_at <= known_at]
        return known[-1] if known else self.terms[0]

    def under(self, terms: Terms) -> "Assignment":
        return evolve(self, terms=(*self.terms, terms))

    def ended(self, at: datetime, because: EndCause) -> "Assignment":
        return evolve(self, ended_at=at, ended_because=because)
