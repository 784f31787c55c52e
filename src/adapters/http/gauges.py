"""Numbers that are read at the moment somebody asks for them, beside those that are counted."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TypeAlias

from attrs import frozen
from prometheus_client import CollectorRegistry, Metric, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, HistogramMetricFamily
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
class Total:
    """What has come together since the beginning; its name is shown with `_total` behind it."""

    name: str
    says: str
    value: float


@frozen
class Spread:
    """How many were at most so large, by their upper bounds; None is all of them."""

    name: str
    says: str
    within: Sequence[tuple[float | None, int]]
    together: float


Number: TypeAlias = Gauge | Total | Spread


@frozen
class Reading:
    """Some numbers that are read together."""

    name: str
    read: Callable[[], Sequence[Number]]


@frozen(eq=False)
class _Shown(Collector):
    numbers: Sequence[Number]
    failed: Sequence[tuple[str, bool]]

    def collect(self) -> Iterator[Metric]:
        gauges: dict[str, GaugeMetricFamily] = {}
        for number in self.numbers:
            if not isinstance(number, Gauge):
                yield _family(number)
            elif number.value is not None:
                made = GaugeMetricFamily(number.name, number.says, labels=tuple(number.labels))
                gauges.setdefault(number.name, made).add_metric(tuple(number.labels.values()), number.value)
        yield from gauges.values()
        worked = GaugeMetricFamily("crm_reading_up", "Whether these could be read.", labels=["reading"])
        for name, has_failed in self.failed:
            worked.add_metric([name], 0 if has_failed else 1)
        yield worked


def _family(number: Total | Spread) -> Metric:
    if isinstance(number, Total):
        return CounterMetricFamily(number.name, number.says, number.value)
    buckets = [("+Inf" if most is None else str(most), float(count)) for most, count in number.within]
    return HistogramMetricFamily(number.name, number.says, buckets, number.together)


def gauges_text(found: Iterable[tuple[str, Sequence[Number] | None]]) -> bytes:
    """Each reading by its name with what it read, None where it failed."""
    read = list(found)
    if not read:
        return b""
    registry = CollectorRegistry()
    numbers = [number for _, some in read for number in some or ()]
    registry.register(_Shown(numbers, [(name, some is None) for name, some in read]))
    return generate_latest(registry)
