"""A key figure is declared once, and what is not declared does not exist."""

from uuid import UUID

import pytest

from crm_core.domain.kpis.kpi import Figure, Kpi, Unit
from crm_core.domain.kpis.registry import KpiRegistry
from crm_core.domain.refusals import NotFound

STAGES: Kpi[list[UUID], int] = Kpi(
    "stages", Unit.COUNT, "Bühnen", "Stages", "…", "…", lambda of: Figure(len(of), tuple(of))
)


def test_a_declared_figure_is_found() -> None:
    found = KpiRegistry.of([STAGES]).get("stages")

    assert found.formula([UUID(int=1)]) == Figure(1, (UUID(int=1),))
    with pytest.raises(NotFound):
        KpiRegistry.of([]).get("stages")


def test_two_figures_never_share_a_key() -> None:
    with pytest.raises(ValueError, match="stages"):
        KpiRegistry.of([STAGES, STAGES])
