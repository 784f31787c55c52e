"""What passages through the hot rows have found, so that one can be carried on and operators are told."""

from typing import Protocol

from crm_core.domain.access.actor import Actor
from crm_core.domain.projections.hot_check import HotCheck


class HotChecks(Protocol):
    """The system's own notes about its tenant; those of long ago may be forgotten."""

    def newest(self, actor: Actor) -> HotCheck | None:
        """The one that was begun last."""
        ...

    def keep(self, actor: Actor, check: HotCheck) -> None:
        """In place of what was kept of it before; of two who carry on the same one the later word stands."""
        ...
