"""The moves of a customer as a whole: into the archive and back, and from one person to another."""

from uuid import UUID

from litestar import get, post
from litestar.params import FromPath

from adapters.web.customer_form import by_field
from adapters.web.notice import Notice
from adapters.web.routes.customer_detail import detail_page, may_reassign
from adapters.web.routes.here import Form, Here, Page, customer_id_of
from adapters.web.visit import Visit
from crm_core.domain.customers.form import REASSIGNMENT
from crm_core.domain.ids import CustomerId, UserId
from crm_core.domain.refusals import Conflict, Invalid, NotAllowed, Outdated, Refusal
from crm_core.queries.customer_access import standing_on
from crm_core.queries.customer_by_id import customer_by_id
from crm_core.use_cases.customers.archive_customer import ArchiveCustomer, archive_customer
from crm_core.use_cases.customers.reassign_customer import ReassignCustomer, reassign_customer
from crm_core.use_cases.customers.restore_customer import RestoreCustomer, restore_customer
from crm_core.use_cases.perform import perform


@post("/customers/{customer_id:str}/archive", sync_to_thread=True)
def archive(visit: Here, customer_id: FromPath[str], form: Form) -> Page:
    place = customer_id_of(customer_id)
    try:
        command = ArchiveCustomer(place, form.number("version"))
        customer = perform(archive_customer, command, actor=visit.actor, world=visit.world)
    except (Conflict, Outdated) as refusal:
        return _refused(visit, place, refusal)
    undo = f"/customers/{place}/restore"
    return visit.moved(
        "/customers", notice=Notice("notice.archived", {"name": customer.details.name}, undo=undo)
    )


@post("/customers/{customer_id:str}/restore", sync_to_thread=True)
def restore(visit: Here, customer_id: FromPath[str], form: Form) -> Page:  # noqa: ARG001 - asking for the form proves its token
    place = customer_id_of(customer_id)
    customer = perform(restore_customer, RestoreCustomer(place), actor=visit.actor, world=visit.world)
    notice = Notice("notice.restored", {"name": customer.details.name})
    return visit.moved(f"/customers/{place}", notice=notice)


@get("/customers/{customer_id:str}/reassign", sync_to_thread=True)
def reassignment(visit: Here, customer_id: FromPath[str]) -> Page:
    place = customer_id_of(customer_id)
    reading = customer_by_id(place, actor=visit.actor, world=visit.world)
    if not may_reassign(visit, standing_on(reading)):
        raise NotAllowed(action="reassign", resource="customer", resource_id=str(place))
    owner = reading.customer.owner_user_id
    return _form(visit, place, {"ownerUserId": str(owner or ""), "reason": ""})


@post("/customers/{customer_id:str}/reassign", sync_to_thread=True)
def reassign(visit: Here, customer_id: FromPath[str], form: Form) -> Page:
    place = customer_id_of(customer_id)
    values = {"ownerUserId": form.text("ownerUserId"), "reason": form.text("reason")}
    try:
        asked = REASSIGNMENT.read(values)
        owner = asked["ownerUserId"]
        command = ReassignCustomer(
            place,
            UserId(owner) if isinstance(owner, UUID) else None,
            str(asked["reason"]),
            form.number("version"),
        )
        customer = perform(reassign_customer, command, actor=visit.actor, world=visit.world)
    except Invalid as refusal:
        typed = {name: value or "" for name, value in values.items()}
        return _form(visit, place, typed, refusal)
    except (Conflict, Outdated) as refusal:
        return _refused(visit, place, refusal)
    whom = visit.name_of(customer.owner_user_id) or visit.say("owner.nobody")
    notice = Notice("notice.reassigned", {"name": customer.details.name, "whom": whom})
    return visit.moved(f"/customers/{place}", notice=notice)


def _refused(visit: Visit, place: CustomerId, refusal: Refusal) -> Page:
    """The customer as it stands now, with the reason on top."""
    reading = customer_by_id(place, actor=visit.actor, world=visit.world)
    return detail_page(visit, reading, refusal=refusal, status=412 if isinstance(refusal, Outdated) else 409)


def _form(visit: Visit, place: CustomerId, values: dict[str, str], refusal: Invalid | None = None) -> Page:
    customer = customer_by_id(place, actor=visit.actor, world=visit.world).customer
    return visit.page(
        "customers/reassign_form.html" if visit.is_partial else "customers/reassign.html",
        200 if refusal is None else 400,
        customer=customer,
        values=values,
        errors=by_field(() if refusal is None else refusal.errors),
        people=visit.site.parts.everybody(),
    )
