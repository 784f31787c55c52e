"""Every key figure of the food trade is defined in words, in both languages, with the numbers it uses."""

import pytest

from crm_core.domain.kpis.registry import AnyKpi
from crm_core.pack import kpis_of
from crm_food_pack.domain.kpis.declared import FOOD_KPIS
from crm_food_pack.domain.kpis.risk import SILENCE
from crm_food_pack.pack import FOOD


@pytest.mark.parametrize("kpi", FOOD_KPIS, ids=lambda kpi: kpi.key)
def test_a_figure_is_defined_in_both_languages(kpi: AnyKpi) -> None:
    assert kpis_of(FOOD).get(kpi.key) is kpi
    for text in (kpi.label_de, kpi.label_en, kpi.definition_de, kpi.definition_en):
        assert text.strip()
    assert kpi.definition_de != kpi.definition_en


def test_the_summary_has_its_figures() -> None:
    assert set(kpis_of(FOOD).declared) == {
        "sampleSuccessRatePct", "roiPipelineValue", "partnerSharePct", "atRiskCustomers",
    }  # fmt: skip


def test_the_definition_of_risk_names_the_days_that_the_formula_uses() -> None:
    defined = kpis_of(FOOD).get("atRiskCustomers")

    for text in (defined.definition_de, defined.definition_en):
        assert all(f" {days} " in text for days in SILENCE.values())
