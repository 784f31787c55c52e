"""How a trade scores its leads; the core knows only that it does."""

from datetime import datetime
from typing import Protocol

from crm_core.domain.leads.lead import Lead
from crm_core.domain.leads.lead_facts import LeadFacts
from crm_core.domain.leads.score import Score
from crm_core.ports.pack_port import PackPort


class LeadScoring(Protocol):
    def score(self, lead: Lead, facts: LeadFacts, now: datetime) -> Score:
        """From what is recorded alone: the same facts and instant give the same score."""
        ...


LEAD_SCORING: PackPort[LeadScoring] = PackPort("core.lead-scoring")
