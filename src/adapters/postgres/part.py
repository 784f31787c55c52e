"""A part of a unit of work on PostgreSQL: a savepoint, to which it alone goes back when it fails."""

from types import TracebackType
from typing import Any, Self

from attrs import define, field

from adapters.postgres.audit_trail import PostgresAuditTrail
from adapters.postgres.transaction import Transaction
from crm_core.domain.audit.entry import Deed
from crm_core.domain.refusals import NotAllowed


@define
class PostgresPart:
    """Everything but beginning and ending is the whole's own."""

    _whole: Any
    _transaction: Transaction
    _kept: bool = field(default=False, init=False)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._whole, name)

    def commit(self, result: object = None) -> None:  # noqa: ARG002 - the whole is answered for
        self._transaction.keep_part()
        self._kept = True

    def __enter__(self) -> Self:
        self._transaction.begin_part()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if not self._kept:
            self._transaction.undo_part()
            self._whole.follow_ups.ask_anew()
        if isinstance(error, NotAllowed):
            PostgresAuditTrail(self._transaction).record(Deed.denied(error))
