"""What memory fulfils of the ports that packs bring along; a world plugs in those of its packs.

What a pack is about is imported once one that asks for it is plugged in: without packs the core runs alone.
"""

from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

from adapters.memory.store import MemoryStore, State
from crm_core.domain.access.scope import Scope
from crm_core.pack import Pack, plugged, unit_ports_of, world_ports_of
from crm_core.ports.pack_port import PackPort

MakesInUnit: TypeAlias = Callable[[State, Scope], object]
Ports: TypeAlias = Mapping[PackPort[Any], object]


def in_a_unit(*packs: Pack) -> Mapping[PackPort[Any], MakesInUnit]:
    """What makes the packs' ports of a unit of work."""
    wanted = tuple(unit_ports_of(*packs))
    return plugged(wanted, _makes_in_unit()) if wanted else {}


def in_the_world(store: MemoryStore, *packs: Pack, offered: Ports) -> Ports:
    """The packs' ports of the world, as they are offered or as memory has them."""
    asks = any(pack.world_ports for pack in packs)
    return world_ports_of(*packs, offered={**(_readings(store) if asks else {}), **offered})


def _makes_in_unit() -> Mapping[PackPort[Any], MakesInUnit]:
    from adapters.memory.roi_scenarios import MemoryRoiScenarios
    from adapters.memory.samples import MemorySamples
    from crm_food_pack.ports.roi_scenarios import ROI_SCENARIOS
    from crm_food_pack.ports.samples import SAMPLES

    return {ROI_SCENARIOS: MemoryRoiScenarios, SAMPLES: MemorySamples}


def _readings(store: MemoryStore) -> Ports:
    from adapters.memory.roi_scenarios import MemoryRoiScenarioReadings
    from adapters.memory.samples import MemorySampleReadings
    from crm_food_pack.ports.roi_scenario_readings import ROI_SCENARIO_READINGS
    from crm_food_pack.ports.sample_readings import SAMPLE_READINGS

    return {
        ROI_SCENARIO_READINGS: MemoryRoiScenarioReadings(store),
        SAMPLE_READINGS: MemorySampleReadings(store),
    }
