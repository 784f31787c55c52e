"""A new field of the tenant, for all its customers at once."""

from attrs import frozen

from crm_core.domain.access.actor import Actor
from crm_core.domain.access.role import Role
from crm_core.domain.audit.entry import Deed
from crm_core.domain.definitions.events import FieldDefinitionChanged
from crm_core.domain.definitions.stored import DefinitionChange, StoredDefinition
from crm_core.domain.fields.definition_form import definition_from, definition_record
from crm_core.domain.fields.refusals import KeyWasUsed, TooManyFields
from crm_core.domain.refusals import NotAllowed
from crm_core.ports.world import World

MOST_OWN = 500  # fields of one tenant


@frozen
class AddDefinition:
    """The definition as JSON, unread."""

    form: object


def add_definition(command: AddDefinition, *, actor: Actor, world: World) -> StoredDefinition:
    with world.unit_of_work(actor) as uow:
        if not actor.holds(Role.ADMIN):
            raise NotAllowed(action="add", resource="field-definition")
        definition = definition_from(command.form)
        uow.field_definitions.take()
        catalogue = uow.field_definitions.catalogue()
        if len(catalogue.tenant_keys) >= MOST_OWN:
            raise TooManyFields(maximum=MOST_OWN)
        for one in (catalogue, catalogue.ahead):
            one.with_added(definition)
        if uow.field_definitions.is_used(definition.key):
            raise KeyWasUsed
        key, form = definition.key, definition_record(definition)
        stored = StoredDefinition(key, 1, form)
        change = DefinitionChange(key, 1, None, form, world.clock.now(), actor.user, actor.correlation)
        uow.field_definitions.keep(stored, change)
        told = key if definition.restricted is None else None
        uow.outbox.add(FieldDefinitionChanged(actor.tenant, told, 1))
        uow.audit.record(Deed("add", "field-definition", key, 0, 1, tuple(form)))
        uow.commit(stored)
    return stored
