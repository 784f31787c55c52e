"""What people were told about leads, inside a unit of work: in the inbox, and by letters."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from crm_core.domain.leads.message import Message, MessageId


class Messages(Protocol):
    """Who is told sees it; only the system tells."""

    def tell(self, message: Message) -> bool:
        """Keeps a message that nobody was told before under its key; False when somebody was.
        NotAllowed for whoever is not the system."""
        ...

    def lock(self, message_id: MessageId) -> Message:
        """Held against other writers until the end; NotFound when it was told to somebody else."""
        ...

    def save(self, message: Message) -> None:
        """Keeps a changed state of a held one."""
        ...

    def unsent(self, now: datetime, *, limit: int) -> Sequence[Message]:
        """Letters that have to leave and that nobody is at, the longest waiting first, held; those that
        another unit of work holds are left to it."""
        ...
