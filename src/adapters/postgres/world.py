"""A whole world on PostgreSQL."""

from collections.abc import Callable, Mapping
from typing import Any

from adapters.postgres.activity_readings import PostgresActivityReadings
from adapters.postgres.catalogues import Catalogues
from adapters.postgres.contact_readings import PostgresContactReadings
from adapters.postgres.customer_readings import PostgresCustomerReadings
from adapters.postgres.definition_readings import PostgresDefinitionReadings
from adapters.postgres.field_readings import PostgresFieldReadings
from adapters.postgres.follow_up_readings import PostgresFollowUpReadings
from adapters.postgres.hot.checks import PostgresHotChecks
from adapters.postgres.hot.fold import Fold
from adapters.postgres.hot.records import RECORDS
from adapters.postgres.hot.rows import PostgresHotRows
from adapters.postgres.known_settings import KnownSettings
from adapters.postgres.lead_dues import PostgresLeadDues
from adapters.postgres.lead_readings import PostgresLeadReadings
from adapters.postgres.messages import PostgresMessageReadings
from adapters.postgres.pack_ports import IN_A_UNIT, readings
from adapters.postgres.pool import Connections
from adapters.postgres.relay import PostgresRelay
from adapters.postgres.rollups import PostgresRollups
from adapters.postgres.setting_readings import PostgresSettingReadings
from adapters.postgres.timeline import PostgresTimelineReadings
from adapters.postgres.unit_of_work import PostgresUnitsOfWork
from adapters.postgres.views import PostgresViewReadings
from crm_core.domain.projections.hot_row import HotColumns
from crm_core.pack import Pack, knowledge_of, plugged, unit_ports_of, world_ports_of
from crm_core.ports.clock import Clock
from crm_core.ports.email_addresses import EmailAddresses
from crm_core.ports.ids import Ids
from crm_core.ports.pack_port import PackPort
from crm_core.ports.seals import Seals
from crm_core.ports.working_days import WorkingDays
from crm_core.ports.world import World


def postgres_world(  # noqa: PLR0913 - what a world is made of, each by its name
    *packs: Pack,
    connections: Connections,
    clock: Clock,
    ids: Ids,
    email_addresses: EmailAddresses,
    seals: Seals,
    working_days: WorkingDays,
    wait_before_retry: Callable[[int], None],
    offered: Mapping[PackPort[Any], object] = {},
) -> World:
    """The core over one pool; which role the pool logs in as decides what can be done through it."""
    known = knowledge_of(*packs)
    heard, catalogues = KnownSettings(), Catalogues(known["fields"])
    return World(
        units_of_work=PostgresUnitsOfWork(
            connections, clock, ids, heard, catalogues, plugged(unit_ports_of(*packs), IN_A_UNIT)
        ),
        relay=PostgresRelay(connections),
        clock=clock,
        ids=ids,
        email_addresses=email_addresses,
        seals=seals,
        working_days=working_days,
        wait_before_retry=wait_before_retry,
        **_readings(connections, known["hot_columns"], heard, catalogues),
        of_packs=world_ports_of(*packs, offered={**readings(connections), **offered}),
        **known,
    )


def _readings(
    connections: Connections, hot_columns: HotColumns, heard: KnownSettings, catalogues: Catalogues
) -> dict[str, Any]:
    """The ports of questions, by their names in the world."""
    definitions = PostgresDefinitionReadings(connections, catalogues)
    return {
        "activity_readings": PostgresActivityReadings(connections),
        "customer_readings": PostgresCustomerReadings(connections, hot_columns),
        "rollups": PostgresRollups(connections, hot_columns),
        "contact_readings": PostgresContactReadings(connections),
        "definition_readings": definitions,
        "field_readings": PostgresFieldReadings(connections, definitions),
        "follow_up_readings": PostgresFollowUpReadings(connections),
        "hot_checks": PostgresHotChecks(connections),
        "hot_rows": PostgresHotRows(connections, Fold(hot_columns, RECORDS)),
        "setting_readings": PostgresSettingReadings(connections, heard),
        "lead_dues": PostgresLeadDues(connections),
        "message_readings": PostgresMessageReadings(connections),
        "lead_readings": PostgresLeadReadings(connections),
        "timeline_readings": PostgresTimelineReadings(connections),
        "view_readings": PostgresViewReadings(connections),
    }
