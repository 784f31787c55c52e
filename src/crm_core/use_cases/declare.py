"""How a field is declared anew to somebody who waits: what is small is looked through at once."""

from uuid import UUID

from attrs import evolve

from crm_core.domain.access.actor import Actor
from crm_core.domain.definitions.check import CheckState, DefinitionCheck
from crm_core.domain.fields.tightening import broken_by
from crm_core.domain.ids import CorrelationId, TenantId
from crm_core.ports.world import World
from crm_core.use_cases.definitions.change_definition import ChangeDefinition, change_definition
from crm_core.use_cases.definitions.check_definition import CheckDefinition, check_definition
from crm_core.use_cases.perform import perform

BATCH = 1000  # customers of one step
AT_ONCE = 3  # steps that a caller waits for


def declare(command: ChangeDefinition, *, actor: Actor, world: World) -> DefinitionCheck | None:
    """None when the definition holds; a check when it goes on without the caller.

    ValuesBreakTheDefinition, with the customers that the caller sees, when values forbid it.
    """
    check = perform(change_definition, command, actor=actor, world=world)
    if check is None:
        return None
    system = evolve(Actor.system(actor.tenant, actor.correlation), on_behalf_of=actor.user)
    check = carried_on(check.id, actor=system, world=world, steps=AT_ONCE)
    if check.state is CheckState.REFUSED:
        seen = world.definition_readings.check(actor, check.id)
        raise broken_by(() if seen is None else seen.violations, count=check.violating)
    return None if check.is_finished else check


def carried_on(check_id: UUID, *, actor: Actor, world: World, steps: int | None = None) -> DefinitionCheck:
    """Some steps of a check, or all that are left."""
    step = CheckDefinition(check_id, BATCH)
    check = perform(check_definition, step, actor=actor, world=world)
    while not check.is_finished and steps != 1:
        steps = None if steps is None else steps - 1
        check = perform(check_definition, step, actor=actor, world=world)
    return check


def carry_on_all(tenant: TenantId, world: World) -> int:
    """Every check of a tenant that nobody waits for; how many they were."""
    system = Actor.system(tenant, CorrelationId(world.ids.new()))
    with world.unit_of_work(system) as uow:
        unfinished = uow.field_definitions.unfinished()
    for check_id in unfinished:
        carried_on(check_id, actor=system, world=world)
    return len(unfinished)
