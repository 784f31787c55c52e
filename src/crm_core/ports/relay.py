"""The hand that moves facts from the outbox to the event log."""

from collections.abc import Sequence
from typing import Protocol

from attrs import frozen

from crm_core.domain.ids import TenantId


@frozen
class Moved:
    """What one batch did: how many facts, and which tenants have news."""

    count: int
    tenants: frozenset[TenantId]


class Relay(Protocol):
    def move(self, *, limit: int) -> Moved:
        """One batch: every visible fact gets the next position of its tenant. One relay works at a time."""
        ...

    def seal_audit(self, *, limit: int) -> int:
        """Binds audit entries that are not sealed yet into their tenant's chain; how many it bound."""
        ...

    def tenants(self) -> Sequence[TenantId]:
        """Every tenant that has events."""
        ...
