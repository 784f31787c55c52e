"""Putting off moves the deadline; working days are those of the customer's place."""

from datetime import UTC, date, datetime, timedelta

import pytest

from adapters.memory.store import MemoryStore
from adapters.memory.working_days import MemoryWorkingDays
from adapters.memory.world import memory_world
from adapters.system.seals import KeyedSeals
from crm_core.domain.customers.customer import Address
from crm_core.domain.follow_ups.working_time import Place
from crm_core.domain.party import Party
from crm_core.domain.refusals import Invalid
from crm_core.ports.world import World
from crm_core.use_cases.follow_ups.snooze_follow_up import SnoozeFollowUp, snooze_follow_up
from tests import due, given

FRIDAY = datetime(2026, 3, 13, 12, tzinfo=UTC)
THURSDAY = date(2026, 3, 12)


def put_off(world: World, one: object, until: datetime = FRIDAY) -> datetime | None:
    command = SnoozeFollowUp(one.id, until, "Betriebsferien")  # type: ignore[attr-defined]  # a follow-up
    return snooze_follow_up(command, actor=given.MANAGER, world=world).due_soon_at


def test_it_is_due_at_the_instant_and_the_reason_stays_out_of_the_audit(
    world: World, store: MemoryStore
) -> None:
    one = due.opened(world, given.customer(world).id)
    assert put_off(world, one) == FRIDAY - timedelta(days=1) + timedelta(microseconds=1)

    kept = world.follow_up_readings.one(given.MANAGER, one.id)
    assert kept is not None
    assert (kept.due_at, kept.snoozes[-1].reason, kept.version) == (FRIDAY, "Betriebsferien", 2)
    assert store.state.audit[-1].deed.action == "snooze"
    assert "Betriebsferien" not in f"{store.state.audit} {store.state.outbox}"


def test_working_days_are_those_of_the_customers_place() -> None:
    holidays = MemoryWorkingDays({Place("DE", "DE-BY"): frozenset({THURSDAY})})
    seals = KeyedSeals(b"k" * 32)
    world = memory_world(
        clock=given.StandingClock(), ids=given.CountingIds(), seals=seals, working_days=holidays
    )
    munich = given.customer(world, address=Address(city="München", state="DE-BY", country="DE"))
    for party, days in ((Party(munich.id), 2), (Party(lead_id=due.A_LEAD), 1)):
        soon = put_off(world, due.opened(world, party))
        assert soon == FRIDAY - timedelta(days=days) + timedelta(microseconds=1)


def test_the_past_is_no_time_to_put_it_off_to(world: World) -> None:
    one = due.opened(world, given.customer(world).id)
    with pytest.raises(Invalid) as refusal:
        put_off(world, one, given.START)
    assert [(error.pointer, error.code) for error in refusal.value.errors] == [("/until", "not-in-future")]
