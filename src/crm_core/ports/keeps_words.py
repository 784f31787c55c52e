"""What a port must do that keeps words about leads beside the core: packs name theirs."""

from typing import Protocol

from crm_core.domain.hiding import Hide
from crm_core.domain.party import LeadId


class KeepsWords(Protocol):
    """Inside a unit of work, for the system alone."""

    def forget_words(self, lead_id: LeadId, hide: Hide) -> None:
        """Every word about this lead, its former versions among them, gives way to what `hide` makes of it.
        What nobody could be known by stays."""
        ...
