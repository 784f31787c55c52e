"""What PostgreSQL fulfils of the ports that packs bring along; a world plugs in those of its packs."""

from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

from adapters.postgres.pool import Connections
from adapters.postgres.roi_scenarios import PostgresRoiScenarioReadings, PostgresRoiScenarios
from adapters.postgres.sample_readings import PostgresSampleReadings
from adapters.postgres.samples import PostgresSamples
from adapters.postgres.transaction import Transaction
from crm_core.ports.pack_port import PackPort
from crm_food_pack.ports.roi_scenario_readings import ROI_SCENARIO_READINGS
from crm_food_pack.ports.roi_scenarios import ROI_SCENARIOS
from crm_food_pack.ports.sample_readings import SAMPLE_READINGS
from crm_food_pack.ports.samples import SAMPLES

MakesInUnit: TypeAlias = Callable[[Transaction], object]

IN_A_UNIT: Mapping[PackPort[Any], MakesInUnit] = {
    ROI_SCENARIOS: PostgresRoiScenarios,
    SAMPLES: PostgresSamples,
}


def readings(connections: Connections) -> Mapping[PackPort[Any], object]:
    return {
        ROI_SCENARIO_READINGS: PostgresRoiScenarioReadings(connections),
        SAMPLE_READINGS: PostgresSampleReadings(connections),
    }
