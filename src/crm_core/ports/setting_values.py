"""The values that somebody set, per scope; each change is kept in a history that only grows."""

from collections.abc import Sequence
from typing import Protocol

from crm_core.domain.settings.setting import Scope, StoredValue


class SettingValues(Protocol):
    def stored(self) -> Sequence[StoredValue]:
        """Everything set globally, for the caller's tenant, its regions, and the caller."""
        ...

    def known(self) -> Sequence[StoredValue]:
        """The same, as far as it is known already: what was set elsewhere is heard of at once, and may be
        missing for that moment. For what rules go by, not for who changes a value."""
        ...

    def put(self, key: str, scope: Scope, value: object, *, version: int, whose: str = "") -> StoredValue:
        """Sets a value on top of `version` (0 = never set); Outdated when another one stands there.

        None takes it back; versions go on counting, so nobody mistakes a later value for an earlier one.
        """
        ...
