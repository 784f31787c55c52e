"""Customers and chains: creating, reading, changing, archiving, restoring, reassigning."""

from uuid import UUID

from adapters.http.conditions import entity, expected_version
from adapters.http.endpoint import Call, Condition, Endpoint, Place, Success, Work
from adapters.http.idempotency import perform_once
from adapters.http.patches import refuse_unfit
from adapters.http.schemas.customer_examples import (
    CUSTOMER,
    NEW,
    PATCH,
    REASSIGNED,
)
from adapters.http.schemas.customers import (
    ENCODER,
    CustomerForm,
    customer_form,
)
from crm_core.domain.customers.customer import Customer, details_from
from crm_core.domain.customers.form import DETAILS, NEW_CUSTOMER, REASSIGNMENT
from crm_core.domain.ids import UserId
from crm_core.ports.once import Answer
from crm_core.queries.customer_by_id import customer_by_id
from crm_core.use_cases.customers.archive_customer import ArchiveCustomer, archive_customer
from crm_core.use_cases.customers.create_customer import CreateCustomer, create_customer
from crm_core.use_cases.customers.reassign_customer import ReassignCustomer, reassign_customer
from crm_core.use_cases.customers.restore_customer import RestoreCustomer, restore_customer
from crm_core.use_cases.customers.update_customer import UpdateCustomer, update_customer
from crm_core.use_cases.perform import perform

ALL = "/api/customers"
ONE = "/api/customers/{customerId}"
THE_CUSTOMER = (Place("customerId"),)


def shown(customer: Customer, status: int = 200, *, at: str | None = None) -> Answer:
    """The full representation with its version."""
    body = ENCODER.encode(customer_form(customer))
    return entity(status, body, customer.version, location=at)


def _create(call: Call) -> Answer:
    values = NEW_CUSTOMER.read(call.body)
    owner = values.pop("ownerUserId")
    command = CreateCustomer(details_from(values), UserId(owner) if isinstance(owner, UUID) else None)
    return perform_once(
        create_customer,
        command,
        call=call,
        route="POST " + ALL,
        render=lambda customer: shown(customer, 201, at=f"{ALL}/{customer.id}"),
    )


def _show(call: Call) -> Answer:
    reading = customer_by_id(call.customer_id, actor=call.actor, world=call.world)
    body = ENCODER.encode(customer_form(reading.customer))
    return entity(200, body, reading.customer.version, known_to=call.headers)


def version_wanted(call: Call) -> int | None:
    """The version that a change is meant for; only a list of several asks for the present one."""

    def present() -> int:
        return customer_by_id(call.customer_id, actor=call.actor, world=call.world).customer.version

    return expected_version(call.headers, present)


def _update(call: Call) -> Answer:
    refuse_unfit(DETAILS, call.body)
    command = UpdateCustomer(call.customer_id, call.body, version_wanted(call))
    return shown(perform(update_customer, command, actor=call.actor, world=call.world))


def _archive(call: Call) -> Answer:
    command = ArchiveCustomer(call.customer_id, version_wanted(call))
    perform(archive_customer, command, actor=call.actor, world=call.world)
    return Answer(204, (), b"")


def _restore(call: Call) -> Answer:
    command = RestoreCustomer(call.customer_id, version_wanted(call))
    return perform_once(
        restore_customer, command, call=call, route=f"POST {ONE}/restore", render=lambda one: shown(one)
    )


def _reassign(call: Call) -> Answer:
    values = REASSIGNMENT.read(call.body)
    owner = values["ownerUserId"]
    command = ReassignCustomer(
        call.customer_id,
        UserId(owner) if isinstance(owner, UUID) else None,
        str(values["reason"]),
        version_wanted(call),
    )
    return perform_once(
        reassign_customer, command, call=call, route=f"POST {ONE}/reassign", render=lambda one: shown(one)
    )


_ETAG = ("ETag",)
_ONE = Success(200, "The customer.", CustomerForm, _ETAG, CUSTOMER)

ENDPOINTS = (
    Endpoint(
        method="POST",
        path=ALL,
        operation="createCustomer",
        title="Create a customer",
        tag="customers",
        run=_create,
        work=Work.COMMAND,
        brief=True,
        body=NEW_CUSTOMER,
        body_example=NEW,
        once=True,
        success=(
            Success(
                201, "The new customer.", CustomerForm, ("ETag", "Location", "Idempotent-Replay"), CUSTOMER
            ),
        ),
        refusals=(403, 409),
    ),
    Endpoint(
        method="GET",
        path=ONE,
        operation="getCustomer",
        title="Read a customer",
        tag="customers",
        run=_show,
        work=Work.READ,
        places=THE_CUSTOMER,
        success=(_ONE, Success(304, "Nothing new for this reader.", headers=_ETAG)),
        refusals=(404,),
    ),
    Endpoint(
        method="PATCH",
        path=ONE,
        operation="updateCustomer",
        title="Change a customer",
        says="A JSON Merge Patch; one that changes nothing keeps the ETag and records nothing.",
        tag="customers",
        run=_update,
        work=Work.COMMAND,
        places=THE_CUSTOMER,
        body=DETAILS,
        body_example=PATCH,
        patch=True,
        condition=Condition.HONOURED,
        success=(_ONE,),
        refusals=(403, 404, 409),
    ),
    Endpoint(
        method="DELETE",
        path=ONE,
        operation="archiveCustomer",
        title="Archive a customer",
        tag="customers",
        run=_archive,
        work=Work.COMMAND,
        places=THE_CUSTOMER,
        condition=Condition.HONOURED,
        success=(Success(204, "It is archived."),),
        refusals=(403, 404, 409),
    ),
    Endpoint(
        method="POST",
        path=ONE + "/restore",
        operation="restoreCustomer",
        title="Restore an archived customer",
        tag="customers",
        run=_restore,
        work=Work.COMMAND,
        places=THE_CUSTOMER,
        once=True,
        success=(Success(200, "The customer.", CustomerForm, ("ETag", "Idempotent-Replay"), CUSTOMER),),
        refusals=(403, 404, 409, 410, 412),
    ),
    Endpoint(
        method="POST",
        path=ONE + "/reassign",
        operation="reassignCustomer",
        title="Give a customer to somebody else",
        tag="customers",
        run=_reassign,
        work=Work.COMMAND,
        places=THE_CUSTOMER,
        body=REASSIGNMENT,
        body_example=REASSIGNED,
        once=True,
        success=(Success(200, "The customer.", CustomerForm, ("ETag", "Idempotent-Replay"), CUSTOMER),),
        refusals=(403, 404, 409, 412),
    ),
)
