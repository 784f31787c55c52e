"""All or nothing in memory: a copy of the state that becomes the state at commit."""

from collections.abc import Mapping
from threading import local
from types import TracebackType
from typing import Any, Self, cast

from attrs import define, evolve, field, frozen

from adapters.memory.activities import MemoryActivities
from adapters.memory.contacts import MemoryContacts
from adapters.memory.customer_history import MemoryCustomerHistory
from adapters.memory.customers import MemoryCustomers, own_chains
from adapters.memory.events import MemoryChainSizes, MemoryCheckpoints, MemoryEventLog
from adapters.memory.field_definitions import MemoryFieldDefinitions
from adapters.memory.field_survey import MemoryFieldSurvey
from adapters.memory.fields import MemoryFieldValues
from adapters.memory.follow_ups import MemoryFollowUps
from adapters.memory.journal import MemoryAuditTrail, MemoryOutbox
from adapters.memory.lead_agenda import MemoryLeadAgenda
from adapters.memory.leads import MemoryLeads
from adapters.memory.messages import MemoryMessages
from adapters.memory.pack_ports import MakesInUnit
from adapters.memory.part import MemoryPart
from adapters.memory.people import MemoryPeople
from adapters.memory.reminders import MemoryReminders
from adapters.memory.settings import MemorySettingValues
from adapters.memory.store import MemoryStore, OnceKey, State
from adapters.memory.views import MemoryViews
from crm_core.domain.access.actor import Actor
from crm_core.domain.access.scope import Scope
from crm_core.domain.audit.entry import AuditEntry, Deed
from crm_core.domain.fields.catalogue import Catalogue
from crm_core.domain.refusals import NotAllowed
from crm_core.ports.clock import Clock
from crm_core.ports.ids import Ids
from crm_core.ports.once import AlreadyAnswered, IdempotencyKeyReused, Once, RequestInProgress
from crm_core.ports.pack_port import NotPlugged, PackPort, Port
from crm_core.ports.unit_of_work import NestedUnitOfWork, UnitOfWork

_inside = local()


