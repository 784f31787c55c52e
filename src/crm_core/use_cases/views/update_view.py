"""Changing a view; the merged view is judged, not the patch, and one that changes nothing leaves no trace."""

from uuid import UUID

from attrs import evolve, frozen

from crm_core.domain.access.actor import Actor
from crm_core.domain.audit.entry import Deed
from crm_core.domain.customers.list_query import ListQuery
from crm_core.domain.fields.merge_patch import merged
from crm_core.domain.views.form import details_from, record_of
from crm_core.domain.views.view import SavedView, changed_details, refuse_foreign_team
from crm_core.ports.world import World


@frozen
class UpdateView:
    """A merge patch (RFC 7396) on the view, on top of `version` when that is given."""

    view_id: UUID
    patch: object
    version: int | None = None


def update_view(command: UpdateView, *, actor: Actor, world: World) -> SavedView:
    with world.unit_of_work(actor) as uow:
        found = uow.views.lock(command.view_id, version=command.version)
        details = details_from(merged(record_of(found.details), command.patch), ListQuery(world.hot_columns))
        if details.region != found.region:
            refuse_foreign_team(details.region, actor)
        view = found.described(details, world.clock.now())
        if view == found:
            return evolve(found, version=found.version - 1)
        uow.views.save(view)
        changed = changed_details(found.details, details)
        uow.audit.record(Deed("update", "view", str(view.id), found.version - 1, view.version, changed))
        uow.commit(view)
    return view
