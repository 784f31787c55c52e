"""What every clock keeps."""

from datetime import UTC, timedelta

import pytest

from adapters.system.clock import SystemClock
from crm_core.ports.clock import Clock
from tests.given import StandingClock

CLOCKS = [SystemClock(), StandingClock()]


@pytest.mark.parametrize("clock", CLOCKS, ids=lambda clock: type(clock).__name__)
def test_it_tells_utc_and_never_runs_backwards(clock: Clock) -> None:
    told = [clock.now() for _ in range(1000)]

    assert all(now.utcoffset() == timedelta(0) and now.tzinfo is UTC for now in told)
    assert told == sorted(told)


def test_the_machines_clock_goes_on_when_the_machine_is_set_back(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = SystemClock()
    latest = clock.now() + timedelta(hours=1)
    monkeypatch.setattr(clock, "_latest", latest)

    assert clock.now() == latest
