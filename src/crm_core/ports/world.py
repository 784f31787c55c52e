"""The world as the core sees it: all ports in one frozen value."""

from collections.abc import Callable, Mapping
from typing import Any, cast

from attrs import evolve, frozen

from crm_core.domain.access.actor import Actor
from crm_core.domain.activities.dictionary import Dictionary
from crm_core.domain.events.catalogue import EventCatalogue
from crm_core.domain.fields.catalogue import Catalogue
from crm_core.domain.follow_ups.sla import SlaRule
from crm_core.domain.leads.pseudonyms import NO_PSEUDONYMS, Pseudonyms
from crm_core.domain.projections.hot_row import HotColumns
from crm_core.domain.settings.registry import SettingsRegistry
from crm_core.ports.activity_readings import ActivityReadings
from crm_core.ports.clock import Clock
from crm_core.ports.contact_readings import ContactReadings
from crm_core.ports.customer_readings import CustomerReadings
from crm_core.ports.definition_readings import DefinitionReadings
from crm_core.ports.email_addresses import EmailAddresses
from crm_core.ports.evidence_paper import EvidencePaper
from crm_core.ports.evidence_signer import EvidenceSigner
from crm_core.ports.field_readings import FieldReadings
from crm_core.ports.follow_up_readings import FollowUpReadings
from crm_core.ports.hot_checks import HotChecks
from crm_core.ports.hot_rows import HotRows
from crm_core.ports.ids import Ids
from crm_core.ports.keeps_words import KeepsWords
from crm_core.ports.lead_dues import LeadDues
from crm_core.ports.lead_readings import LeadReadings
from crm_core.ports.message_readings import MessageReadings
from crm_core.ports.meter import Meter, Unmetered
from crm_core.ports.once import Once
from crm_core.ports.pack_port import NotPlugged, PackPort, Port
from crm_core.ports.relay import Relay
from crm_core.ports.rollups import Rollups
from crm_core.ports.seals import Seals
from crm_core.ports.setting_readings import SettingReadings
from crm_core.ports.thing import Thing
from crm_core.ports.timeline_readings import TimelineReadings
from crm_core.ports.unit_of_work import NestedUnitOfWork, UnitOfWork, UnitsOfWork
from crm_core.ports.view_readings import ViewReadings
from crm_core.ports.working_days import WorkingDays


@frozen
class World:
    units_of_work: UnitsOfWork
    activity_readings: ActivityReadings
    contact_readings: ContactReadings
    customer_readings: CustomerReadings
    definition_readings: DefinitionReadings
    field_readings: FieldReadings
    follow_up_readings: FollowUpReadings
    hot_checks: HotChecks
    hot_rows: HotRows
    lead_dues: LeadDues
    lead_readings: LeadReadings
    message_readings: MessageReadings
    rollups: Rollups
    setting_readings: SettingReadings
    timeline_readings: TimelineReadings
    view_readings: ViewReadings
    relay: Relay
    clock: Clock
    ids: Ids
    email_addresses: EmailAddresses
    seals: Seals
    working_days: WorkingDays
    activity_types: Dictionary
    settings: SettingsRegistry
    events: EventCatalogue
    # What packs declare for all tenants; the fields of one tenant come with each reading of theirs.
    fields: Catalogue
    hot_columns: HotColumns
    follow_up_rules: Mapping[str, SlaRule]
    timeline_kinds: tuple[str, ...]
    # What activities may name and move, by the sort under which packs keep it.
    things: Mapping[str, Thing]
    # Ports of packs that keep words about leads.
    keep_words: tuple[PackPort[KeepsWords], ...]
    # Waits before the n-th repetition of a unit of work that met another one.
    wait_before_retry: Callable[[int], None]
    # What fulfils the ports that packs bring along, beside those of a unit of work.
    of_packs: Mapping[PackPort[Any], object] = {}
    # Where evidence is made; a world without them makes none.
    evidence_signer: EvidenceSigner | None = None
    evidence_paper: EvidencePaper | None = None
    # A world without keys finds nobody by pseudonyms and makes none.
    pseudonyms: Pseudonyms = NO_PSEUDONYMS
    meter: Meter = Unmetered()
    request_once: Once | None = None

    def unit_of_work(self, actor: Actor) -> UnitOfWork:
        return self.units_of_work(actor, once=self.request_once)

    def of(self, port: PackPort[Port]) -> Port:
        """What fulfils a pack's port; NotPlugged when nobody does."""
        if port not in self.of_packs:
            raise NotPlugged(port)
        return cast(Port, self.of_packs[port])  # the key carries the type

    def once(self, once: Once | None) -> "World":
        """The same world for one request that must have its effect once."""
        return self if once is self.request_once else evolve(self, request_once=once)

    def inside(self, whole: UnitOfWork) -> "World":
        """The same world, whose units of work are parts of one that is open."""
        return evolve(self, units_of_work=_Parts(whole), request_once=None)


@frozen
class _Parts:
    whole: UnitOfWork

    def __call__(self, actor: Actor, *, once: Once | None = None) -> UnitOfWork:
        if once is not None or actor != self.whole.actor:
            raise NestedUnitOfWork
        return self.whole.part()
