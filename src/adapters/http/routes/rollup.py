"""What the locations of a chain come to, taken together."""

from adapters.http.answers import json_answer
from adapters.http.endpoint import Call, Endpoint, Place, Success, Work
from adapters.http.schemas.rollup import ENCODER, EXAMPLE, RollupForm, rollup_form
from crm_core.ports.once import Answer
from crm_core.queries.chain_rollup import chain_rollup

PATH = "/api/customers/{customerId}/rollup"


def _show(call: Call) -> Answer:
    found = chain_rollup(call.customer_id, actor=call.actor, world=call.world)
    return json_answer(200, ENCODER.encode(rollup_form(found, call.world.hot_columns)))


ENDPOINTS = (
    Endpoint(
        method="GET",
        path=PATH,
        operation="getRollup",
        title="Read what a chain comes to",
        says="Of the chain and its live locations as far as the caller sees them; `wholeChain` says whether "
        "that is all of them. Of a customer that is no chain it tells of that customer alone.",
        tag="customers",
        run=_show,
        work=Work.READ,
        places=(Place("customerId"),),
        success=(Success(200, "The roll-up.", RollupForm, example=EXAMPLE),),
        refusals=(404,),
    ),
)
