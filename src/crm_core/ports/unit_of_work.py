"""All or nothing: the boundary inside which a command reads, decides and writes."""

from types import TracebackType
from typing import Protocol, Self

from crm_core.domain.access.actor import Actor
from crm_core.domain.access.scope import Scope
from crm_core.ports.activities import Activities
from crm_core.ports.audit_trail import AuditTrail
from crm_core.ports.chain_sizes import ChainSizes
from crm_core.ports.checkpoints import Checkpoints
from crm_core.ports.contacts import Contacts
from crm_core.ports.customer_history import CustomerHistory
from crm_core.ports.customers import Customers
from crm_core.ports.event_log import EventLog
from crm_core.ports.field_definitions import FieldDefinitions
from crm_core.ports.field_survey import FieldSurvey
from crm_core.ports.field_values import FieldValues
from crm_core.ports.follow_ups import FollowUps
from crm_core.ports.lead_agenda import LeadAgenda
from crm_core.ports.leads import Leads
from crm_core.ports.messages import Messages
from crm_core.ports.once import Once
from crm_core.ports.outbox import Outbox
from crm_core.ports.pack_port import PackPort, Port
from crm_core.ports.people import People
from crm_core.ports.reminders import Reminders
from crm_core.ports.setting_values import SettingValues
from crm_core.ports.views import Views


class TryAgain(Exception):
    """The store asks for the whole unit of work once more; nothing of it has happened."""


class NestedUnitOfWork(RuntimeError):
    """A unit of work was opened inside another one of the same thread: two truths at once."""


class UnitOfWork(Protocol):
    """Leaving without `commit` undoes everything; a refused command is kept in the audit all the same."""

    @property
    def actor(self) -> Actor: ...
    @property
    def scope(self) -> Scope: ...
    @property
    def contacts(self) -> Contacts: ...
    @property
    def activities(self) -> Activities: ...
    @property
    def customers(self) -> Customers: ...
    @property
    def customer_history(self) -> CustomerHistory: ...
    @property
    def field_definitions(self) -> FieldDefinitions: ...
    @property
    def field_survey(self) -> FieldSurvey: ...
    @property
    def field_values(self) -> FieldValues: ...
    @property
    def follow_ups(self) -> FollowUps: ...
    @property
    def lead_agenda(self) -> LeadAgenda: ...
    @property
    def leads(self) -> Leads: ...
    @property
    def messages(self) -> Messages: ...
    @property
    def outbox(self) -> Outbox: ...
    @property
    def event_log(self) -> EventLog: ...
    @property
    def checkpoints(self) -> Checkpoints: ...
    @property
    def chain_sizes(self) -> ChainSizes: ...
    @property
    def people(self) -> People: ...
    @property
    def reminders(self) -> Reminders: ...
    @property
    def audit(self) -> AuditTrail: ...
    @property
    def settings(self) -> SettingValues: ...
    @property
    def views(self) -> Views: ...

    def of(self, port: PackPort[Port]) -> Port:
        """What fulfils a pack's port in this unit; NotPlugged when nobody does."""
        ...

    def commit(self, result: object = None) -> None:
        """Makes it so, or raises; `result` is what a request that must happen once will be answered with."""
        ...

    def part(self) -> "UnitOfWork":
        """A unit inside this one: left without `commit` it alone is undone, committed it is kept with the
        whole. What is refused to it is kept in the audit with the whole."""
        ...

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...


class UnitsOfWork(Protocol):
    def __call__(self, actor: Actor, *, once: Once | None = None) -> UnitOfWork:
        """A unit of work for this actor. AlreadyAnswered on entering when `once` had its effect before;
        Conflict when its key was used for another request or is in use right now."""
        ...
