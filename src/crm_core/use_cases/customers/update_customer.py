"""Changing what is known about a customer; a change that changes nothing leaves no trace."""

from collections.abc import Mapping
from datetime import datetime

from attrs import evolve, frozen

from crm_core.domain.access.actor import Actor
from crm_core.domain.audit.entry import Deed
from crm_core.domain.customers.chain import refuse_crooked, refuse_unless_chain
from crm_core.domain.customers.customer import (
    Customer,
    CustomerDetails,
    changed_fields,
    details_from,
    details_record,
)
from crm_core.domain.customers.events import CustomerUpdated
from crm_core.domain.customers.form import DETAILS
from crm_core.domain.customers.refusals import ChainHasArchivedLocations, ChainHasLocations
from crm_core.domain.fields.merge_patch import merged
from crm_core.domain.ids import CustomerId
from crm_core.ports.unit_of_work import UnitOfWork
from crm_core.ports.world import World
from crm_core.use_cases.reaching import reached_by_another


@frozen
class UpdateCustomer:
    """A merge patch (RFC 7396) on the customer's details, on top of `version` when that is given."""

    customer_id: CustomerId
    patch: Mapping[str, object]
    version: int | None = None


def update_customer(command: UpdateCustomer, *, actor: Actor, world: World) -> Customer:
    with world.unit_of_work(actor) as uow:
        found = uow.customers.lock(command.customer_id, version=command.version)
        details = details_from(DETAILS.read(merged(details_record(found.details), command.patch)))
        _refuse_bad_place(found, details, uow)
        found.refuse_if_archived()
        now = world.clock.now()
        customer = found.described(details, now)
        if customer == found:
            return evolve(found, version=found.version - 1)
        if found.details.is_chain and not details.is_chain:
            _refuse_while_below(found, now, uow)
        customer = reached_by_another(customer, _channels(details), _channels(found.details), uow, now)
        uow.customers.save(customer)
        changed = changed_fields(found.details, details)
        uow.outbox.add(
            CustomerUpdated(
                customer.id, customer.version, changed, found.details.parent_id, details.parent_id
            )
        )
        uow.audit.record(
            Deed("update", "customer", str(customer.id), found.version - 1, customer.version, changed)
        )
        uow.commit(customer)
    return customer


def _refuse_while_below(chain: Customer, now: datetime, uow: UnitOfWork) -> None:
    if uow.customers.has_live_locations(chain.id):
        raise ChainHasLocations
    if uow.customers.has_restorable_locations(chain.id, now):
        raise ChainHasArchivedLocations


def _channels(details: CustomerDetails) -> tuple[str | None, str | None]:
    return (details.contact_email, details.phone)


def _refuse_bad_place(before: Customer, after: CustomerDetails, uow: UnitOfWork) -> None:
    refuse_crooked(after, own_id=before.id)
    if after.parent_id is not None and after.parent_id != before.details.parent_id:
        refuse_unless_chain(uow.customers.hold_chain(after.parent_id))
