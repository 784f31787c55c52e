"""A part of a unit of work in memory: what it did is taken back alone when it fails."""

from types import TracebackType
from typing import Any, Self

from attrs import define, field, fields

from adapters.memory.journal import MemoryAuditTrail, MemoryOutbox
from adapters.memory.store import State
from crm_core.domain.audit.entry import Deed
from crm_core.domain.refusals import NotAllowed


@define
class MemoryPart:
    """Everything but beginning and ending is the whole's own."""

    _whole: Any
    _state: State
    _outbox: MemoryOutbox
    _audit: MemoryAuditTrail
    _before: State = field(init=False)
    _told: tuple[int, int] = field(init=False)
    _kept: bool = field(default=False, init=False)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._whole, name)

    def commit(self, result: object = None) -> None:  # noqa: ARG002 - the whole is answered for
        self._kept = True

    def __enter__(self) -> Self:
        self._before = self._state.copy()
        self._told = (len(self._outbox.added), len(self._audit.added))
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if not self._kept:
            self._take_back()
        if isinstance(error, NotAllowed):
            self._audit.record(Deed.denied(error))

    def _take_back(self) -> None:
        for attribute in fields(State):
            present = getattr(self._state, attribute.name)
            if isinstance(present, dict):
                present.clear()
                present.update(getattr(self._before, attribute.name))
        facts, deeds = self._told
        del self._outbox.added[facts:], self._audit.added[deeds:]
