"""The cards of the tenant's own people, inside a unit of work."""

from collections.abc import Collection, Mapping
from typing import Protocol

from crm_core.domain.ids import UserId
from crm_core.domain.people.card import Card


class People(Protocol):
    """Everybody of the tenant may read cards; one keeps one's own, admins and the system keep all."""

    def find(self, user_id: UserId) -> Card | None: ...

    def known(self, user_ids: Collection[UserId]) -> Mapping[UserId, Card]:
        """The cards of those of them that have one."""
        ...

    def keep(self, card: Card) -> None:
        """Adds or replaces a card; NotAllowed when it is somebody else's."""
        ...
