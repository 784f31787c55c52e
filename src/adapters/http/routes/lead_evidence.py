"""The evidence file of a lead: as JSON or as a paper, the bytes as they were signed."""

from adapters.http.answers import NO_STORE
from adapters.http.endpoint import Call, Endpoint, Success, Work
from adapters.http.query import Parameter, Query
from adapters.http.routes.leads import ONE, THE_LEAD
from adapters.http.schemas.lead_evidence import EVIDENCE, EvidenceForm
from crm_core.domain.fields.kinds import Choice
from crm_core.ports.once import Answer
from crm_core.queries.lead_evidence import lead_evidence, lead_evidence_paper

PDF = "application/pdf"
_FORMAT = Parameter("format", Choice(("json", "pdf")), "As data, or on pages for people.", default="json")


def _evidence(call: Call) -> Answer:
    form = call.query["format"]
    made = lead_evidence_paper if form == "pdf" else lead_evidence
    body = made(call.lead_id, actor=call.actor, world=call.world)
    name = f'attachment; filename="evidence-{call.lead_id}.{form}"'
    kind = PDF if form == "pdf" else "application/json"
    return Answer(200, (("content-type", kind), NO_STORE, ("content-disposition", name)), body)


ENDPOINTS = (
    Endpoint(
        method="GET",
        path=ONE + "/evidence",
        operation="getLeadEvidence",
        title="Take the evidence file of a lead",
        says="Registration, proofs, notices with delivery, holds, extensions and transfers, each bound to "
        "those before it and signed as a whole. Values of people appear as salted commitments only. "
        "`crm evidence verify` checks a file offline against a pinned key. Every reading is audited.",
        tag="leads",
        run=_evidence,
        work=Work.READ,
        places=THE_LEAD,
        query=Query((_FORMAT,)),
        success=(Success(200, "The file.", EvidenceForm, example=EVIDENCE, papers=(PDF,)),),
        refusals=(403, 404),
    ),
)
