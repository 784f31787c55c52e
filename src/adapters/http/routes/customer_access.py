"""Who may see and change a customer, and by which rule."""

from adapters.http.answers import json_answer
from adapters.http.endpoint import Call, Endpoint, Place, Success, Work
from adapters.http.schemas.customer_access import ACCESS, ENCODER, CustomerAccessForm, access_form
from crm_core.ports.once import Answer
from crm_core.queries.explain_access import explain_access


def _explain(call: Call) -> Answer:
    access = explain_access(call.customer_id, actor=call.actor, world=call.world)
    return json_answer(200, ENCODER.encode(access_form(access)))


ENDPOINTS = (
    Endpoint(
        method="GET",
        path="/api/customers/{customerId}/access",
        operation="explainCustomerAccess",
        title="Who may see a customer, and by which rule",
        says="Read off the policy that decides everywhere, for auditors, managers and administrators; every "
        "explanation is kept in the audit.",
        tag="customers",
        run=_explain,
        work=Work.READ,
        places=(Place("customerId"),),
        success=(Success(200, "The rules that open it.", CustomerAccessForm, example=ACCESS),),
        refusals=(403,),
    ),
)
