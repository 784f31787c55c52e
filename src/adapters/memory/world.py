"""A whole world in memory."""

from collections.abc import Callable, Mapping
from typing import Any

from adapters.memory.activities import MemoryActivityReadings
from adapters.memory.contacts import MemoryContactReadings
from adapters.memory.customer_readings import MemoryCustomerReadings
from adapters.memory.email_addresses import PlainEmailAddresses
from adapters.memory.events import MemoryRelay
from adapters.memory.field_definitions import MemoryDefinitionReadings
from adapters.memory.fields import MemoryFieldReadings
from adapters.memory.follow_ups import MemoryFollowUpReadings
from adapters.memory.hot_checks import MemoryHotChecks
from adapters.memory.hot_rows import MemoryHotRows
from adapters.memory.lead_agenda import MemoryLeadDues
from adapters.memory.lead_readings import MemoryLeadReadings
from adapters.memory.messages import MemoryMessageReadings
from adapters.memory.pack_ports import in_a_unit, in_the_world
from adapters.memory.rollups import MemoryRollups
from adapters.memory.settings import MemorySettingReadings
from adapters.memory.store import MemoryStore
from adapters.memory.timeline import MemoryTimelineReadings
from adapters.memory.unit_of_work import MemoryUnitsOfWork
from adapters.memory.views import MemoryViewReadings
from adapters.memory.working_days import MemoryWorkingDays
from crm_core.domain.fields.catalogue import Catalogue
from crm_core.domain.projections.hot_row import HotColumns
from crm_core.pack import Pack, knowledge_of
from crm_core.ports.clock import Clock
from crm_core.ports.ids import Ids
from crm_core.ports.pack_port import PackPort
from crm_core.ports.seals import Seals
from crm_core.ports.working_days import WorkingDays
from crm_core.ports.world import World


def memory_world(
    *packs: Pack,
    clock: Clock,
    ids: Ids,
    seals: Seals,
    store: MemoryStore | None = None,
    offered: Mapping[PackPort[Any], object] = {},
    working_days: WorkingDays | None = None,
    wait_before_retry: Callable[[int], None] = lambda _attempt: None,
) -> World:
    """The core over memory; give the same store to two worlds and they share their data."""
    shared = store or MemoryStore()
    known = knowledge_of(*packs)
    return World(
        units_of_work=MemoryUnitsOfWork(shared, clock, ids, known["fields"], in_a_unit(*packs)),
        relay=MemoryRelay(shared),
        clock=clock,
        ids=ids,
        email_addresses=PlainEmailAddresses(),
        seals=seals,
        working_days=working_days or MemoryWorkingDays(),
        wait_before_retry=wait_before_retry,
        **_readings(shared, known["hot_columns"], known["fields"]),
        of_packs=in_the_world(shared, *packs, offered=offered),
        **known,
    )


def _readings(shared: MemoryStore, hot_columns: HotColumns, packed: Catalogue) -> dict[str, Any]:
    """The ports of questions, by their names in the world."""
    return {
        "activity_readings": MemoryActivityReadings(shared),
        "customer_readings": MemoryCustomerReadings(shared, hot_columns),
        "rollups": MemoryRollups(shared, hot_columns),
        "contact_readings": MemoryContactReadings(shared),
        "definition_readings": MemoryDefinitionReadings(shared, packed),
        "field_readings": MemoryFieldReadings(shared, packed),
        "follow_up_readings": MemoryFollowUpReadings(shared),
        "hot_checks": MemoryHotChecks(shared),
        "hot_rows": MemoryHotRows(shared, hot_columns),
        "lead_dues": MemoryLeadDues(shared),
        "lead_readings": MemoryLeadReadings(shared),
        "message_readings": MemoryMessageReadings(shared),
        "setting_readings": MemorySettingReadings(shared),
        "timeline_readings": MemoryTimelineReadings(shared),
        "view_readings": MemoryViewReadings(shared),
    }
