"""Contacts in memory, seen and written through the policy of their accounts."""

from collections.abc import Collection, Sequence
from uuid import UUID

from attrs import evolve, frozen

from adapters.memory.customers import MemoryCustomers, own_chains
from adapters.memory.store import MemoryStore, State
from crm_core.domain.access.actor import Actor
from crm_core.domain.access.policy import CUSTOMERS, Operation
from crm_core.domain.access.scope import Scope
from crm_core.domain.customers.contact import Contact, ContactId, RoleAt
from crm_core.domain.customers.customer import Customer, sort_key
from crm_core.domain.ids import CustomerId
from crm_core.domain.refusals import NotAllowed, NotFound, Outdated
from crm_core.ports.contact_readings import ContactReading, ContactRow
from crm_core.ports.contacts import HeldContact


@frozen
class MemoryContacts:
    state: State
    scope: Scope

    def add(self, contact: Contact) -> None:
        if not all(self._may_write(held) for held in contact.roles):
            raise NotAllowed(action="write", resource="row")
        self.state.contacts[contact.id] = contact

    def find(self, contact_id: ContactId) -> HeldContact | None:
        found = self.seen(contact_id)
        return None if found is None else HeldContact(found, self.accounts(found))

    def seen_among(self, contact_ids: Collection[ContactId]) -> Collection[ContactId]:
        return {one for one in contact_ids if self.seen(one) is not None}

    def lock(self, contact_id: ContactId, *, version: int | None = None) -> HeldContact:
        found = self.seen(contact_id)
        if found is None:
            raise NotFound
        if not any(self._may_write(held) for held in found.roles):
            raise NotAllowed(action="write", resource="contact", resource_id=str(contact_id))
        if version is not None and version != found.version:
            raise Outdated(current=found.version)
        next_version = found.version + 1
        self.state.contacts[contact_id] = evolve(self.state.contacts[contact_id], version=next_version)
        return HeldContact(evolve(found, version=next_version), self.accounts(found))

    def save(self, contact: Contact, *, before: Contact) -> None:
        given, taken = {*contact.roles} - {*before.roles}, {*before.roles} - {*contact.roles}
        if self.seen(contact.id) is None or not all(self._may_write(held) for held in given):
            raise NotAllowed(action="write", resource="row")
        present = {*self.state.contacts[contact.id].roles}
        kept = present - {held for held in taken if self._may_write(held)} | given
        self.state.contacts[contact.id] = evolve(contact, roles=kept)

    def remove(self, contact_id: ContactId) -> None:
        del self.state.contacts[contact_id]

    def seen(self, contact_id: ContactId) -> Contact | None:
        """The contact with the roles that are seen; without one of them it is not seen."""
        contact = self.state.contacts.get(contact_id)
        seen = [] if contact is None else [held for held in contact.roles if self._account(held)]
        return evolve(contact, roles=seen) if contact is not None and seen else None

    def accounts(self, contact: Contact) -> Sequence[Customer]:
        return [self.state.customers[customer_id] for customer_id in contact.accounts]

    def _account(self, held: RoleAt) -> Customer | None:
        return MemoryCustomers(self.state, self.scope).find(held.customer_id)

    def _may_write(self, held: RoleAt) -> bool:
        account = self._account(held)
        return account is not None and CUSTOMERS.permits(Operation.WRITE, self.scope, account)


@frozen
class MemoryContactReadings:
    store: MemoryStore

    def one(self, actor: Actor, contact_id: ContactId) -> ContactReading | None:
        seen = self._seen_by(actor)
        contact = seen.seen(contact_id)
        return None if contact is None else ContactReading(contact, seen.accounts(contact), seen.scope)

    def at(
        self, actor: Actor, customer_id: CustomerId, *, after: tuple[str, UUID] | None, limit: int
    ) -> Sequence[ContactRow] | None:
        seen = self._seen_by(actor)
        if MemoryCustomers(seen.state, seen.scope).find(customer_id) is None:
            return None
        visible = filter(None, (seen.seen(contact_id) for contact_id in seen.state.contacts))
        there = sorted((one for one in visible if customer_id in one.accounts), key=_place)
        behind = [one for one in there if after is None or _place(one) > after]
        return [
            ContactRow(one, {account.id: account.details.name for account in seen.accounts(one)})
            for one in behind[:limit]
        ]

    def _seen_by(self, actor: Actor) -> MemoryContacts:
        state = self.store.state
        return MemoryContacts(state, Scope(actor, own_chains(state, actor.tenant, actor.user)))


def _place(contact: Contact) -> tuple[str, UUID]:
    return (sort_key(contact.person.name), contact.id)
