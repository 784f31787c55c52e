"""Contacts: who is to be reached at a customer, and what is known about each person."""

from collections.abc import Iterable

from adapters.http.conditions import entity, expected_version
from adapters.http.endpoint import Call, Condition, Endpoint, Place, Success, Work
from adapters.http.idempotency import perform_once
from adapters.http.paging import CURSOR, LIMIT, page_answer
from adapters.http.patches import refuse_unfit
from adapters.http.query import Query
from adapters.http.schemas.contact_examples import CONTACT as EXAMPLE
from adapters.http.schemas.contact_examples import NEW, PAGE, PATCH
from adapters.http.schemas.contacts import ENCODER, ContactForm, ContactPageForm, contact_form
from crm_core.domain.customers.contact import Contact, ContactId
from crm_core.domain.customers.contact_form import CONTACT, NEW_CONTACT
from crm_core.domain.customers.customer import Customer
from crm_core.ports.contacts import HeldContact
from crm_core.ports.once import Answer
from crm_core.queries.contacts import contact_by_id, list_contacts
from crm_core.use_cases.contacts.add_contact import AddContact, add_contact
from crm_core.use_cases.contacts.remove_contact import RemoveContact, remove_contact
from crm_core.use_cases.contacts.update_contact import UpdateContact, update_contact
from crm_core.use_cases.perform import perform

AT_CUSTOMER = "/api/customers/{customerId}/contacts"
ONE = "/api/contacts/{contactId}"
THE_CUSTOMER = (Place("customerId"),)
THE_CONTACT = (Place("contactId"),)


def _body(contact: Contact, accounts: Iterable[Customer]) -> bytes:
    return ENCODER.encode(contact_form(contact, {one.id: one.details.name for one in accounts}))


def _shown(held: HeldContact, status: int = 200, *, at: str | None = None) -> Answer:
    return entity(status, _body(held.contact, held.accounts), held.contact.version, location=at)


def _list(call: Call) -> Answer:
    page = list_contacts(
        call.customer_id,
        limit=call.query["limit"],
        cursor=call.query["cursor"],
        actor=call.actor,
        world=call.world,
    )
    items = [contact_form(row.contact, row.names) for row in page.rows]
    body = ENCODER.encode(ContactPageForm(items, page.next_cursor))
    return page_answer(call, body, page.next_cursor)


def _add(call: Call) -> Answer:
    NEW_CONTACT.read(call.body)
    return perform_once(
        add_contact,
        AddContact(call.customer_id, call.body),
        call=call,
        route="POST " + AT_CUSTOMER,
        render=lambda held: _shown(held, 201, at=f"/api/contacts/{held.contact.id}"),
    )


def _show(call: Call) -> Answer:
    reading = contact_by_id(_id(call), actor=call.actor, world=call.world)
    body = _body(reading.contact, reading.accounts)
    return entity(200, body, reading.contact.version, known_to=call.headers)


def _update(call: Call) -> Answer:
    refuse_unfit(CONTACT, call.body)
    command = UpdateContact(_id(call), call.body, _version(call))
    return _shown(perform(update_contact, command, actor=call.actor, world=call.world))


def _remove(call: Call) -> Answer:
    perform(remove_contact, RemoveContact(_id(call), _version(call)), actor=call.actor, world=call.world)
    return Answer(204, (), b"")


def _id(call: Call) -> ContactId:
    return ContactId(call.places["contactId"])


def _version(call: Call) -> int | None:
    def present() -> int:
        return contact_by_id(_id(call), actor=call.actor, world=call.world).contact.version

    return expected_version(call.headers, present)


_ETAG = ("ETag",)
_ONE = Success(200, "The contact.", ContactForm, _ETAG, EXAMPLE)

ENDPOINTS = (
    Endpoint(
        method="GET",
        path=AT_CUSTOMER,
        operation="listContacts",
        title="List the contacts of a customer",
        says="By name. Roles at accounts that the caller does not see are absent.",
        tag="contacts",
        run=_list,
        work=Work.READ,
        places=THE_CUSTOMER,
        query=Query((LIMIT, CURSOR)),
        success=(Success(200, "One page.", ContactPageForm, ("Link",), PAGE),),
        refusals=(404,),
    ),
    Endpoint(
        method="POST",
        path=AT_CUSTOMER,
        operation="addContact",
        title="Add a contact to a customer",
        says="A phone number without a calling code is taken as one of the customer's country.",
        tag="contacts",
        run=_add,
        work=Work.COMMAND,
        places=THE_CUSTOMER,
        body=NEW_CONTACT,
        body_example=NEW,
        once=True,
        success=(
            Success(201, "The new contact.", ContactForm, ("ETag", "Location", "Idempotent-Replay"), EXAMPLE),
        ),
        refusals=(403, 404, 409),
    ),
    Endpoint(
        method="GET",
        path=ONE,
        operation="getContact",
        title="Read a contact",
        tag="contacts",
        run=_show,
        work=Work.READ,
        places=THE_CONTACT,
        success=(_ONE, Success(304, "Nothing new for this reader.", headers=_ETAG)),
        refusals=(404,),
    ),
    Endpoint(
        method="PATCH",
        path=ONE,
        operation="updateContact",
        title="Change a contact",
        says="A JSON Merge Patch. `roles` replaces the roles that the caller sees: this is how one person "
        "comes to several accounts. A role is given and taken where the caller may change the account.",
        tag="contacts",
        run=_update,
        work=Work.COMMAND,
        places=THE_CONTACT,
        body=CONTACT,
        body_example=PATCH,
        patch=True,
        condition=Condition.HONOURED,
        success=(_ONE,),
        refusals=(403, 404, 409),
    ),
    Endpoint(
        method="DELETE",
        path=ONE,
        operation="removeContact",
        title="Forget a contact",
        says="Everything that is known about the person is removed, at every account.",
        tag="contacts",
        run=_remove,
        work=Work.COMMAND,
        places=THE_CONTACT,
        condition=Condition.HONOURED,
        success=(Success(204, "Nothing is known about the person any more."),),
        refusals=(403, 404, 409),
    ),
)
