"""Who did what lately? For auditors and administrators."""

from collections.abc import Sequence

from crm_core.domain.access.actor import Actor
from crm_core.domain.access.role import Role
from crm_core.domain.audit.entry import AuditEntry
from crm_core.domain.refusals import NotAllowed
from crm_core.ports.world import World


def newest_deeds(*, limit: int, actor: Actor, world: World) -> Sequence[AuditEntry]:
    """The latest entries of the tenant's audit; asking without the right to is itself recorded."""
    with world.unit_of_work(actor) as uow:
        if not actor.holds(Role.AUDITOR, Role.ADMIN):
            raise NotAllowed(action="read", resource="audit")
        return uow.audit.newest(limit=limit)
