"""Which fields are there? Those that the asking actor may come to see on some customer."""

from collections.abc import Sequence

from crm_core.domain.access.actor import Actor
from crm_core.domain.access.policy import Operation
from crm_core.domain.access.scope import Scope
from crm_core.domain.access.visible import RESTRICTED_FIELDS
from crm_core.domain.fields.definition import Definition
from crm_core.ports.world import World


def field_definitions(*, actor: Actor, world: World) -> Sequence[Definition]:
    """In the order of their declaration; restricted ones only for whom some customer could show them."""
    grips = Scope(actor).grips
    may_see = any(
        Operation.READ in grant.operations and not grips.isdisjoint(grant.grips)
        for grant in RESTRICTED_FIELDS.grants
    )
    declared = world.fields.definitions.values()
    return [one for one in declared if one.restricted is None or may_see]
