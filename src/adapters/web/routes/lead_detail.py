"""One lead: how it is protected at an instant and why, its facts, and what the reader may do with it."""

from litestar import get
from litestar.params import FromPath

from adapters.web.lead_desk import LeadDesk, asked_of
from adapters.web.routes.here import Here, Page, lead_id_of
from adapters.web.visit import Visit
from crm_core.domain.party import LeadId
from crm_core.domain.refusals import FieldError, Invalid, Outdated, Refusal
from crm_core.queries.lead_protection import Asked


@get("/leads/{lead_id:str}", sync_to_thread=True)
def lead_detail(visit: Here, lead_id: FromPath[str]) -> Page:
    place = lead_id_of(lead_id)
    try:
        desk = LeadDesk.of(visit, place, asked_of(visit))
    except Invalid as refusal:
        # An instant that cannot be asked about: the lead as it stands, and why it cannot.
        return desk_page(visit, LeadDesk.of(visit, place, Asked()), 400, error=refusal.errors[0])
    return desk_page(visit, desk)


def refused_page(visit: Visit, lead_id: LeadId, refusal: Refusal) -> Page:
    """The lead as it stands now, with the reason on top."""
    status = 412 if isinstance(refusal, Outdated) else 409
    return desk_page(visit, LeadDesk.of(visit, lead_id, Asked()), status, refusal=refusal)


def desk_page(
    visit: Visit,
    desk: LeadDesk,
    status: int = 200,
    *,
    refusal: Refusal | None = None,
    error: FieldError | None = None,
) -> Page:
    seen = desk.found.seen
    return visit.page(
        "leads/protection.html" if visit.is_partial and refusal is None else "leads/detail.html",
        status,
        desk=desk,
        lead=seen.lead,
        now=seen.now,
        refusal=refusal,
        as_of_error=error,
    )