@define
class MemoryUnitOfWork:
    """Holds the store's one writing lock from entering to leaving, so writers stand in line."""

    _store: MemoryStore
    actor: Actor
    _clock: Clock
    _ids: Ids
    _once: Once | None
    _packed: Catalogue
    _of_packs: Mapping[PackPort[Any], MakesInUnit]
    scope: Scope = field(init=False)
    _state: State = field(init=False)
    activities: MemoryActivities = field(init=False)
    contacts: MemoryContacts = field(init=False)
    customers: MemoryCustomers = field(init=False)
    customer_history: MemoryCustomerHistory = field(init=False)
    field_definitions: MemoryFieldDefinitions = field(init=False)
    field_survey: MemoryFieldSurvey = field(init=False)
    field_values: MemoryFieldValues = field(init=False)
    follow_ups: MemoryFollowUps = field(init=False)
    lead_agenda: MemoryLeadAgenda = field(init=False)
    leads: MemoryLeads = field(init=False)
    messages: MemoryMessages = field(init=False)
    outbox: MemoryOutbox = field(init=False)
    event_log: MemoryEventLog = field(init=False)
    checkpoints: MemoryCheckpoints = field(init=False)
    chain_sizes: MemoryChainSizes = field(init=False)
    audit: MemoryAuditTrail = field(init=False)
    people: MemoryPeople = field(init=False)
    reminders: MemoryReminders = field(init=False)
    settings: MemorySettingValues = field(init=False)
    views: MemoryViews = field(init=False)

    def __enter__(self) -> Self:
        if getattr(_inside, "open", False):
            raise NestedUnitOfWork
        self._claim_key()
        self._store.writing.acquire()
        _inside.open = True
        self._begin()
        return self

    def _begin(self) -> None:
        self._state = self._store.state.copy()
        tenant = self.actor.tenant
        self.scope = Scope(self.actor, own_chains(self._state, tenant, self.actor.user))
        self.activities = MemoryActivities(self._state, self.scope)
        self.contacts = MemoryContacts(self._state, self.scope)
        self.customers = MemoryCustomers(self._state, self.scope)
        self.customer_history = MemoryCustomerHistory(self._state, self.scope)
        self.field_definitions = MemoryFieldDefinitions(self._state, self.actor, self._packed)
        self.field_survey = MemoryFieldSurvey(self._state, self.actor)
        self.field_values = MemoryFieldValues(self._state, self.scope)
        self.follow_ups = MemoryFollowUps(self._state, self.scope)
        self.lead_agenda = MemoryLeadAgenda(self._state, tenant)
        self.leads = MemoryLeads(self._state, self.scope, self._clock, self._ids)
        self.messages = MemoryMessages(self._state, self.scope)
        self.outbox = MemoryOutbox(self.actor, self._clock, self._ids)
        self.event_log = MemoryEventLog(self._state)
        self.checkpoints = MemoryCheckpoints(self._state, tenant)
        self.chain_sizes = MemoryChainSizes(self._state, tenant)
        self.audit = MemoryAuditTrail(self._state, self.actor, self._clock, self._ids)
        self.people = MemoryPeople(self._state, self.actor)
        self.reminders = MemoryReminders(self._state, self.scope)
        self.settings = MemorySettingValues(self._state, self.actor, self._clock)
        self.views = MemoryViews(self._state, self.scope)

    def of(self, port: PackPort[Port]) -> Port:
        if port not in self._of_packs:
            raise NotPlugged(port)
        return cast(Port, self._of_packs[port](self._state, self.scope))  # the key carries the type

    def commit(self, result: object = None) -> None:
        if self._once is not None:
            answer = self._once.answer(result)
            key = self._key(self._once)
            self._state.answers[key] = (self._once.fingerprint, answer)
            self._state.answered_about[key] = frozenset(self.leads.touched)
        self._store.state = evolve(
            self._state,
            outbox=(*self._state.outbox, *self.outbox.added),
            audit=(*self._state.audit, *self.audit.added),
        )

    def part(self) -> UnitOfWork:
        return cast(
            UnitOfWork, MemoryPart(self, self._state, self.outbox, self.audit)
        )  # it passes on what it has not itself

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if isinstance(error, NotAllowed):
            self._remember_denial(error)
        _inside.open = False
        self._store.writing.release()
        if self._once is not None:
            self._store.keys_in_use.discard(self._key(self._once))

    def _remember_denial(self, refusal: NotAllowed) -> None:
        entry = AuditEntry.of(
            Deed.denied(refusal), id=self._ids.new(), actor=self.actor, now=self._clock.now()
        )
        self._store.state = evolve(self._store.state, audit=(*self._store.state.audit, entry))

    def _key(self, once: Once) -> OnceKey:
        return (self.actor.tenant, self.actor.user, once.route, once.key)

    def _claim_key(self) -> None:
        """Finds the answer of a request that had its effect before, or claims the key for this one."""
        if self._once is None:
            return
        key = self._key(self._once)
        if key in self._store.keys_in_use:
            raise RequestInProgress
        if key in self._store.state.answers:
            fingerprint, answer = self._store.state.answers[key]
            raise AlreadyAnswered(answer) if fingerprint == self._once.fingerprint else IdempotencyKeyReused
        self._store.keys_in_use.add(key)


@frozen
class MemoryUnitsOfWork:
    store: MemoryStore
    clock: Clock
    ids: Ids
    packed: Catalogue = Catalogue()
    of_packs: Mapping[PackPort[Any], MakesInUnit] = {}

    def __call__(self, actor: Actor, *, once: Once | None = None) -> MemoryUnitOfWork:
        known = (self.packed, self.of_packs)
        return MemoryUnitOfWork(self.store, actor, self.clock, self.ids, once, *known)
