"""UUIDs of version 7 (RFC 9562), rising within a process."""

import os
import time
from threading import Lock
from uuid import UUID

from attrs import define, field


@define
class SystemIds:
    _lock: Lock = field(factory=Lock)
    _latest: int = 0

    def new(self) -> UUID:
        """48 bits of milliseconds, 12 bits that count within one, 62 random bits."""
        with self._lock:
            self._latest = max(time.time_ns() // 1_000_000 << 12, self._latest + 1)
            ticks = self._latest
        random = int.from_bytes(os.urandom(8)) >> 2
        return UUID(int=(ticks >> 12) << 80 | 7 << 76 | (ticks & 0xFFF) << 64 | 2 << 62 | random)
