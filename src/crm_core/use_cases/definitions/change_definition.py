"""A field declared anew: what loosens holds at once, what tightens is announced and then checked."""

from attrs import frozen

from crm_core.domain.access.actor import Actor
from crm_core.domain.access.role import Role
from crm_core.domain.audit.entry import Deed
from crm_core.domain.definitions.check import CheckState, DefinitionCheck
from crm_core.domain.definitions.declaring import Declaring, announced, declared_anew, refuse_while_checked
from crm_core.domain.definitions.events import FieldDefinitionChanged
from crm_core.domain.definitions.stored import DefinitionChange, StoredDefinition
from crm_core.domain.refusals import NotAllowed, Outdated
from crm_core.ports.unit_of_work import UnitOfWork
from crm_core.ports.world import World


@frozen
class ChangeDefinition:
    """A merge patch (RFC 7396) on a definition, unread; on top of `version` when that is given."""

    key: str
    patch: object
    version: int | None = None


def change_definition(command: ChangeDefinition, *, actor: Actor, world: World) -> DefinitionCheck | None:
    """The check that decides about it; None when it holds already."""
    with world.unit_of_work(actor) as uow:
        if not actor.holds(Role.ADMIN):
            raise NotAllowed(action="change", resource="field-definition", resource_id=command.key)
        stored = {one.key: one for one in uow.field_definitions.take()}
        catalogue = uow.field_definitions.catalogue()
        declaring = declared_anew(catalogue, world.fields, command.key, command.patch)
        present = stored.get(command.key, StoredDefinition(command.key, 0, {}))
        if command.version is not None and command.version != present.version:
            raise Outdated(current=present.version)
        if not declaring.changed:
            return None
        at_once = not (declaring.must_look or declaring.must_mark)
        refuse_while_checked(catalogue, command.key, at_once=at_once)
        check = None if at_once else _announce(present, declaring, uow, world)
        if at_once:
            _declare(present, declaring, uow, world)
        uow.commit(check)
    return check


def _declare(present: StoredDefinition, declaring: Declaring, uow: UnitOfWork, world: World) -> None:
    key, version, actor = present.key, present.version + 1, uow.actor
    change = DefinitionChange(
        key, version, present.form or None, declaring.form, world.clock.now(), actor.user, actor.correlation
    )
    uow.field_definitions.keep(StoredDefinition(key, version, declaring.form), change)
    if declaring.before.unique and not declaring.after.unique:
        uow.field_survey.unclaim(key)
    uow.outbox.add(FieldDefinitionChanged(actor.tenant, None if declaring.is_secret else key, version))
    uow.audit.record(Deed("change", "field-definition", key, present.version, version, declaring.changed))


def _announce(
    present: StoredDefinition, declaring: Declaring, uow: UnitOfWork, world: World
) -> DefinitionCheck:
    """From the commit on, whoever writes fields is bound by what is coming as well."""
    actor, key = uow.actor, present.key
    state = CheckState.CHECKING if declaring.must_look else CheckState.MARKING
    check = DefinitionCheck(world.ids.new(), key, state, world.clock.now(), actor.user, actor.correlation)
    uow.field_definitions.keep(announced(present, declaring))
    uow.field_definitions.keep_check(check)
    if declaring.after.unique and not declaring.before.unique:
        uow.field_survey.unclaim(key)
    uow.audit.record(
        Deed("announce", "field-definition", key, present.version, present.version, declaring.changed)
    )
    return check
