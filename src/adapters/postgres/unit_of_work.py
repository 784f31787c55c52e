"""All or nothing on PostgreSQL: one connection, one transaction, and a note of what was refused."""

from collections.abc import Callable, Mapping
from contextvars import ContextVar
from types import TracebackType
from typing import Any, Generic, Self, TypeVar, cast

from attrs import define, field, frozen

from adapters.postgres.activities import PostgresActivities
from adapters.postgres.audit_trail import PostgresAuditTrail
from adapters.postgres.catalogues import Catalogues
from adapters.postgres.chain_sizes import PostgresChainSizes
from adapters.postgres.checkpoints import PostgresCheckpoints
from adapters.postgres.contacts import PostgresContacts
from adapters.postgres.customer_history import PostgresCustomerHistory
from adapters.postgres.customers import PostgresCustomers
from adapters.postgres.event_log import PostgresEventLog
from adapters.postgres.field_definitions import PostgresFieldDefinitions
from adapters.postgres.field_survey import PostgresFieldSurvey
from adapters.postgres.field_values import PostgresFieldValues
from adapters.postgres.follow_ups import PostgresFollowUps
from adapters.postgres.idempotency import Attempt
from adapters.postgres.known_settings import KnownSettings
from adapters.postgres.lead_agenda import PostgresLeadAgenda
from adapters.postgres.leads import PostgresLeads
from adapters.postgres.messages import PostgresMessages
from adapters.postgres.outbox import PostgresOutbox
from adapters.postgres.pack_ports import MakesInUnit
from adapters.postgres.part import PostgresPart
from adapters.postgres.people import PostgresPeople
from adapters.postgres.pool import Connection, Connections
from adapters.postgres.reminders import PostgresReminders
from adapters.postgres.setting_values import PostgresSettingValues
from adapters.postgres.transaction import Transaction
from adapters.postgres.views import PostgresViews
from crm_core.domain.access.actor import Actor
from crm_core.domain.access.scope import Scope
from crm_core.domain.audit.entry import Deed
from crm_core.domain.fields.catalogue import Catalogue
from crm_core.domain.refusals import NotAllowed
from crm_core.ports.clock import Clock
from crm_core.ports.ids import Ids
from crm_core.ports.once import Once
from crm_core.ports.pack_port import NotPlugged, PackPort, Port
from crm_core.ports.unit_of_work import NestedUnitOfWork, UnitOfWork

# Of a thread, or of a request on the event loop.
_inside: ContextVar[bool] = ContextVar("inside a unit of work", default=False)
Made = TypeVar("Made")


@frozen(eq=False)
class _Kept(Generic[Made]):
    """What a unit makes when it is first asked for: most units need a few of all there is."""

    make: "Callable[[PostgresUnitOfWork], Made]"

    def __get__(self, unit: "PostgresUnitOfWork", _: type) -> Made:
        if self not in unit.kept:
            unit.kept[self] = self.make(unit)
        return cast(Made, unit.kept[self])


def _over(make: Callable[[Transaction], Made]) -> _Kept[Made]:
    return _Kept(lambda unit: make(unit.transaction))


@define
class PostgresUnitOfWork:
    """A command is two flushes: up to the row it locks, and everything else with the commit."""

    _connections: Connections
    actor: Actor
    _clock: Clock
    _ids: Ids
    _once: Once | None
    known_settings: KnownSettings
    catalogues: Catalogues
    _of_packs: Mapping[PackPort[Any], MakesInUnit]
    _connection: Connection = field(init=False)
    transaction: Transaction = field(init=False)
    _attempt: Attempt | None = field(init=False, default=None)
    kept: dict["_Kept[Any]", Any] = field(factory=dict, init=False)
    activities = _over(PostgresActivities)
    contacts = _over(PostgresContacts)
    customers = _over(PostgresCustomers)
    customer_history = _over(PostgresCustomerHistory)
    field_survey = _over(PostgresFieldSurvey)
    follow_ups = _over(PostgresFollowUps)
    lead_agenda = _over(PostgresLeadAgenda)
    leads = _over(PostgresLeads)
    messages = _over(PostgresMessages)
    outbox = _over(PostgresOutbox)
    event_log = _over(PostgresEventLog)
    checkpoints = _over(PostgresCheckpoints)
    chain_sizes = _over(PostgresChainSizes)
    audit = _over(PostgresAuditTrail)
    people = _over(PostgresPeople)
    reminders = _over(PostgresReminders)
    views = _over(PostgresViews)
    settings = _Kept(lambda unit: PostgresSettingValues(unit.transaction, unit.known_settings))
    field_definitions = _Kept(lambda unit: PostgresFieldDefinitions(unit.transaction, unit.catalogues))
    field_values = _Kept(lambda unit: PostgresFieldValues(unit.transaction, unit.field_definitions))

    @property
    def scope(self) -> Scope:
        return self.transaction.scope

    def __enter__(self) -> Self:
        if _inside.get():
            raise NestedUnitOfWork
        self._connection = self._connections.take()
        _inside.set(True)
        try:
            self._begin()
        except BaseException:
            self._end()
            raise
        return self

    def of(self, port: PackPort[Port]) -> Port:
        if port not in self._of_packs:
            raise NotPlugged(port)
        return cast(Port, self._of_packs[port](self.transaction))  # the key carries the type

    def commit(self, result: object = None) -> None:
        if self._attempt is not None:
            self._attempt.remember(result, self.leads.touched)
        self.transaction.commit()
        if self.settings.changed:
            self.known_settings.forget()

    def part(self) -> UnitOfWork:
        return cast(UnitOfWork, PostgresPart(self, self.transaction))  # it passes on what it has not itself

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            self.transaction.roll_back()
            if isinstance(error, NotAllowed):
                self._remember_denial(error)
        finally:
            self._end()

    def _begin(self) -> None:
        self.kept.clear()
        t = self.transaction = self._new_transaction()
        t.begin()
        if self._once is not None:
            self._attempt = Attempt(self._once, t)
            self._attempt.claim()

    def _remember_denial(self, refusal: NotAllowed) -> None:
        """In a short transaction of its own, so that it survives the rollback."""
        own = self._new_transaction()
        try:
            own.begin()
            PostgresAuditTrail(own).record(Deed.denied(refusal))
            own.commit()
        finally:
            own.roll_back()

    def _new_transaction(self) -> Transaction:
        return Transaction(self._connection, self.actor, self._clock, self._ids)

    def _end(self) -> None:
        _inside.set(False)
        try:
            self.transaction.roll_back()
        finally:
            self._connections.give_back(self._connection)


@frozen
class PostgresUnitsOfWork:
    connections: Connections
    clock: Clock
    ids: Ids
    known_settings: KnownSettings = field(factory=KnownSettings)
    catalogues: Catalogues = field(factory=lambda: Catalogues(Catalogue()))
    of_packs: Mapping[PackPort[Any], MakesInUnit] = {}

    def __call__(self, actor: Actor, *, once: Once | None = None) -> PostgresUnitOfWork:
        known = (self.known_settings, self.catalogues, self.of_packs)
        return PostgresUnitOfWork(self.connections, actor, self.clock, self.ids, once, *known)
