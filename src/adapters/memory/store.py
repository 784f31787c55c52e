"""What memory holds: one state at a time, replaced as a whole when a unit of work commits."""

from collections.abc import Mapping
from datetime import date, datetime
from threading import RLock
from typing import Any, TypeAlias
from uuid import UUID

from attrs import define, evolve, field, fields, frozen

from crm_core.domain.activities.activity import Activity, ActivityId
from crm_core.domain.audit.chain import SealedEntry
from crm_core.domain.audit.entry import AuditEntry
from crm_core.domain.customers.contact import Contact, ContactId
from crm_core.domain.customers.customer import Customer
from crm_core.domain.customers.history import HistoryEntry
from crm_core.domain.definitions.check import DefinitionCheck
from crm_core.domain.definitions.stored import DefinitionChange, StoredDefinition
from crm_core.domain.events.envelope import Envelope, RecordedEvent
from crm_core.domain.events.letter import Letter
from crm_core.domain.fields.field_set import FieldChange
from crm_core.domain.follow_ups.follow_up import FollowUp, FollowUpId
from crm_core.domain.follow_ups.reminder import Reminder, ReminderId
from crm_core.domain.ids import CustomerId, TenantId, UserId
from crm_core.domain.leads.clock_work import Measure
from crm_core.domain.leads.commitment import Commitment
from crm_core.domain.leads.lead import Lead
from crm_core.domain.leads.lead_facts import NO_FACTS, LeadFacts
from crm_core.domain.leads.message import Message, MessageId
from crm_core.domain.party import LeadId
from crm_core.domain.people.card import Card
from crm_core.domain.projections.hot_check import HotCheck
from crm_core.domain.settings.change import SettingChange
from crm_core.domain.settings.setting import Scope, StoredValue
from crm_core.domain.views.view import SavedView
from crm_core.ports.once import Answer

# The version at which the clock looked at a lead, when it looks again, and the lapse it told of.
Looked: TypeAlias = tuple[int, datetime | None, datetime | None]
OnceKey: TypeAlias = tuple[TenantId, UUID, str, str]
SettingKey: TypeAlias = tuple[TenantId | None, Scope, str, str]


@frozen
class KeptFields:
    """One customer's changes, which keys are marked as restricted, and the texts of unique values."""

    changes: tuple[FieldChange, ...] = ()
    restricted: frozenset[str] = frozenset()
    claims: tuple[tuple[str, str], ...] = ()


@frozen
class KeptLead:
    """One lead with everything recorded about it and what people wrote."""

    lead: Lead
    facts: LeadFacts = NO_FACTS
    notes: Mapping[UUID, str] = field(factory=dict)
    commitments: tuple[Commitment, ...] = ()


@frozen
class State:
    """Everything that is true at one moment; units of work work on a copy."""

    contacts: dict[ContactId, Contact] = field(factory=dict)
    # The present version of each first, then the former ones.
    activities: dict[ActivityId, tuple[Activity, ...]] = field(factory=dict)
    customers: dict[CustomerId, Customer] = field(factory=dict)
    customer_history: dict[CustomerId, tuple[HistoryEntry, ...]] = field(factory=dict)
    fields: dict[CustomerId, KeptFields] = field(factory=dict)
    follow_ups: dict[FollowUpId, FollowUp] = field(factory=dict)
    reminders: dict[ReminderId, Reminder] = field(factory=dict)
    follow_up_days: dict[tuple[TenantId, date, str, str], int] = field(factory=dict)
    leads: dict[LeadId, KeptLead] = field(factory=dict)
    lead_looks: dict[LeadId, Looked] = field(factory=dict)
    lead_days: dict[tuple[TenantId, date, Measure], int] = field(factory=dict)
    messages: dict[MessageId, Message] = field(factory=dict)
    lead_probes: dict[tuple[TenantId, UserId], tuple[datetime, ...]] = field(factory=dict)
    definitions: dict[tuple[TenantId, str], StoredDefinition] = field(factory=dict)
    definition_changes: dict[TenantId, tuple[DefinitionChange, ...]] = field(factory=dict)
    definition_checks: dict[tuple[TenantId, UUID], DefinitionCheck] = field(factory=dict)
    outbox: tuple[Envelope, ...] = ()
    log: dict[TenantId, tuple[RecordedEvent, ...]] = field(factory=dict)
    audit: tuple[AuditEntry, ...] = ()
    seals: dict[TenantId, tuple[SealedEntry, ...]] = field(factory=dict)
    settings: dict[SettingKey, StoredValue] = field(factory=dict)
    setting_history: dict[SettingKey, tuple[SettingChange, ...]] = field(factory=dict)
    checkpoints: dict[tuple[TenantId, str], int] = field(factory=dict)
    letters: dict[tuple[TenantId, str], tuple[Letter, ...]] = field(factory=dict)
    chain_sizes: dict[tuple[TenantId, UUID], int] = field(factory=dict)
    hot_checks: dict[TenantId, HotCheck] = field(factory=dict)
    people: dict[tuple[TenantId, UserId], Card] = field(factory=dict)
    answers: dict[OnceKey, tuple[bytes, Answer]] = field(factory=dict)
    answered_about: dict[OnceKey, frozenset[LeadId]] = field(factory=dict)
    views: dict[UUID, SavedView] = field(factory=dict)
    # What packs keep, by the name of their port and its id.
    of_packs: dict[tuple[str, UUID], Any] = field(factory=dict)

    def copy(self) -> "State":
        """A state of its own: values are frozen, so copying the containers is enough."""
        kept = {one.name: getattr(self, one.name) for one in fields(State)}
        own: dict[str, Any] = {name: dict(part) for name, part in kept.items() if isinstance(part, dict)}
        return evolve(self, **own)


def setting_key(tenant: TenantId, scope: Scope, whose: str, key: str) -> SettingKey:
    return (None if scope is Scope.GLOBAL else tenant, scope, whose, key)


@define
class MemoryStore:
    """The present state, and the lock that lets one writer at a time replace it."""

    state: State = field(factory=State)
    writing: RLock = field(factory=RLock)
    keys_in_use: set[OnceKey] = field(factory=set)
