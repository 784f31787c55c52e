"""Numbers that are read at the moment somebody asks for them, beside those that are counted."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from attrs import frozen
from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector


@frozen
class Gauge:
    """One number by its name; None when nothing is known of it."""

    name: str
    says: str
    value: float | None
    # Of a number of several parts, which one this is.
    labels: Mapping[str, str] = {}


@frozen
class Reading:
    """Some numbers that are read together."""

    name: str
    read: Callable[[], Sequence[Gauge]]


@frozen(eq=False)
class _Shown(Collector):
    gauges: Sequence[Gauge]
    failed: Sequence[tuple[str, bool]]

    def collect(self) -> Iterator[GaugeMetricFamily]:
        families: dict[str, GaugeMetricFamily] = {}
        for gauge in self.gauges:
            if gauge.value is not None:
                made = GaugeMetricFamily(gauge.name, gauge.says, labels=tuple(gauge.labels))
                families.setdefault(gauge.name, made).add_metric(tuple(gauge.labels.values()), gauge.value)
        yield from families.values()
        worked = GaugeMetricFamily("crm_reading_up", "Whether these could be read.", labels=["reading"])
        for name, has_failed in self.failed:
            worked.add_metric([name], 0 if has_failed else 1)
        yield worked


def gauges_text(found: Iterable[tuple[str, Sequence[Gauge] | None]]) -> bytes:
    """Each reading by its name with what it read, None where it failed."""
    read = list(found)
    if not read:
        return b""
    registry = CollectorRegistry()
    gauges = [gauge for _, some in read for gauge in some or ()]
    registry.register(_Shown(gauges, [(name, some is None) for name, some in read]))
    return generate_latest(registry)
