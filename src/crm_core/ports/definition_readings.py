"""Questions about definitions: the tenant's catalogue, what became of each, and how far a check has come."""

from collections.abc import Mapping, Sequence
from typing import Protocol
from uuid import UUID

from attrs import frozen

from crm_core.domain.access.actor import Actor
from crm_core.domain.definitions.check import DefinitionCheck
from crm_core.domain.definitions.stored import DefinitionChange, StoredDefinition
from crm_core.domain.fields.catalogue import Catalogue


@frozen
class Declared:
    """The fields of a tenant, and what is stored of those that the tenant has said something about."""

    catalogue: Catalogue
    stored: Mapping[str, StoredDefinition] = {}

    def version_of(self, key: str) -> int:
        """0 for a field of a pack that the tenant has left as it is."""
        return self.stored[key].version if key in self.stored else 0


class DefinitionReadings(Protocol):
    def declared(self, actor: Actor) -> Declared: ...

    def changes(
        self, actor: Actor, key: str, *, before: int | None, limit: int
    ) -> Sequence[DefinitionChange]:
        """The newest `limit` changes below the version `before`, newest first."""
        ...

    def check(self, actor: Actor, check_id: UUID) -> DefinitionCheck | None:
        """How far a check has come; of the customers that do not fit, those that the actor sees."""
        ...
