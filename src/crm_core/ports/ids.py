"""The one place from which new identities enter."""

from typing import Protocol
from uuid import UUID


class Ids(Protocol):
    def new(self) -> UUID:
        """A fresh UUID of version 7: unique, and later ones sort after earlier ones of this process."""
        ...
