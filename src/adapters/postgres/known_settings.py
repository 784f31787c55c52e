"""What one process knows of the set values: as long as nobody changes them, nobody asks the database.

Whoever changes something here forgets at once; what others change is heard (setting_ear). While the ear is
away, known values last a moment only; where none was ever opened, nothing is known at all.
"""

import time
from collections.abc import Callable, Sequence
from threading import Lock

from attrs import define, field, frozen

from crm_core.domain.access.actor import Actor
from crm_core.domain.ids import TenantId, UserId
from crm_core.domain.settings.setting import StoredValue

LISTENING_LASTS = 30.0  # seconds; a lost connection is noticed sooner than that
DEAF_LASTS = 2.0  # seconds between two looks while nobody can ring
MOST_PEOPLE = 5_000


@frozen
class _Known:
    at: float
    values: Sequence[StoredValue]


@define
class KnownSettings:
    """`age` counts everything forgotten, so that an answer asked for before is not remembered after."""

    monotonic: Callable[[], float] = time.monotonic
    age: int = field(default=0, init=False)
    _lasts: float = field(default=0.0, init=False)
    _people: dict[tuple[TenantId, UserId], _Known] = field(factory=dict, init=False)
    _lock: Lock = field(factory=Lock, init=False)

    def recall(self, actor: Actor) -> Sequence[StoredValue] | None:
        known = self._people.get((actor.tenant, actor.user))
        if known is None or self.monotonic() - known.at >= self._lasts:
            return None
        return known.values

    def remember(self, actor: Actor, values: Sequence[StoredValue], *, age: int) -> None:
        with self._lock:
            if age != self.age:
                return
            if len(self._people) >= MOST_PEOPLE:
                self._people = {}
            self._people[actor.tenant, actor.user] = _Known(self.monotonic(), values)

    def forget(self, tenant: TenantId | None = None, person: UserId | None = None) -> None:
        """One person's, one tenant's, or everything."""
        with self._lock:
            self.age += 1
            self._people = {
                (of, user): known
                for (of, user), known in self._people.items()
                if (tenant is not None and of != tenant) or (person is not None and user != person)
            }

    def hears(self) -> None:
        """From now on every change rings; what was changed before may have been missed."""
        self._lasts = LISTENING_LASTS
        self.forget()

    def is_deaf(self) -> None:
        """Nobody rings any more."""
        self._lasts = DEAF_LASTS
