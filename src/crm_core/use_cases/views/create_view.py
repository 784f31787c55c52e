"""Keeping a view of the customer list, for oneself or for a team."""

from attrs import frozen

from crm_core.domain.access.actor import Actor
from crm_core.domain.audit.entry import Deed
from crm_core.domain.customers.list_query import ListQuery
from crm_core.domain.views.form import details_from
from crm_core.domain.views.view import SavedView, refuse_foreign_team
from crm_core.ports.world import World


@frozen
class CreateView:
    """A view as it was filled in, unread."""

    details: object


def create_view(command: CreateView, *, actor: Actor, world: World) -> SavedView:
    details = details_from(command.details, ListQuery(world.hot_columns))
    refuse_foreign_team(details.region, actor)
    now = world.clock.now()
    with world.unit_of_work(actor) as uow:
        view = SavedView(world.ids.new(), actor.tenant, 1, actor.user, details, now, now)
        uow.views.add(view)
        uow.audit.record(Deed("create", "view", str(view.id), None, 1))
        uow.commit(view)
    return view
