"""How promising a lead is, and why."""

from adapters.http.answers import json_answer
from adapters.http.endpoint import Call, Endpoint, Success, Work
from adapters.http.routes.leads import ONE, THE_LEAD
from adapters.http.schemas.lead_score import SCORE, ScoreForm, score_form
from adapters.http.schemas.leads import ENCODER
from crm_core.ports.once import Answer
from crm_core.queries.lead_score import lead_score


def _score(call: Call) -> Answer:
    found = lead_score(call.lead_id, actor=call.actor, world=call.world)
    return json_answer(200, ENCODER.encode(score_form(found)))


ENDPOINTS = (
    Endpoint(
        method="GET",
        path=ONE + "/score",
        operation="getLeadScore",
        title="Read how promising a lead is, and why",
        says="From 0 to 100 by the pack's own rules; every point has a reason.",
        tag="leads",
        run=_score,
        work=Work.READ,
        places=THE_LEAD,
        success=(Success(200, "The score.", ScoreForm, example=SCORE),),
        refusals=(404,),
    ),
)
