"""What waits for a team lead: holds to approve and late activities to confirm, the most urgent first."""

from attrs import frozen
from litestar import get

from adapters.web.lead_facts import activity_label, hold_reason
from adapters.web.routes.here import Here, Page
from adapters.web.visit import Visit
from crm_core.domain.leads.recorded import LeadActivity, PlacedHold
from crm_core.domain.refusals import NotAllowed
from crm_core.queries.lead_rights import MAY_DECIDE
from crm_core.queries.pending_decisions import PendingDecision, pending_decisions

_MOST = 100  # leads on the page; those that are decided make room


@frozen
class Waiting:
    """One lead with what waits on it, in words."""

    found: PendingDecision
    holds: list[tuple[PlacedHold, str]]
    activities: list[tuple[LeadActivity, str, str | None]]
    is_urgent: bool


@get("/approvals", sync_to_thread=True)
def approvals(visit: Here) -> Page:
    if not visit.actor.holds(*MAY_DECIDE):
        raise NotAllowed(action="decide", resource="lead")
    found = pending_decisions(_MOST, actor=visit.actor, world=visit.world)
    return visit.page("leads/approvals.html", waiting=[_in_words(visit, one) for one in found], most=_MOST)


def _in_words(visit: Visit, one: PendingDecision) -> Waiting:
    holds = [(hold, hold_reason(visit, hold.reason)) for hold in one.holds]
    late = [(fact, activity_label(visit, fact.kind), one.notes.get(fact.id)) for fact in one.activities]
    return Waiting(one, holds, late, one.is_urgent_at(visit.world.clock.now()))
