"""Saved views in memory, seen through the same policy as everywhere."""

from collections.abc import Sequence
from uuid import UUID

from attrs import evolve, frozen

from adapters.memory.store import MemoryStore, State
from crm_core.domain.access.actor import Actor
from crm_core.domain.access.policy import Operation
from crm_core.domain.access.scope import Scope
from crm_core.domain.customers.customer import sort_key
from crm_core.domain.ids import UserId
from crm_core.domain.refusals import NotAllowed, NotFound, Outdated
from crm_core.domain.views.view import VIEWS, SavedView


@frozen
class MemoryViews:
    state: State
    scope: Scope

    def add(self, view: SavedView) -> None:
        self._refuse_unless(Operation.CREATE, view)
        self.state.views[view.id] = view

    def lock(self, view_id: UUID, *, version: int | None = None) -> SavedView:
        view = self.state.views.get(view_id)
        if view is None or not VIEWS.permits(Operation.READ, self.scope, view):
            raise NotFound
        self._refuse_unless(Operation.WRITE, view)
        if version is not None and version != view.version:
            raise Outdated(current=view.version)
        return evolve(view, version=view.version + 1)

    def save(self, view: SavedView) -> None:
        self.state.views[view.id] = view

    def remove(self, view_id: UUID) -> None:
        del self.state.views[view_id]

    def _refuse_unless(self, operation: Operation, view: SavedView) -> None:
        if not VIEWS.permits(operation, self.scope, view):
            raise NotAllowed(action=str(operation), resource="view", resource_id=str(view.id))


@frozen
class MemoryViewReadings:
    store: MemoryStore

    def one(self, actor: Actor, view_id: UUID) -> SavedView | None:
        return next((view for view in self._visible(actor) if view.id == view_id), None)

    def page(
        self, actor: Actor, *, owner: UserId | None, after: tuple[str, UUID] | None, limit: int
    ) -> Sequence[SavedView]:
        found = [view for view in self._visible(actor) if owner in (None, view.owner_user_id)]
        found.sort(key=_place)
        return [view for view in found if after is None or _place(view) > after][: limit + 1]

    def _visible(self, actor: Actor) -> Sequence[SavedView]:
        views = self.store.state.views.values()
        return [view for view in views if VIEWS.permits(Operation.READ, Scope(actor), view)]


def _place(view: SavedView) -> tuple[str, UUID]:
    return sort_key(view.details.name), view.id
