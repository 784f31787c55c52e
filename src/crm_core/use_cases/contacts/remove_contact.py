"""Forgetting a person: everything that is known about them goes, and the audit keeps that it went."""

from attrs import frozen

from crm_core.domain.access.actor import Actor
from crm_core.domain.audit.entry import Deed
from crm_core.domain.customers.contact import ContactId
from crm_core.domain.customers.events import CustomerContactRemoved
from crm_core.ports.world import World


@frozen
class RemoveContact:
    contact_id: ContactId
    version: int | None = None


def remove_contact(command: RemoveContact, *, actor: Actor, world: World) -> None:
    with world.unit_of_work(actor) as uow:
        found = uow.contacts.lock(command.contact_id, version=command.version).contact
        uow.contacts.remove(found.id)
        uow.outbox.add(CustomerContactRemoved(found.id))
        uow.audit.record(Deed("remove", "contact", str(found.id), found.version - 1, None))
        uow.commit()
