"""How promising is this lead, and why?"""

from crm_core.domain.access.actor import Actor
from crm_core.domain.leads.score import Score
from crm_core.domain.party import LeadId
from crm_core.domain.refusals import NotFound
from crm_core.ports.lead_scoring import LEAD_SCORING
from crm_core.ports.pack_port import NotPlugged
from crm_core.ports.world import World
from crm_core.queries.lead_by_id import lead_by_id


def lead_score(lead_id: LeadId, *, actor: Actor, world: World) -> Score:
    """NotFound where no pack scores leads, and of somebody else's reservation."""
    seen = lead_by_id(lead_id, actor=actor, world=world)
    if seen.only_reserved:
        raise NotFound
    try:
        scoring = world.of(LEAD_SCORING)
    except NotPlugged:
        raise NotFound from None
    return scoring.score(seen.lead, seen.reading.facts, seen.now)
