"""The set values for questions; a change is seen by the next question, in every process."""

from collections.abc import Sequence
from typing import Protocol

from crm_core.domain.access.actor import Actor
from crm_core.domain.settings.change import SettingChange
from crm_core.domain.settings.setting import Scope, StoredValue


class SettingReadings(Protocol):
    def stored(self, actor: Actor) -> Sequence[StoredValue]:
        """Everything set globally, for the actor's tenant, its regions, and the actor."""
        ...

    def recall(self, actor: Actor) -> Sequence[StoredValue] | None:
        """The same without waiting for anything; None when it has to be asked for.

        As long as nothing was changed, it is the same object each time.
        """
        ...

    def history(
        self, actor: Actor, key: str, scope: Scope, whose: str, *, before: int | None, limit: int
    ) -> Sequence[SettingChange]:
        """The changes of one key at one place, newest first, of versions below `before`."""
        ...
