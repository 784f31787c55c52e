"""Making a customer: one form that says everything that is wrong with it at once."""

from collections.abc import Mapping
from uuid import UUID

from litestar import get, post

from adapters.web.customer_form import by_field, shown, typed, written
from adapters.web.notice import Notice
from adapters.web.routes.chain_choice import chain_choices
from adapters.web.routes.here import Form, Here, Page
from adapters.web.visit import Visit
from crm_core.domain.customers.customer import CustomerDetails, CustomerType, details_from
from crm_core.domain.customers.form import NEW_CUSTOMER
from crm_core.domain.ids import CustomerId, UserId
from crm_core.domain.refusals import FieldError, Invalid, NotAllowed, NotFound
from crm_core.queries.customer_by_id import customer_by_id
from crm_core.use_cases.customers.create_customer import SEES_UNASSIGNED, CreateCustomer, create_customer
from crm_core.use_cases.perform import perform


@get("/customers/new", sync_to_thread=True)
def new_customer(visit: Here) -> Page:
    parent = visit.request.query_params.get("parent", "")
    if not visit.may.create_customers:
        raise NotAllowed(action="create", resource="customer")
    return _form(visit, _blank(visit, parent), {})


@post("/customers/new", sync_to_thread=True)
def create(visit: Here, form: Form) -> Page:
    values = typed(form.values)
    owner = form.text("ownerUserId")
    try:
        record = NEW_CUSTOMER.read({**written(values), "ownerUserId": owner})
        chosen = record.pop("ownerUserId")
        command = CreateCustomer(details_from(record), UserId(chosen) if isinstance(chosen, UUID) else None)
        customer = perform(create_customer, command, actor=visit.actor, world=visit.world)
    except Invalid as refusal:
        return _form(visit, values, by_field(refusal.errors), owner=owner, status=400)
    notice = Notice("notice.created", {"name": customer.details.name})
    return visit.moved(f"/customers/{customer.id}", notice=notice)


def _blank(visit: Visit, parent: str) -> dict[str, str]:
    """An empty form; a new location starts with what it shares with its chain."""
    empty = shown(CustomerDetails("", CustomerType.RESTAURANT, ""))
    values = {
        **empty,
        "type": "",
        "territory": _only(visit.actor.territories),
        "region": _only(visit.actor.regions),
    }
    try:
        chain = customer_by_id(CustomerId(UUID(parent)), actor=visit.actor, world=visit.world).customer
    except (ValueError, NotFound):
        return values
    shared = shown(chain.details)
    inherited = {key: shared[key] for key in ("type", "territory", "region", "channel", "address.country")}
    return {**values, **inherited, "parentId": str(chain.id)}


def _only(claim: frozenset[str] | None) -> str:
    """Somebody who works in one place need not name it."""
    return next(iter(claim)) if claim is not None and len(claim) == 1 else ""


def _form(
    visit: Visit,
    values: Mapping[str, str],
    errors: Mapping[str, FieldError],
    *,
    owner: str | None = None,
    status: int = 200,
) -> Page:
    return visit.page(
        "customers/new.html",
        status,
        values=values,
        errors=errors,
        owner=owner or "",
        people=visit.site.parts.everybody(),
        chains=chain_choices(visit, values["parentId"]),
        territories=visit.site.parts.territories,
        may_choose_owner=not visit.actor.roles.isdisjoint(SEES_UNASSIGNED),
    )
