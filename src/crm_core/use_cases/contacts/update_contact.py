"""Changing what is known about a contact, and at which accounts they have a role."""

from collections.abc import Iterable, Mapping, Sequence

from attrs import evolve, frozen

from crm_core.domain.access.actor import Actor
from crm_core.domain.access.policy import CUSTOMERS, Operation
from crm_core.domain.audit.entry import Deed
from crm_core.domain.customers.contact import Contact, ContactId, RoleAt, changed_names
from crm_core.domain.customers.contact_form import CONTACT, contact_record, person_from, roles_from
from crm_core.domain.customers.customer import Customer
from crm_core.domain.customers.events import CustomerContactAdded, CustomerContactUpdated
from crm_core.domain.customers.refusals import CustomerIsArchived
from crm_core.domain.fields.faults import Faults
from crm_core.domain.fields.merge_patch import merged
from crm_core.domain.ids import CustomerId
from crm_core.domain.refusals import NotAllowed
from crm_core.ports.contacts import HeldContact
from crm_core.ports.unit_of_work import UnitOfWork
from crm_core.ports.world import World
from crm_core.use_cases.reaching import reached_through_contact


@frozen
class UpdateContact:
    """A merge patch (RFC 7396) on the contact, on top of `version` when that is given; a list of
    roles replaces those that the caller sees."""

    contact_id: ContactId
    patch: Mapping[str, object]
    version: int | None = None


def update_contact(command: UpdateContact, *, actor: Actor, world: World) -> HeldContact:
    with world.unit_of_work(actor) as uow:
        held = uow.contacts.lock(command.contact_id, version=command.version)
        found = held.contact
        values = CONTACT.read(merged(contact_record(found), command.patch))
        wanted = roles_from(values)
        accounts = _accounts(wanted, held.accounts, uow)
        person = person_from(values, country=_country(accounts), normal_email=world.email_addresses.normal)
        contact = found.known_as(person, wanted, world.clock.now())
        _refuse_out_of_reach(found, contact, [*held.accounts, *accounts], uow)
        if contact == found:
            return evolve(held, contact=evolve(found, version=found.version - 1))
        uow.contacts.save(contact, before=found)
        _tell(found, contact, uow)
        _reach(found, contact, accounts, uow)
        result = HeldContact(contact, accounts)
        uow.commit(result)
    return result


def _accounts(wanted: Sequence[RoleAt], seen: Iterable[Customer], uow: UnitOfWork) -> Sequence[Customer]:
    """The accounts of the wanted roles; absent and invisible ones are answered alike."""
    known: dict[CustomerId, Customer | None] = {one.id: one for one in seen}
    faults = Faults()
    for place, held in enumerate(wanted):
        if held.customer_id not in known:
            known[held.customer_id] = uow.customers.find(held.customer_id)
        if known[held.customer_id] is None:
            faults.add(f"/roles/{place}/customerId", "unknown-reference")
    faults.refuse_if_any()
    found = (known[customer_id] for customer_id in sorted({held.customer_id for held in wanted}))
    return [one for one in found if one is not None]


def _country(accounts: Iterable[Customer]) -> str | None:
    countries = (one.details.address.country for one in accounts)
    return next((country for country in countries if country is not None), None)


def _refuse_out_of_reach(
    before: Contact, after: Contact, accounts: Iterable[Customer], uow: UnitOfWork
) -> None:
    """A role is given and taken at accounts that the caller may write; an archived one gets nobody new."""
    by_id = {one.id: one for one in accounts}
    writable = [by_id[one] for one in before.accounts if _may_write(by_id[one], uow)]
    if all(one.archived_at is not None for one in writable):
        raise CustomerIsArchived
    for held in sorted({*before.roles} ^ {*after.roles}):
        account = by_id[held.customer_id]
        if not _may_write(account, uow):
            raise NotAllowed(action="change-contact", resource="customer", resource_id=str(account.id))
        if held in after.roles:
            account.refuse_if_archived()


def _may_write(account: Customer, uow: UnitOfWork) -> bool:
    return CUSTOMERS.permits(Operation.WRITE, uow.scope, account)


def _reach(before: Contact, after: Contact, accounts: Iterable[Customer], uow: UnitOfWork) -> None:
    """Accounts that the caller may not write are reached by the system, which learns of the change."""
    for account in accounts:
        if _may_write(account, uow):
            known = before.person.channels if account.id in before.accounts else ()
            reached_through_contact(account, after.person.channels, known, uow, after.updated_at)


def _tell(before: Contact, after: Contact, uow: UnitOfWork) -> None:
    changed = changed_names(before, after)
    uow.outbox.add(CustomerContactUpdated(after.id, after.version, changed))
    for held in after.roles:
        if held.customer_id not in before.accounts:
            uow.outbox.add(CustomerContactAdded(held.customer_id, after.id, str(held.role)))
    uow.audit.record(Deed("update", "contact", str(after.id), before.version - 1, after.version, changed))
