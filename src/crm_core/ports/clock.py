"""The one place from which time enters."""

from datetime import datetime
from typing import Protocol


class Clock(Protocol):
    def now(self) -> datetime:
        """The present instant, in UTC, never before one it gave to the same caller."""
        ...
