"""Changing a customer's fields, on top of the version that customer and fields share."""

from attrs import evolve, frozen

from crm_core.domain.access.actor import Actor
from crm_core.domain.access.visible import clearance, visible_fields
from crm_core.domain.customers.contact import ContactId
from crm_core.domain.customers.customer import Customer
from crm_core.domain.customers.fields_read import reading_of
from crm_core.domain.fields import patch as fields_patch
from crm_core.domain.fields.catalogue import Catalogue
from crm_core.domain.fields.faults import Faults
from crm_core.domain.fields.field_set import FieldSet, Stamp
from crm_core.domain.fields.kinds import CONTACT
from crm_core.domain.fields.patch import Patched
from crm_core.domain.fields.references import newly_named
from crm_core.domain.fields.refusals import FieldIsRestricted
from crm_core.domain.ids import CustomerId
from crm_core.ports.field_readings import FieldsReading
from crm_core.ports.unit_of_work import UnitOfWork
from crm_core.ports.world import World
from crm_core.use_cases.keeping_fields import keep_fields


@frozen
class PatchFields:
    """A merge patch (RFC 7396) on a customer's fields, unread; on top of `version` when that is given."""

    customer_id: CustomerId
    patch: object
    version: int | None = None


def patch_fields(command: PatchFields, *, actor: Actor, world: World) -> FieldsReading:
    """The fields afterwards, as the caller sees them; restricted values among them are audited first."""
    with world.unit_of_work(actor) as uow:
        uow.field_values.foresee(command.customer_id)
        customer = uow.customers.lock(command.customer_id, version=command.version)
        stands = uow.field_values.of(customer.id)
        catalogue = uow.field_definitions.catalogue()
        patched = _patched(command, customer, stands, catalogue, uow, world)
        _refuse_strangers(patched, catalogue, uow)
        customer.refuse_if_archived()
        seen = visible_fields(patched.fields, catalogue, clearance(uow.scope, customer))
        reading = reading_of(customer.id, seen.values, catalogue)
        if patched.changes:
            keep_fields(patched, customer, catalogue, uow)
            if reading is not None:
                uow.audit.record(reading)
            after = FieldsReading(customer, uow.scope, seen, catalogue)
            uow.commit(after)
            return after
        before = evolve(customer, version=customer.version - 1)
        present = FieldsReading(before, uow.scope, seen, catalogue)
    # Nothing has changed: only that restricted values leave is kept.
    if reading is not None:
        with world.unit_of_work(actor) as uow:
            uow.audit.record(reading)
            uow.commit()
    return present


def _patched(
    command: PatchFields,
    customer: Customer,
    stands: FieldSet,
    catalogue: Catalogue,
    uow: UnitOfWork,
    world: World,
) -> Patched:
    stamp = Stamp(uow.actor.user, world.clock.now(), uow.actor.correlation, customer.version)
    try:
        return fields_patch.patch_fields(
            stands,
            command.patch,
            catalogue=catalogue,
            clearance=clearance(uow.scope, customer),
            stamp=stamp,
        )
    except FieldIsRestricted as refusal:
        refusal.facts["resource_id"] = str(customer.id)
        raise


def _refuse_strangers(patched: Patched, catalogue: Catalogue, uow: UnitOfWork) -> None:
    """Contacts newly named are some that the caller sees; absent and invisible ones are answered alike."""
    named = [
        one
        for change in patched.changes
        for one in newly_named(change, catalogue.definitions[change.key], CONTACT)
    ]
    if not named:
        return
    seen = uow.contacts.seen_among({ContactId(contact_id) for _, contact_id in named})
    faults = Faults()
    for at, contact_id in named:
        if contact_id not in seen:
            faults.add(at, "unknown-reference")
    faults.refuse_if_any()
