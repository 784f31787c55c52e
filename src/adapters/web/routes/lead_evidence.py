"""The evidence file of a lead, for taking along: as pages for people or as data for machines."""

from litestar import get
from litestar.params import FromPath
from litestar.response import Response

from adapters.web.routes.here import Here, Page, lead_id_of
from crm_core.queries.lead_evidence import lead_evidence, lead_evidence_paper


@get("/leads/{lead_id:str}/evidence", sync_to_thread=True)
def evidence(visit: Here, lead_id: FromPath[str]) -> Page:
    place = lead_id_of(lead_id)
    as_paper = visit.request.query_params.get("format") != "json"
    make = lead_evidence_paper if as_paper else lead_evidence
    body = make(place, actor=visit.actor, world=visit.world)
    form, media_type = ("pdf", "application/pdf") if as_paper else ("json", "application/json")
    told = {"content-disposition": f'attachment; filename="evidence-{place}.{form}"'}
    return Response(body, media_type=media_type, headers={**visit.headers(), **told})
