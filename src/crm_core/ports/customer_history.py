"""What happened to customers, as a command adds to it; nobody changes or removes it."""

from typing import Protocol

from crm_core.domain.customers.history import HistoryEntry


class CustomerHistory(Protocol):
    def keep(self, entry: HistoryEntry) -> None:
        """Adds what happened to a customer of this unit; NotAllowed when it is not the caller's to write."""
        ...
