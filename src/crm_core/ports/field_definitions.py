"""What a tenant says about fields, as a command reads and changes it inside its unit of work."""

from collections.abc import Sequence
from typing import Protocol
from uuid import UUID

from crm_core.domain.definitions.check import DefinitionCheck
from crm_core.domain.definitions.stored import DefinitionChange, StoredDefinition
from crm_core.domain.fields.catalogue import Catalogue


class FieldDefinitions(Protocol):
    """Readers see a change with the next thing they ask, in every process."""

    def catalogue(self) -> Catalogue:
        """The fields there are for this tenant; they stay so until the end."""
        ...

    def take(self) -> Sequence[StoredDefinition]:
        """All that the tenant has said, to be changed; until the end nobody writes fields by it."""
        ...

    def keep(self, stored: StoredDefinition, change: DefinitionChange | None = None) -> None:
        """Keeps what was taken in another state, and the change that others can read of."""
        ...

    def is_used(self, key: str) -> bool:
        """Whether values stand or stood under this key, with whomever."""
        ...

    def check(self, check_id: UUID) -> DefinitionCheck | None:
        """How far a check has come, held against others who carry it out."""
        ...

    def keep_check(self, check: DefinitionCheck) -> None:
        """Keeps a new check, or a held one in its next state."""
        ...

    def unfinished(self) -> Sequence[UUID]:
        """Checks that somebody has to go on with."""
        ...
