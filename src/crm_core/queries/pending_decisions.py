"""What waits for me to decide, and until when does it matter?"""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from uuid import UUID

from attrs import frozen

from crm_core.domain.access.actor import Actor
from crm_core.domain.leads.lead import Lead
from crm_core.domain.leads.recorded import HoldState, LeadActivity, PlacedHold
from crm_core.ports.world import World

URGENT = timedelta(hours=48)


@frozen
class PendingDecision:
    """One lead with what waits on it; decided at or after `before`, nothing counts any more.

    No instant where a hold without an end keeps it open.
    """

    lead: Lead
    holds: Sequence[PlacedHold]
    activities: Sequence[LeadActivity]
    notes: Mapping[UUID, str]
    before: datetime | None

    def is_urgent_at(self, now: datetime) -> bool:
        return self.before is not None and self.before - now <= URGENT


def pending_decisions(limit: int, *, actor: Actor, world: World) -> Sequence[PendingDecision]:
    """Of leads that are not one's own, the most urgent first."""
    now = world.clock.now()
    found = []
    for reading in world.lead_readings.waiting(actor, now, limit):
        lapse = None if reading.lead.standing is None else reading.lead.standing.lapse
        holds = [one for one in reading.facts.holds if one.state_at(now) is HoldState.PENDING]
        late = [one for one in reading.facts.activities if one.waits_for_confirmation]
        before = None if lapse is None else lapse.at
        found.append(PendingDecision(reading.lead, holds, late, reading.notes, before))
    return found
