"""What the system does by itself and nobody may ask it for."""

from uuid import UUID

from crm_core.domain.access.actor import Actor
from crm_core.domain.refusals import NotAllowed


def refuse_people(actor: Actor, action: str, resource: str, resource_id: UUID | str) -> None:
    if not actor.is_system:
        raise NotAllowed(action=action, resource=resource, resource_id=str(resource_id))
