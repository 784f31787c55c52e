"""Changing a customer's fields, on top of the version that customer and fields share."""

from attrs import evolve, frozen

from crm_core.domain.access.actor import Actor
from crm_core.domain.access.visible import clearance, visible_fields
from crm_core.domain.audit.entry import Deed
from crm_core.domain.customers.customer import Customer
from crm_core.domain.customers.fields_changed import CustomerFieldsChanged
from crm_core.domain.customers.fields_read import reading_of, restricted_among
from crm_core.domain.fields import patch as fields_patch
from crm_core.domain.fields.field_set import Stamp
from crm_core.domain.fields.patch import Patched
from crm_core.domain.fields.refusals import FieldIsRestricted
from crm_core.domain.ids import CustomerId
from crm_core.ports.field_readings import FieldsReading
from crm_core.ports.unit_of_work import UnitOfWork
from crm_core.ports.world import World


@frozen
class PatchFields:
    """A merge patch (RFC 7396) on a customer's fields, unread; on top of `version` when that is given."""

    customer_id: CustomerId
    patch: object
    version: int | None = None


def patch_fields(command: PatchFields, *, actor: Actor, world: World) -> FieldsReading:
    """The fields afterwards, as the caller sees them; restricted values among them are audited first."""
    with world.unit_of_work(actor) as uow:
        customer = uow.customers.lock(command.customer_id, version=command.version)
        patched = _patched(command, customer, uow, world)
        customer.refuse_if_archived()
        seen = visible_fields(patched.fields, world.fields, clearance(uow.scope, customer))
        reading = reading_of(customer.id, seen.values, world.fields)
        if patched.changes:
            _keep(patched, customer, uow, world)
            if reading is not None:
                uow.audit.record(reading)
            uow.commit(FieldsReading(customer, uow.scope, seen))
            return FieldsReading(customer, uow.scope, seen)
        present = FieldsReading(evolve(customer, version=customer.version - 1), uow.scope, seen)
    # Nothing has changed: only that restricted values leave is kept.
    if reading is not None:
        with world.unit_of_work(actor) as uow:
            uow.audit.record(reading)
            uow.commit()
    return present


def _patched(command: PatchFields, customer: Customer, uow: UnitOfWork, world: World) -> Patched:
    stamp = Stamp(uow.actor.user, world.clock.now(), uow.actor.correlation, customer.version)
    try:
        return fields_patch.patch_fields(
            uow.field_values.of(customer.id),
            command.patch,
            catalogue=world.fields,
            clearance=clearance(uow.scope, customer),
            stamp=stamp,
        )
    except FieldIsRestricted as refusal:
        refusal.facts["resource_id"] = str(customer.id)
        raise


def _keep(patched: Patched, customer: Customer, uow: UnitOfWork, world: World) -> None:
    keys = tuple(change.key for change in patched.changes)
    uow.field_values.keep(customer.id, patched, restricted=restricted_among(keys, world.fields))
    uow.outbox.add(CustomerFieldsChanged.of(customer.id, customer.version, patched.changes, world.fields))
    uow.audit.record(
        Deed("patch", "customer-fields", str(customer.id), customer.version - 1, customer.version, keys)
    )
