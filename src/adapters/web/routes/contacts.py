"""The people of a customer: added, changed, given a role at another account, forgotten."""

from collections.abc import Mapping
from uuid import UUID

from attrs import frozen
from litestar import get, post
from litestar.params import FromPath

from adapters.web.conflict import compare
from adapters.web.customer_form import by_field
from adapters.web.notice import Notice
from adapters.web.posted import Posted
from adapters.web.routes.here import Form, Here, Page, customer_id_of
from adapters.web.seen_form import BASE, sealed, texts_seen
from adapters.web.visit import Visit
from crm_core.domain.customers.contact import ROLE_LABELS, Contact, ContactId, ContactRole
from crm_core.domain.ids import CustomerId
from crm_core.domain.refusals import Conflict, Invalid, NotAllowed, NotFound, Outdated, Refusal
from crm_core.queries.contacts import contact_by_id, may_change
from crm_core.queries.customer_access import standing_on
from crm_core.queries.customer_by_id import customer_by_id
from crm_core.use_cases.contacts.add_contact import AddContact, add_contact
from crm_core.use_cases.contacts.remove_contact import RemoveContact, remove_contact
from crm_core.use_cases.contacts.update_contact import UpdateContact, update_contact
from crm_core.use_cases.perform import perform

_TEXTS = ("name", "email", "phone", "note", "role")
_LABELS = {
    "name": "field.name",
    "role": "contacts.role",
    "phone": "field.phone",
    "email": "field.contactEmail",
    "note": "contacts.note",
}


@frozen
class _Change:
    """A contact in a form: on top of which version, and what stood there then, sealed."""

    contact: Contact
    version: int
    base: str


@get("/customers/{customer_id:str}/contacts/new", sync_to_thread=True)
def new_contact(visit: Here, customer_id: FromPath[str]) -> Page:
    reading = customer_by_id(customer_id_of(customer_id), actor=visit.actor, world=visit.world)
    place = reading.customer.id
    if not standing_on(reading).may_write:
        raise NotAllowed(action="add-contact", resource="customer", resource_id=str(place))
    reading.customer.refuse_if_archived()
    return _form(visit, place, dict.fromkeys(_TEXTS, ""))


@post("/customers/{customer_id:str}/contacts/new", sync_to_thread=True)
def keep_contact(visit: Here, customer_id: FromPath[str], form: Form) -> Page:
    place = customer_id_of(customer_id)
    values = {name: text for name in _TEXTS if (text := form.text(name))}
    try:
        held = perform(add_contact, AddContact(place, values), actor=visit.actor, world=visit.world)
    except (Invalid, Conflict) as refusal:
        return _form(visit, place, _typed(form), refusal=refusal)
    return _back(visit, place, Notice("notice.contact-added", {"name": held.contact.person.name}))


@get("/customers/{customer_id:str}/contacts/{contact_id:str}", sync_to_thread=True)
def edit_contact(visit: Here, customer_id: FromPath[str], contact_id: FromPath[str]) -> Page:
    place, contact = _contact(visit, customer_id, contact_id)
    values = _shown(contact, place)
    base = sealed(visit, str(contact.id), values)
    return _form(visit, place, values, _Change(contact, contact.version, base))


@post("/customers/{customer_id:str}/contacts/{contact_id:str}", sync_to_thread=True)
def change_contact(visit: Here, customer_id: FromPath[str], contact_id: FromPath[str], form: Form) -> Page:
    place, contact = _contact(visit, customer_id, contact_id)
    version, mine = form.number("version"), _typed(form)
    patch = {name: text or None for name, text in mine.items() if name != "role"}
    command = UpdateContact(contact.id, {**patch, "roles": _roles(contact, place, form)}, version)
    try:
        held = perform(update_contact, command, actor=visit.actor, world=visit.world)
    except Outdated:
        return _conflict(visit, customer_id, contact_id, form)
    except (Invalid, Conflict) as refusal:
        change = _Change(contact, version, form.values.get(BASE, ""))
        return _form(visit, place, mine, change, refusal=refusal)
    key = "notice.unchanged" if held.contact.version == version else "notice.contact-changed"
    return _back(visit, place, Notice(key, {"name": held.contact.person.name}))


