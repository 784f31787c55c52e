"""What is counted of the business while it happens, for whoever watches over the installation."""

from typing import Protocol


class Meter(Protocol):
    def logged(self, kind: str, outcome: str | None) -> None:
        """An activity of this kind is kept, with this outcome; called once what records it is committed.

        Counts are kept by the words that packs declare and no others, so that nobody makes them grow.
        """
        ...


class Unmetered:
    """Where nobody watches."""

    def logged(self, kind: str, outcome: str | None) -> None:
        """Counts nothing."""
