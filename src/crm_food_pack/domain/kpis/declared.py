"""The key figures of the food trade, each with its formula and the definition that people read."""

from crm_core.domain.kpis.kpi import Kpi, Unit
from crm_food_pack.domain.kpis.pipeline import partner_share, roi_pipeline
from crm_food_pack.domain.kpis.risk import at_risk
from crm_food_pack.domain.kpis.tastings import sample_success

SAMPLE_SUCCESS = Kpi(
    "sampleSuccessRatePct",
    Unit.PERCENT,
    "Erfolgsquote der Muster",
    "Sample success",
    "Anteil von SUCCESS an allen Mustern mit Rückmeldung (SUCCESS, NEUTRAL, FAIL), deren Rückmeldung im"
    " Zeitraum liegt; leer, wenn es keine gibt.",
    "Share of SUCCESS among all judged samples (SUCCESS, NEUTRAL, FAIL) whose feedback lies in the range;"
    " empty when there is none.",
    sample_success,
)

ROI_PIPELINE = Kpi(
    "roiPipelineValue",
    Unit.MONEY,
    "ROI-Pipeline",
    "ROI pipeline",
    "Summe der möglichen Ersparnis je Monat, gewichtet nach Stufe (LOW 0,25; MID 0,6; HIGH 1,0) und nach der"
    " Zusage der letzten ROI-Beratung in 90 Tagen (gleiche Gewichte). Ohne Beratung gilt 0,25, getrennt"
    " ausgewiesen. Je Währung, zu einem Zeitpunkt, nie über Tage summiert.",
    "Sum of the possible savings per month, weighted by bucket (LOW 0.25; MID 0.6; HIGH 1.0) and by the"
    " commitment of the latest ROI consultation in 90 days (same weights). Without a consultation 0.25,"
    " reported separately. Per currency, at a point in time, never summed over days.",
    roi_pipeline,
)

PARTNER_SHARE = Kpi(
    "partnerSharePct",
    Unit.PERCENT,
    "Anteil der Partner",
    "Partner share",
    "Anteil des Kanals PARTNER am Wert der ROI-Pipeline in der Währung des Mandanten; leer bei Wert null.",
    "Share of the channel PARTNER in the value of the ROI pipeline in the tenant's currency; empty when that"
    " is zero.",
    partner_share,
)

AT_RISK = Kpi(
    "atRiskCustomers",
    Unit.COUNT,
    "Gefährdete Kunden",
    "Customers at risk",
    "Kunden, deren Post zurückkommt (hoch), oder mit denen seit 60 (niedrig), 90 (mittel) oder 120 Tagen"
    " (hoch) nichts war, ohne Aktivität ab der Anlage gezählt. Saisonbetriebe außerhalb der Saison, höchstens"
    " 12 Monate danach, sind nicht durch Stille gefährdet.",
    "Customers whose mail comes back (high), or with whom nothing happened for 60 (low), 90 (medium) or 120"
    " days (high), counted from creation when nothing ever did. Seasonal customers outside of their season,"
    " at most 12 months past it, are not at risk by silence.",
    at_risk,
)

FOOD_KPIS = (SAMPLE_SUCCESS, ROI_PIPELINE, PARTNER_SHARE, AT_RISK)
