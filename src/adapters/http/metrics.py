"""What is counted about requests, per route template and never per path, for Prometheus."""

import os
from typing import Any

from attrs import define, field
from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.multiprocess import MultiProcessCollector

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"
_BUCKETS = (0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.2, 0.5, 1.0, 2.5, 10.0)  # seconds
_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})


@define
class RequestMetrics:
    """Counts and durations of answered requests."""

    registry: CollectorRegistry = field(factory=CollectorRegistry)
    _requests: Counter = field(init=False)
    _seconds: Histogram = field(init=False)
    _known: dict[tuple[str, str, int], tuple[Any, Any]] = field(factory=dict)

    @_requests.default
    def _counter(self) -> Counter:
        labels = ("method", "route", "status")
        return Counter("crm_http_requests", "Answered requests.", labels, registry=self.registry)

    @_seconds.default
    def _histogram(self) -> Histogram:
        says = "Time from the request's headers to the answer."
        labels = ("method", "route")
        return Histogram("crm_http_request_seconds", says, labels, registry=self.registry, buckets=_BUCKETS)

    def answered(self, method: str, route: str, status: int, seconds: float) -> None:
        key = (method, route, status)
        series = self._known.get(key)
        if series is None:
            named = method if method in _METHODS else "other"
            series = (
                self._requests.labels(named, route, str(status)),
                self._seconds.labels(named, route),
            )
            if named == method:
                self._known[key] = series
        series[0].inc()
        series[1].observe(seconds)

    def text(self) -> bytes:
        """All series; those of every process when they share a folder."""
        if "PROMETHEUS_MULTIPROC_DIR" not in os.environ:
            return generate_latest(self.registry)
        together = CollectorRegistry()
        MultiProcessCollector(together)  # type: ignore[no-untyped-call]  # the library leaves it untyped
        return generate_latest(together)
