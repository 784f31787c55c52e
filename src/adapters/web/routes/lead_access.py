"""Who a lead is open to, and by which rule: for those who answer for that."""

from attrs import frozen
from litestar import get
from litestar.params import FromPath

from adapters.web.routes.here import Here, Page, lead_id_of
from adapters.web.visit import Visit
from crm_core.domain.leads.lead import Lead
from crm_core.queries.lead_access import Opening, lead_access
from crm_core.queries.lead_by_id import lead_by_id


@frozen
class Way:
    """One rule in words: who comes in by it, and what they may do."""

    text: str
    people: tuple[str, ...]
    operations: tuple[str, ...]


@get("/leads/{lead_id:str}/access", sync_to_thread=True)
def who_sees_lead(visit: Here, lead_id: FromPath[str]) -> Page:
    place = lead_id_of(lead_id)
    found = lead_access(place, actor=visit.actor, world=visit.world)
    lead = lead_by_id(place, actor=visit.actor, world=visit.world).lead
    return visit.page(
        "leads/access.html",
        lead=lead,
        place=f"/leads/{place}",
        ways=[_way(visit, one, lead) for one in found.openings],
        territory=found.territory,
    )


def _way(visit: Visit, opening: Opening, lead: Lead) -> Way:
    rule = opening.rule.partition(" ")[0]
    text = visit.say(f"lead-way.{rule}", region=lead.region or "", territory=lead.territory)
    known = [grip for grip in opening.grips if visit.tongue.knows(f"role.{grip}")]
    roles = ", ".join(visit.say(f"role.{grip}") for grip in known)
    people = tuple(visit.name_of(one) or "" for one in opening.users)
    return Way(f"{roles}: {text}" if roles else text, people, opening.operations)
