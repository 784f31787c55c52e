"""All declared key figures; one that is not declared does not exist."""

from collections.abc import Iterable, Mapping
from typing import Any, TypeAlias

from attrs import frozen

from crm_core.domain.kpis.kpi import Kpi
from crm_core.domain.refusals import NotFound

# Each figure has records and a value of its own types.
AnyKpi: TypeAlias = Kpi[Any, Any]


@frozen
class KpiRegistry:
    declared: Mapping[str, AnyKpi]

    @classmethod
    def of(cls, kpis: Iterable[AnyKpi]) -> "KpiRegistry":
        by_key: dict[str, AnyKpi] = {}
        for kpi in kpis:
            if kpi.key in by_key:
                raise ValueError(f"two key figures are called {kpi.key}")
            by_key[kpi.key] = kpi
        return cls(by_key)

    def get(self, key: str) -> AnyKpi:
        if key not in self.declared:
            raise NotFound
        return self.declared[key]
