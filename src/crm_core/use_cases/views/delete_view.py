"""A view that nobody needs any more."""

from uuid import UUID

from attrs import frozen

from crm_core.domain.access.actor import Actor
from crm_core.domain.audit.entry import Deed
from crm_core.ports.world import World


@frozen
class DeleteView:
    view_id: UUID
    version: int | None = None


def delete_view(command: DeleteView, *, actor: Actor, world: World) -> None:
    with world.unit_of_work(actor) as uow:
        view = uow.views.lock(command.view_id, version=command.version)
        uow.views.remove(view.id)
        uow.audit.record(Deed("delete", "view", str(view.id), view.version - 1, None))
        uow.commit()
