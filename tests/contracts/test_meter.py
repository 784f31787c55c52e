"""What every meter keeps: it counts by the words that are declared, and by no others."""

from collections.abc import Callable, Mapping

import pytest
from prometheus_client import CollectorRegistry

from adapters.http.activity_meter import ActivityMeter
from adapters.memory.meter import MemoryMeter
from crm_core.pack import activity_types_of
from crm_core.ports.meter import Meter, Unmetered
from crm_core.use_cases.activities.log_activity import LogActivity, log_activity
from crm_food_pack.pack import FOOD
from tests import given
from tests.logged import entry, logged
from tests.second_pack import STAGES
from tests.worlds import in_memory

TYPES = activity_types_of(FOOD, STAGES)
Counts = Callable[[], Mapping[tuple[str, str], float]]


def memory() -> tuple[Meter, Counts]:
    meter = MemoryMeter(TYPES)
    return meter, lambda: meter.counts


def prometheus() -> tuple[Meter, Counts]:
    registry = CollectorRegistry()

    def counts() -> Mapping[tuple[str, str], float]:
        samples = (one for family in registry.collect() for one in family.samples)
        return {
            (one.labels["kind"], one.labels["outcome"]): one.value
            for one in samples
            if one.name == "crm_activities_total" and one.value
        }

    return ActivityMeter(TYPES, registry), counts


each_meter = pytest.mark.parametrize("made", [memory, prometheus])


@each_meter
def test_it_counts_by_kind_and_outcome(made: Callable[[], tuple[Meter, Counts]]) -> None:
    meter, counts = made()
    for kind, outcome in (
        ("NOTE", None),
        ("SITE_VISIT", "FITS"),
        ("SITE_VISIT", "FITS"),
        ("SITE_VISIT", None),
    ):
        meter.logged(kind, outcome)
    assert counts() == {("NOTE", "none"): 1, ("SITE_VISIT", "FITS"): 2, ("SITE_VISIT", "none"): 1}


@each_meter
def test_nobody_makes_its_words_grow(made: Callable[[], tuple[Meter, Counts]]) -> None:
    meter, counts = made()
    for number in range(9):
        meter.logged(f"KIND_{number}", f"OUTCOME_{number}")
        meter.logged("NOTE", f"OUTCOME_{number}")
    assert counts() == {("other", "other"): 9, ("NOTE", "other"): 9}


def test_every_declared_word_has_a_series_before_anything_happens() -> None:
    registry = CollectorRegistry()
    ActivityMeter(TYPES, registry)
    value = registry.get_sample_value("crm_activities_total", {"kind": "SITE_VISIT", "outcome": "TOO_SMALL"})
    assert value == 0


def test_what_was_refused_is_not_counted_and_without_a_meter_nothing_is() -> None:
    from attrs import evolve

    from crm_core.domain.refusals import Invalid

    bare = in_memory(FOOD)
    assert isinstance(bare.meter, Unmetered)
    meter = MemoryMeter(TYPES)
    world = evolve(bare, meter=meter)
    customer = given.customer(world)
    logged(world, customer.id, "CALL")
    wrong = LogActivity(entry(customer.id, "PRODUCTTEST_FEEDBACK", outcome="SUCCESS"))
    with pytest.raises(Invalid):
        log_activity(wrong, actor=given.MANAGER, world=world)
    assert meter.counts == {("CALL", "none"): 1}
