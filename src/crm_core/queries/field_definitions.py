"""Which fields are there, how did one come to be so, and how far has a tighter definition come?"""

from collections.abc import Sequence
from uuid import UUID

from attrs import frozen

from crm_core.domain.access.actor import Actor
from crm_core.domain.access.policy import Operation
from crm_core.domain.access.role import Role
from crm_core.domain.access.scope import Scope
from crm_core.domain.access.visible import RESTRICTED_FIELDS
from crm_core.domain.definitions.check import DefinitionCheck
from crm_core.domain.definitions.stored import DefinitionChange
from crm_core.domain.fields.definition import Definition
from crm_core.domain.refusals import NotAllowed, NotFound
from crm_core.ports.definition_readings import Declared
from crm_core.ports.world import World
from crm_core.queries.cursor import cut, digest_of, opened_at_version


@frozen
class DefinitionAtVersion:
    """A field of the tenant; `is_own`: not a pack's; `coming`: what it will be if all values fit."""

    definition: Definition
    version: int
    is_own: bool
    coming: Definition | None = None


@frozen
class DefinitionHistory:
    changes: Sequence[DefinitionChange]
    next_cursor: str | None


def field_definitions(*, actor: Actor, world: World) -> Sequence[DefinitionAtVersion]:
    """In the order of their declaration, for whom some customer could show them."""
    declared = world.definition_readings.declared(actor)
    return [_shown(one, declared) for one in declared.catalogue.definitions.values() if _may_see(one, actor)]


def field_definition(key: str, *, actor: Actor, world: World) -> DefinitionAtVersion:
    declared = world.definition_readings.declared(actor)
    definition = declared.catalogue.get(key)
    if not _may_see(definition, actor):
        raise NotFound
    return _shown(definition, declared)


def definition_history(
    key: str, *, limit: int, cursor: str | None, actor: Actor, world: World
) -> DefinitionHistory:
    """Newest first, for who decides about definitions or looks after those who do."""
    _refuse_unless_looking(key, actor)
    field_definition(key, actor=actor, world=world)
    digest = digest_of("definition-history", actor.tenant, key)
    before = None if cursor is None else opened_at_version(world.seals, digest, cursor)
    found = world.definition_readings.changes(actor, key, before=before, limit=limit + 1)
    return DefinitionHistory(*cut(found, limit, lambda last: [last.version], world.seals, digest))


def definition_check(key: str, check_id: UUID, *, actor: Actor, world: World) -> DefinitionCheck:
    _refuse_unless_looking(key, actor)
    check = world.definition_readings.check(actor, check_id)
    if check is None or check.key != key:
        raise NotFound
    return check


def _refuse_unless_looking(key: str, actor: Actor) -> None:
    if not actor.holds(Role.ADMIN, Role.AUDITOR):
        raise NotAllowed(action="read", resource="field-definition", resource_id=key)


def _shown(definition: Definition, declared: Declared) -> DefinitionAtVersion:
    key, catalogue = definition.key, declared.catalogue
    return DefinitionAtVersion(
        definition, declared.version_of(key), key in catalogue.tenant_keys, catalogue.coming.get(key)
    )


def _may_see(definition: Definition, actor: Actor) -> bool:
    """Restricted ones are seen by whom some customer could show them."""
    grips = Scope(actor).grips
    return definition.restricted is None or any(
        Operation.READ in grant.operations and not grips.isdisjoint(grant.grips)
        for grant in RESTRICTED_FIELDS.grants
    )
