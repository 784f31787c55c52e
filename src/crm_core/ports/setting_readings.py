"""The set values for questions; a change is seen by the next question."""

from collections.abc import Sequence
from typing import Protocol

from crm_core.domain.access.actor import Actor
from crm_core.domain.settings.setting import StoredValue


class SettingReadings(Protocol):
    def stored(self, actor: Actor) -> Sequence[StoredValue]:
        """Everything set globally or for the actor's tenant."""
        ...
