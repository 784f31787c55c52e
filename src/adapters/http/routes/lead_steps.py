"""What happens to a lead: extensions, transfer, an earlier start, conversion, activities, collaborators."""

from typing import Any
from uuid import UUID

from adapters.http.answers import json_answer
from adapters.http.conditions import entity
from adapters.http.endpoint import Call, Condition, Endpoint, Place, Success, Work
from adapters.http.idempotency import perform_once
from adapters.http.routes.leads import ONE, THE_LEAD, shown, version_of
from adapters.http.schemas import lead_examples as examples
from adapters.http.schemas.customer_examples import CUSTOMER
from adapters.http.schemas.customers import CustomerForm, customer_form
from adapters.http.schemas.leads import (
    ENCODER,
    CollaboratorForm,
    CollaboratorsForm,
    LeadForm,
    collaborators_form,
)
from crm_core.domain.customers.customer import details_from
from crm_core.domain.ids import CustomerId, UserId
from crm_core.domain.leads.form import BACKDATING, CONVERSION, NEW_COLLABORATOR, NEW_EXTENSION, TRANSFER
from crm_core.domain.leads.lead import CollaboratorRole
from crm_core.ports.once import Answer
from crm_core.queries.lead_by_id import lead_by_id
from crm_core.use_cases.leads.backdate_lead import BackdateLead, backdate_lead
from crm_core.use_cases.leads.convert_lead import Converted, ConvertLead, convert_lead
from crm_core.use_cases.leads.extend_protection import ExtendProtection, extend_protection
from crm_core.use_cases.leads.set_collaborator import SetCollaborator, set_collaborator
from crm_core.use_cases.leads.transfer_lead import TransferLead, transfer_lead
from crm_core.use_cases.perform import perform

HELPERS = ONE + "/collaborators"
THE_HELPER = (*THE_LEAD, Place("userId"))


def _extend(call: Call) -> Answer:
    values: dict[str, Any] = NEW_EXTENSION.read(call.body)
    command = ExtendProtection(
        call.lead_id, values["reason"], months=values["months"] or 0, days=values["days"] or 0
    )
    return perform_once(
        extend_protection,
        command,
        call=call,
        route=f"POST {ONE}/extensions",
        render=lambda lead: shown(call, lead, 201, at=f"/api/leads/{lead.id}"),
    )


def _transfer(call: Call) -> Answer:
    values: dict[str, Any] = TRANSFER.read(call.body)
    command = TransferLead(call.lead_id, UserId(values["userId"]), values["reason"], version_of(call))
    return perform_once(
        transfer_lead,
        command,
        call=call,
        route=f"POST {ONE}/transfer",
        render=lambda lead: shown(call, lead),
    )


def _backdate(call: Call) -> Answer:
    values: dict[str, Any] = BACKDATING.read(call.body)
    told = (values["startedAt"], values["reason"], values["evidenceId"])
    return perform_once(
        backdate_lead,
        BackdateLead(call.lead_id, *told, version_of(call)),
        call=call,
        route=f"POST {ONE}/registered-at",
        render=lambda lead: shown(call, lead),
    )


def _convert(call: Call) -> Answer:
    values: dict[str, Any] = CONVERSION.read(call.body)
    customer_id, details = values["customerId"], values["customer"]
    command = ConvertLead(
        call.lead_id,
        values["agreementDocumentId"],
        values["signedAt"],
        CustomerId(customer_id) if isinstance(customer_id, UUID) else None,
        None if details is None else details_from(details),
        version_of(call),
    )
    return perform_once(convert_lead, command, call=call, route=f"POST {ONE}/convert", render=_customer_shown)


def _customer_shown(done: Converted) -> Answer:
    body = ENCODER.encode(customer_form(done.customer))
    return entity(201, body, done.customer.version, location=f"/api/customers/{done.customer.id}")


def _helpers(call: Call) -> Answer:
    seen = lead_by_id(call.lead_id, actor=call.actor, world=call.world)
    return json_answer(200, ENCODER.encode(collaborators_form(seen.lead)))


