"""For operators: is it alive, is it ready and if not why, and what has it counted."""

import asyncio
from collections.abc import Callable, Sequence
from typing import Any

import msgspec
from attrs import frozen
from litestar import Request
from litestar.handlers import HTTPRouteHandler, route

from adapters.http.answers import NO_STORE, Sent, json_answer
from adapters.http.gauges import Number, Reading, gauges_text
from adapters.http.lanes import Lanes
from adapters.http.metrics import CONTENT_TYPE, RequestMetrics
from crm_core.ports.once import Answer

# Seconds after which a probe that has not answered counts as not ready.
_PROBE_PATIENCE = 2.0


@frozen
class Probe:
    """One thing that must be well before requests are welcome; `ask` says what is wrong, or None."""

    name: str
    ask: Callable[[], str | None]


def operators_routes(
    probes: Sequence[Probe],
    readings: Sequence[Reading],
    metrics: RequestMetrics,
    lanes: Callable[[], Lanes],
) -> list[HTTPRouteHandler]:
    @route("/health/live", http_method=["GET", "HEAD"], name="live", include_in_schema=False)
    async def live() -> Sent:
        return Sent(json_answer(200, b'{"status":"live"}'))

    @route("/health/ready", http_method=["GET", "HEAD"], name="ready", include_in_schema=False)
    async def ready() -> Sent:
        found = await asyncio.gather(*(_asked(probe, lanes()) for probe in probes))
        wrong = {name: reason for name, reason in found if reason is not None}
        checks = [{"name": name, "ready": reason is None, "reason": reason} for name, reason in found]
        said = {"status": "not ready" if wrong else "ready", "notReady": sorted(wrong), "checks": checks}
        retry = (("retry-after", "2"),) if wrong else ()
        return Sent(json_answer(503 if wrong else 200, msgspec.json.encode(said), *retry))

    @route("/metrics", http_method=["GET", "HEAD"], name="metrics", include_in_schema=False)
    async def series(request: Request[Any, Any, Any]) -> Sent:  # noqa: ARG001 - Litestar wants a signature
        found = await asyncio.gather(*(_read(reading, lanes()) for reading in readings))
        text = metrics.text() + gauges_text(found)
        return Sent(Answer(200, (("content-type", CONTENT_TYPE), NO_STORE), text))

    return [live, ready, series]


async def _asked(probe: Probe, lanes: Lanes) -> tuple[str, str | None]:
    try:
        async with asyncio.timeout(_PROBE_PATIENCE):
            return probe.name, await lanes.remote.run(probe.ask)
    except TimeoutError:
        return probe.name, f"no answer within {_PROBE_PATIENCE:.0f} s"
    except Exception as trouble:
        return probe.name, type(trouble).__name__


async def _read(reading: Reading, lanes: Lanes) -> tuple[str, Sequence[Number] | None]:
    """A reading that fails says so in its place, and takes nothing else with it."""
    try:
        async with asyncio.timeout(_PROBE_PATIENCE):
            return reading.name, await lanes.remote.run(reading.read)
    except Exception:
        return reading.name, None
