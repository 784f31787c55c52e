"""The saved views, as commands hold and change them."""

from typing import Protocol
from uuid import UUID

from crm_core.domain.views.view import SavedView


class Views(Protocol):
    """What the caller must not see is not there."""

    def add(self, view: SavedView) -> None:
        """Keeps a new view; NotAllowed when it would not be the caller's to make."""
        ...

    def lock(self, view_id: UUID, *, version: int | None = None) -> SavedView:
        """The view held until the end, its version counted up; NotFound, NotAllowed or Outdated."""
        ...

    def save(self, view: SavedView) -> None:
        """Keeps a changed state of a locked view."""
        ...

    def remove(self, view_id: UUID) -> None:
        """A locked view is gone."""
        ...
