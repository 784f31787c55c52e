"""Where facts are put in the transaction of their cause."""

from typing import Protocol

from crm_core.domain.events.fact import Fact


class Outbox(Protocol):
    """A fact added here is told to others if and only if the unit of work commits."""

    def add(self, fact: Fact) -> None: ...
