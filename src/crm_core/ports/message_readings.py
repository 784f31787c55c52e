"""What of messages about leads is read without changing anything."""

from collections.abc import Sequence
from typing import Protocol

from crm_core.domain.access.actor import Actor
from crm_core.domain.leads.message import Message


class MessageReadings(Protocol):
    def inbox(self, actor: Actor, *, limit: int) -> Sequence[Message]:
        """What was told to the caller, or to the teams and offices that they stand for, and was not opened;
        the newest first."""
        ...
