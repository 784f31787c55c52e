"""A tally that the processes of one service share: a small table in a mapped file.

Counting takes no lock: of two processes that count the same token in the same microsecond one
count may be lost, which a limit of hundreds per minute does not notice.
"""

import mmap
import os
from pathlib import Path
from struct import Struct

from attrs import frozen

_SLOT = Struct("<QII")  # fingerprint of the token, window, count
_SLOTS = 1 << 16
_PROBES = 8


@frozen
class SharedTally:
    _table: mmap.mmap

    @classmethod
    def in_folder(cls, folder: Path) -> "SharedTally":
        """The table of this folder; whoever comes first makes it."""
        size = _SLOTS * _SLOT.size
        descriptor = os.open(folder / "rates", os.O_RDWR | os.O_CREAT, 0o600)
        try:
            os.ftruncate(descriptor, size)
            return cls(mmap.mmap(descriptor, size))
        finally:
            os.close(descriptor)

    def count(self, key: bytes, window: int) -> int:
        fingerprint = int.from_bytes(key[:8], "little")
        first = int.from_bytes(key[8:12], "little")
        place = self._place(fingerprint, window, first)
        known, when, count = _SLOT.unpack_from(self._table, place)
        now = count + 1 if (known, when) == (fingerprint, window) else 1
        _SLOT.pack_into(self._table, place, fingerprint, window, now)
        return now

    def _place(self, fingerprint: int, window: int, first: int) -> int:
        """The token's slot, else one of a former window, else the first one that came in question."""
        free: int | None = None
        for probe in range(_PROBES):
            place = (first + probe) % _SLOTS * _SLOT.size
            known, when, _ = _SLOT.unpack_from(self._table, place)
            if when == window and known == fingerprint:
                return place
            if when != window and free is None:
                free = place
        return free if free is not None else first % _SLOTS * _SLOT.size