def _add_helper(call: Call) -> Answer:
    values: dict[str, Any] = NEW_COLLABORATOR.read(call.body)
    user, role = UserId(values["userId"]), CollaboratorRole(values["role"])
    place = f"/api/leads/{call.lead_id}/collaborators/{user}"
    told = ENCODER.encode(CollaboratorForm(user, role))
    return perform_once(
        set_collaborator,
        SetCollaborator(call.lead_id, user, role),
        call=call,
        route="POST " + HELPERS,
        render=lambda _: json_answer(201, told, ("location", place)),
    )


def _end_helper(call: Call) -> Answer:
    command = SetCollaborator(call.lead_id, UserId(call.places["userId"]), None, version_of(call))
    perform(set_collaborator, command, actor=call.actor, world=call.world)
    return Answer(204, (), b"")


_LEAD = Success(200, "The lead.", LeadForm, ("ETag", "Idempotent-Replay"), examples.LEAD)
_NEW = ("ETag", "Location", "Idempotent-Replay")


def _step(path: str, operation: str, title: str, **more: Any) -> Endpoint:
    """A command on one lead, sent once."""
    usual: dict[str, Any] = {
        "method": "POST",
        "tag": "leads",
        "work": Work.COMMAND,
        "places": THE_LEAD,
        "once": True,
        "refusals": (403, 404, 409, 412),
    }
    return Endpoint(**{**usual, "path": ONE + path, "operation": operation, "title": title, **more})


ENDPOINTS = (
    _step(
        "/extensions",
        "extendProtection",
        "Extend the protection of a lead",
        says="By a team lead of its region or a manager, in days or months; 24 months in all at most.",
        run=_extend,
        body=NEW_EXTENSION,
        body_example=examples.EXTENSION,
        success=(Success(201, "The lead.", LeadForm, _NEW, examples.LEAD),),
        refusals=(403, 404, 409),
    ),
    _step(
        "/transfer",
        "transferLead",
        "Give a lead to another user",
        says="The base period runs on; the progress period starts anew.",
        run=_transfer,
        body=TRANSFER,
        body_example=examples.TRANSFER,
        success=(_LEAD,),
    ),
    _step(
        "/registered-at",
        "backdateLead",
        "Set back the start of protection",
        says="By a manager, with evidence; everything is computed anew from all facts.",
        run=_backdate,
        body=BACKDATING,
        body_example=examples.BACKDATING,
        success=(_LEAD,),
    ),
    _step(
        "/convert",
        "convertLead",
        "Make a customer of a lead",
        says="A written agreement ends the machine; samples and follow-ups go on with the customer.",
        run=_convert,
        body=CONVERSION,
        body_example=examples.CONVERSION,
        success=(Success(201, "The customer.", CustomerForm, _NEW, CUSTOMER),),
    ),
    Endpoint(
        method="GET",
        path=HELPERS,
        operation="listCollaborators",
        title="List who helps with a lead",
        tag="leads",
        run=_helpers,
        work=Work.READ,
        places=THE_LEAD,
        success=(Success(200, "Everybody.", CollaboratorsForm, example=examples.COLLABORATORS),),
        refusals=(404,),
    ),
    _step(
        "/collaborators",
        "addCollaborator",
        "Ask somebody to help with a lead",
        says="VIEW reads, ASSIST also logs activities, NEGOTIATE also edits and places FFZ holds.",
        run=_add_helper,
        body=NEW_COLLABORATOR,
        body_example=examples.COLLABORATOR,
        success=(
            Success(
                201,
                "The collaborator.",
                CollaboratorForm,
                ("Location", "Idempotent-Replay"),
                examples.COLLABORATOR,
            ),
        ),
        refusals=(403, 404, 409),
    ),
    _step(
        "/collaborators/{userId}",
        "endCollaboration",
        "End a collaboration",
        method="DELETE",
        run=_end_helper,
        places=THE_HELPER,
        once=False,
        condition=Condition.HONOURED,
        says="`If-Match` speaks of the lead's version.",
        success=(Success(204, "It is ended."),),
        refusals=(403, 404),
    ),
)
