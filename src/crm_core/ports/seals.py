"""Small texts that we hand out and must recognise as ours when they come back, such as cursors."""

from typing import Protocol


class Seals(Protocol):
    def seal(self, payload: bytes) -> str:
        """The payload as URL-safe text with a proof that it is ours."""
        ...

    def open(self, text: str) -> bytes | None:
        """The payload of a text that we sealed; None for any other text."""
        ...