@post("/customers/{customer_id:str}/contacts/{contact_id:str}/remove", sync_to_thread=True)
def forget_contact(visit: Here, customer_id: FromPath[str], contact_id: FromPath[str], form: Form) -> Page:
    """Everything about somebody goes; where they have a role elsewhere, only the one here."""
    place, contact = _contact(visit, customer_id, contact_id)
    elsewhere = [_role(held.customer_id, held.role) for held in contact.roles if held.customer_id != place]
    name, version = contact.person.name, form.number("version")
    if elsewhere:
        leave = UpdateContact(contact.id, {"roles": elsewhere}, version)
        perform(update_contact, leave, actor=visit.actor, world=visit.world)
        return _back(visit, place, Notice("notice.contact-left", {"name": name}))
    perform(remove_contact, RemoveContact(contact.id, version), actor=visit.actor, world=visit.world)
    return _back(visit, place, Notice("notice.contact-forgotten", {"name": name}))


def _contact(visit: Visit, customer_id: str, contact_id: str) -> tuple[CustomerId, Contact]:
    place = customer_id_of(customer_id)
    try:
        reading = contact_by_id(ContactId(UUID(contact_id)), actor=visit.actor, world=visit.world)
    except ValueError:
        raise NotFound from None
    if place not in reading.contact.accounts:
        raise NotFound
    if not may_change(reading):
        raise NotAllowed(action="change-contact", resource="customer", resource_id=str(place))
    return place, reading.contact


def _roles(contact: Contact, place: CustomerId, form: Posted) -> list[dict[str, str]]:
    """The role here as it was chosen, those elsewhere as they are."""
    chosen = form.text("role") or str(ContactRole.OTHER)
    others = [_role(held.customer_id, held.role) for held in contact.roles if held.customer_id != place]
    return [*others, _role(place, chosen)]


def _role(customer_id: CustomerId, role: str) -> dict[str, str]:
    return {"customerId": str(customer_id), "role": str(role)}


def _shown(contact: Contact, place: CustomerId) -> dict[str, str]:
    person = contact.person
    role = next((str(held.role) for held in contact.roles if held.customer_id == place), "")
    told = {"name": person.name, "email": person.email, "phone": person.phone, "note": person.note}
    return {**{name: value or "" for name, value in told.items()}, "role": role}


def _typed(form: Posted) -> dict[str, str]:
    """Without the spaces around it; lines end as they are stored."""
    return {name: form.values.get(name, "").strip().replace("\r\n", "\n") for name in _TEXTS}


def _conflict(visit: Visit, customer_id: str, contact_id: str, form: Posted) -> Page:
    """Both versions, for whoever was slower to choose from."""
    place, contact = _contact(visit, customer_id, contact_id)
    mine, theirs = _typed(form), _shown(contact, place)
    base = texts_seen(visit, str(contact.id), form.values.get(BASE, ""), _TEXTS)
    roles = dict(roles_in(visit.tongue.code))
    return _page(
        visit,
        "conflict_form",
        412,
        place=place,
        contact=contact,
        action=f"/customers/{place}/contacts/{contact.id}",
        back=f"/customers/{place}",
        subject=contact.person.name,
        changed_at=contact.updated_at,
        version=contact.version,
        carried={},
        labels={name: visit.say(key) for name, key in _LABELS.items()},
        comparison=compare(base=base, mine=mine, theirs=theirs),
        mine=mine,
        theirs=theirs,
        base=sealed(visit, str(contact.id), theirs),
        words=lambda field, value: (roles.get(value, value) if field == "role" else value) or "–",
    )


def _back(visit: Visit, place: CustomerId, notice: Notice) -> Page:
    return visit.moved(f"/customers/{place}#contacts", notice=notice)


def roles_in(code: str) -> list[tuple[str, str]]:
    return [(str(role), labels[0 if code == "de" else 1]) for role, labels in ROLE_LABELS.items()]


def _form(
    visit: Visit,
    place: CustomerId,
    values: Mapping[str, str],
    change: _Change | None = None,
    *,
    refusal: Refusal | None = None,
) -> Page:
    return _page(
        visit,
        "contact_form",
        200 if refusal is None else 400 if isinstance(refusal, Invalid) else 409,
        place=place,
        values=values,
        contact=None if change is None else change.contact,
        version=None if change is None else change.version,
        base="" if change is None else change.base,
        errors=by_field(() if refusal is None else refusal.errors),
        trouble=None if refusal is None or refusal.errors else refusal.code,
        roles=roles_in(visit.tongue.code),
    )


def _page(visit: Visit, part: str, status: int, *, place: CustomerId, **context: object) -> Page:
    """A part for the sheet, or a page of its own for whom there is no script."""
    template = f"customers/{part}.html"
    response = visit.page(
        template if visit.is_partial else "customers/contact.html",
        status,
        part=template,
        customer=customer_by_id(place, actor=visit.actor, world=visit.world).customer,
        place=f"/customers/{place}",
        **context,
    )
    response.headers["x-form-again"] = "yes"
    return response
