"""The values that somebody set, per scope."""

from collections.abc import Sequence
from typing import Protocol

from crm_core.domain.settings.setting import Scope, StoredValue


class SettingValues(Protocol):
    def stored(self) -> Sequence[StoredValue]:
        """Everything set globally or for the caller's tenant."""
        ...

    def put(self, key: str, scope: Scope, value: object, *, version: int) -> StoredValue:
        """Sets a value on top of `version` (0 = not set yet); Outdated when another one stands there."""
        ...
