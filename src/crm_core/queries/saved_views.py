"""Which views does the asking person have, of their own and from their teams?"""

from collections.abc import Sequence
from uuid import UUID

from attrs import frozen

from crm_core.domain.access.actor import Actor
from crm_core.domain.customers.customer import sort_key
from crm_core.domain.ids import UserId
from crm_core.domain.refusals import NotFound
from crm_core.domain.views.view import SavedView
from crm_core.ports.world import World
from crm_core.queries.cursor import cut, digest_of, opened_at_word


@frozen
class ViewPage:
    views: Sequence[SavedView]
    next_cursor: str | None


def view_by_id(view_id: UUID, *, actor: Actor, world: World) -> SavedView:
    view = world.view_readings.one(actor, view_id)
    if view is None:
        raise NotFound
    return view


def saved_views(
    *, owner: UserId | None = None, cursor: str | None = None, limit: int, actor: Actor, world: World
) -> ViewPage:
    digest = digest_of("views", actor.tenant, owner)
    after = None if cursor is None else opened_at_word(world.seals, digest, cursor)
    found = world.view_readings.page(actor, owner=owner, after=after, limit=limit)
    return ViewPage(*cut(found, limit, _place_of, world.seals, digest))


def _place_of(view: SavedView) -> tuple[str, str]:
    return sort_key(view.details.name), str(view.id)
