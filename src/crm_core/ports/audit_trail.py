"""Where deeds are recorded so that nobody can take them back."""

from collections.abc import Iterator, Sequence
from typing import Protocol

from crm_core.domain.audit.chain import SealedEntry
from crm_core.domain.audit.entry import AuditEntry, Deed


class AuditTrail(Protocol):
    """An entry stands if its effect stands; a denied command is recorded on its own, although it had none."""

    def record(self, deed: Deed) -> None: ...

    def newest(self, *, limit: int) -> Sequence[AuditEntry]:
        """The latest entries, for who may read the audit."""
        ...

    def chain(self) -> Iterator[SealedEntry]:
        """The tenant's sealed entries in the order of their numbers."""
        ...
