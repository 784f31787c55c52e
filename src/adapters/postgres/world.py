"""A whole world on PostgreSQL."""

from collections.abc import Callable
from typing import Any

from adapters.postgres.catalogues import Catalogues
from adapters.postgres.contact_readings import PostgresContactReadings
from adapters.postgres.customer_readings import PostgresCustomerReadings
from adapters.postgres.definition_readings import PostgresDefinitionReadings
from adapters.postgres.field_readings import PostgresFieldReadings
from adapters.postgres.follow_up_readings import PostgresFollowUpReadings
from adapters.postgres.known_settings import KnownSettings
from adapters.postgres.lead_dues import PostgresLeadDues
from adapters.postgres.lead_readings import PostgresLeadReadings
from adapters.postgres.pool import Connections
from adapters.postgres.relay import PostgresRelay
from adapters.postgres.setting_readings import PostgresSettingReadings
from adapters.postgres.unit_of_work import PostgresUnitsOfWork
from adapters.postgres.views import PostgresViewReadings
from crm_core.domain.projections.hot_row import HotColumns
from crm_core.pack import Pack, knowledge_of
from crm_core.ports.clock import Clock
from crm_core.ports.email_addresses import EmailAddresses
from crm_core.ports.ids import Ids
from crm_core.ports.seals import Seals
from crm_core.ports.working_days import WorkingDays
from crm_core.ports.world import World


def postgres_world(
    *packs: Pack,
    connections: Connections,
    clock: Clock,
    ids: Ids,
    email_addresses: EmailAddresses,
    seals: Seals,
    working_days: WorkingDays,
    wait_before_retry: Callable[[int], None],
) -> World:
    """The core over one pool; which role the pool logs in as decides what can be done through it."""
    known = knowledge_of(*packs)
    heard, catalogues = KnownSettings(), Catalogues(known["fields"])
    return World(
        units_of_work=PostgresUnitsOfWork(connections, clock, ids, heard, catalogues),
        relay=PostgresRelay(connections),
        clock=clock,
        ids=ids,
        email_addresses=email_addresses,
        seals=seals,
        working_days=working_days,
        wait_before_retry=wait_before_retry,
        **_readings(connections, known["hot_columns"], heard, catalogues),
        **known,
    )


def _readings(
    connections: Connections, hot_columns: HotColumns, heard: KnownSettings, catalogues: Catalogues
) -> dict[str, Any]:
    """The ports of questions, by their names in the world."""
    definitions = PostgresDefinitionReadings(connections, catalogues)
    return {
        "customer_readings": PostgresCustomerReadings(connections, hot_columns),
        "contact_readings": PostgresContactReadings(connections),
        "definition_readings": definitions,
        "field_readings": PostgresFieldReadings(connections, definitions),
        "follow_up_readings": PostgresFollowUpReadings(connections),
        "setting_readings": PostgresSettingReadings(connections, heard),
        "lead_dues": PostgresLeadDues(connections),
        "lead_readings": PostgresLeadReadings(connections),
        "view_readings": PostgresViewReadings(connections),
    }
