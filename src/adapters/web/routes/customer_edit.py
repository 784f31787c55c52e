"""Changing a customer; when somebody else was quicker, both versions are shown and one chooses."""

from collections.abc import Mapping

from litestar import get, post
from litestar.params import FromPath

from adapters.web.conflict import compare
from adapters.web.customer_form import FIELDS, by_field, shown, typed, written
from adapters.web.notice import Notice
from adapters.web.routes.chain_choice import chain_choices
from adapters.web.routes.here import Form, Here, Page, customer_id_of
from adapters.web.seen_form import BASE, sealed, texts_seen
from adapters.web.visit import Visit
from crm_core.domain.access.policy import Operation
from crm_core.domain.customers.customer import Customer
from crm_core.domain.customers.refusals import CustomerIsArchived
from crm_core.domain.refusals import Conflict, FieldError, Invalid, NotAllowed, Outdated
from crm_core.queries.customer_access import standing_on
from crm_core.queries.customer_by_id import customer_by_id
from crm_core.use_cases.customers.update_customer import UpdateCustomer, update_customer
from crm_core.use_cases.perform import perform


@get("/customers/{customer_id:str}/edit", sync_to_thread=True)
def edit_customer(visit: Here, customer_id: FromPath[str]) -> Page:
    reading = customer_by_id(customer_id_of(customer_id), actor=visit.actor, world=visit.world)
    customer = reading.customer
    if not standing_on(reading).may_write:
        raise NotAllowed(action=str(Operation.WRITE), resource="customer", resource_id=str(customer.id))
    if customer.archived_at is not None:
        raise CustomerIsArchived
    values = shown(customer.details)
    return _form(visit, customer, values, base=values)


@post("/customers/{customer_id:str}/edit", sync_to_thread=True)
def change_customer(visit: Here, customer_id: FromPath[str], form: Form) -> Page:
    place = customer_id_of(customer_id)
    version, mine = form.number("version"), typed(form.values)
    command = UpdateCustomer(place, written(mine), version)
    try:
        changed = perform(update_customer, command, actor=visit.actor, world=visit.world)
    except (Outdated, Invalid, Conflict) as refusal:
        return _again(visit, form, refusal)
    key = "notice.unchanged" if changed.version == version else "notice.changed"
    return visit.moved(f"/customers/{place}", notice=Notice(key, {"name": changed.details.name}))


def _again(visit: Visit, form: Form, refusal: Outdated | Invalid | Conflict) -> Page:
    """The form once more, with what was typed and with what stands against it."""
    place = customer_id_of(visit.request.path_params["customer_id"])
    customer = customer_by_id(place, actor=visit.actor, world=visit.world).customer
    mine, theirs = typed(form.values), shown(customer.details)
    base = texts_seen(visit, str(place), form.values.get(BASE, ""), FIELDS)
    if isinstance(refusal, Outdated) and customer.archived_at is None:
        return _conflict(visit, customer, mine, base)
    if isinstance(refusal, Invalid):
        version, errors = form.number("version"), by_field(refusal.errors)
        return _form(visit, customer, mine, base=base or theirs, version=version, errors=errors)
    raise CustomerIsArchived if isinstance(refusal, Outdated) else refusal


def _conflict(
    visit: Visit, customer: Customer, mine: Mapping[str, str], base: Mapping[str, str] | None
) -> Page:
    theirs = shown(customer.details)
    return visit.page(
        "customers/conflict.html",
        412,
        customer=customer,
        comparison=compare(base=base, mine=mine, theirs=theirs),
        mine=mine,
        theirs=theirs,
        base=sealed(visit, str(customer.id), theirs),
        words=lambda field, value: in_words(visit, field, value),
    )


def in_words(visit: Visit, field: str, value: str) -> str:
    """A form's value as people say it."""
    if field == "isChain":
        return visit.say("yes" if value else "no")
    if not value:
        return "–"
    if field == "parentId":
        return next(choice.name for choice in chain_choices(visit, value) if choice.id == value)
    families = {"type": "type", "channel": "channel", "coveragePolicy": "coverage"}
    key = f"{families[field]}.{value}" if field in families else ""
    return visit.say(key) if visit.tongue.knows(key) else value


def _form(
    visit: Visit,
    customer: Customer,
    values: Mapping[str, str],
    *,
    base: Mapping[str, str],
    version: int | None = None,
    errors: Mapping[str, FieldError] | None = None,
) -> Page:
    return visit.page(
        "customers/edit.html",
        400 if errors else 200,
        customer=customer,
        version=version or customer.version,
        values=values,
        base=sealed(visit, str(customer.id), base),
        errors=errors or {},
        chains=chain_choices(visit, values["parentId"]),
        territories=visit.site.parts.territories,
    )
