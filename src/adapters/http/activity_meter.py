"""How many activities were logged, by kind and outcome, for Prometheus."""

from attrs import define, field
from prometheus_client import CollectorRegistry, Counter

from crm_core.domain.activities.counting import all_words, words
from crm_core.domain.activities.dictionary import Dictionary


@define
class ActivityMeter:
    """A series for each word that is declared, from the start, and none beside them."""

    types: Dictionary
    registry: CollectorRegistry
    _logged: Counter = field(init=False)

    @_logged.default
    def _counter(self) -> Counter:
        says = "Activities that were logged."
        made = Counter("crm_activities", says, ("kind", "outcome"), registry=self.registry)
        for kind, outcome in all_words(self.types):
            made.labels(kind, outcome)
        return made

    def logged(self, kind: str, outcome: str | None) -> None:
        self._logged.labels(*words(self.types, kind, outcome)).inc()
