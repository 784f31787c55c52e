"""Whether letters reach a customer."""

from adapters.http.endpoint import Call, Endpoint, Place, Success, Work
from adapters.http.idempotency import perform_once
from adapters.http.routes.customers import shown, version_wanted
from adapters.http.schemas.customer_examples import BOUNCED, CUSTOMER
from adapters.http.schemas.customers import CustomerForm
from crm_core.domain.customers.contactability import FORM, Cause
from crm_core.domain.customers.customer import Contactability
from crm_core.ports.once import Answer
from crm_core.use_cases.customers.record_contactability import RecordContactability, record_contactability

PATH = "/api/customers/{customerId}/contactability"


def _record(call: Call) -> Answer:
    values = FORM.read(call.body)
    command = RecordContactability(
        call.customer_id,
        Contactability(str(values["status"])),
        Cause(str(values["cause"])),
        version_wanted(call),
    )
    return perform_once(
        record_contactability, command, call=call, route=f"POST {PATH}", render=lambda one: shown(one)
    )


ENDPOINTS = (
    Endpoint(
        method="POST",
        path=PATH,
        operation="recordContactability",
        title="Record whether letters reach a customer",
        says="A hard bounce demands another channel by a follow-up that nobody completes by hand: it closes "
        "when another address or phone number is stored with the customer or a contact of it, and then the "
        "state is OK again. Until then OK is refused, and a soft bounce changes nothing.",
        tag="customers",
        run=_record,
        work=Work.COMMAND,
        places=(Place("customerId"),),
        body=FORM,
        body_example=BOUNCED,
        once=True,
        success=(Success(200, "The customer.", CustomerForm, ("ETag", "Idempotent-Replay"), CUSTOMER),),
        refusals=(403, 404, 409, 412),
    ),
)
