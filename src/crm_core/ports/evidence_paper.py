"""Who writes evidence down for people: the whole file on pages, as a PDF."""

from collections.abc import Mapping
from typing import Any, Protocol


class EvidencePaper(Protocol):
    def pages(self, document: Mapping[str, Any]) -> bytes:
        """A PDF that shows every entry; the same document gives the same bytes."""
        ...
