"""The saved views, as questions see them."""

from collections.abc import Sequence
from typing import Protocol
from uuid import UUID

from crm_core.domain.access.actor import Actor
from crm_core.domain.ids import UserId
from crm_core.domain.views.view import SavedView


class ViewReadings(Protocol):
    def one(self, actor: Actor, view_id: UUID) -> SavedView | None:
        """The view if the actor may see it."""
        ...

    def page(
        self, actor: Actor, *, owner: UserId | None, after: tuple[str, UUID] | None, limit: int
    ) -> Sequence[SavedView]:
        """At most `limit + 1` views that the actor may see, by name (its sort key) and id, from just
        behind `after`; only those of one person when `owner` is given."""
        ...
