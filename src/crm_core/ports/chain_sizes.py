"""The projection that counts live locations per chain."""

from collections.abc import Mapping
from typing import Protocol
from uuid import UUID


class ChainSizes(Protocol):
    def change(self, chain_id: UUID, by: int) -> None: ...

    def all(self) -> Mapping[UUID, int]:
        """Every chain that has had a location, with its present size."""
        ...

    def clear(self) -> None:
        """Forgets everything, before a rebuild."""
        ...
