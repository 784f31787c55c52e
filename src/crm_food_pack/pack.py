"""The food pack: everything that selling convenience food to kitchens adds to the core."""

from decimal import Decimal

from crm_core.domain.fields.kinds import Boolean
from crm_core.domain.fields.numbers import Number
from crm_core.domain.settings.setting import Setting
from crm_core.pack import Pack
from crm_core.ports.lead_scoring import LEAD_SCORING
from crm_food_pack.demo.products import DemoCatalogue
from crm_food_pack.domain.activity_types import FOOD_ACTIVITY_TYPES
from crm_food_pack.domain.deadlines import DEADLINE_SETTINGS
from crm_food_pack.domain.fields import FIELDS
from crm_food_pack.domain.hot_columns import HOT_COLUMNS
from crm_food_pack.domain.kpis.declared import FOOD_KPIS
from crm_food_pack.domain.roi.events import RoiConsultationUpdated
from crm_food_pack.domain.roi.settings import ROI_SETTINGS
from crm_food_pack.domain.samples.events import SAMPLE_FACTS
from crm_food_pack.domain.samples.settings import SAMPLE_SETTINGS, SAMPLES_FEATURE
from crm_food_pack.domain.scoring.food_scoring import FoodScoring
from crm_food_pack.ports.product_catalogue import PRODUCT_CATALOGUE
from crm_food_pack.ports.roi_paper import ROI_PAPER, NoRoiPaper
from crm_food_pack.ports.roi_scenario_readings import ROI_SCENARIO_READINGS
from crm_food_pack.ports.roi_scenarios import ROI_SCENARIOS
from crm_food_pack.ports.sample_readings import SAMPLE_READINGS
from crm_food_pack.ports.samples import SAMPLES
from crm_food_pack.use_cases.product_tests import product_tests
from crm_food_pack.use_cases.samples_as_things import SampleThing
from crm_food_pack.use_cases.scenarios_as_things import ScenarioThing

_FLAGS = (
    (SAMPLES_FEATURE, "Muster", "Samples"),
    ("features.activities.b2b_food", "Aktivitäten des Lebensmittelhandels", "Activities of the food trade"),
    ("features.fields.bridge", "Dynamische Felder", "Dynamic fields"),
)

FOOD = Pack(
    "food",
    settings=(
        *(Setting(key, Boolean(), True, label_de=de, label_en=en) for key, de, en in _FLAGS),
        Setting(
            "kpi.staleAfterSeconds",
            Number(minimum=Decimal(30), maximum=Decimal(86_400), places=0),
            900,
            label_de="Kennzahlen gelten als veraltet nach (Sekunden)",
            label_en="Figures count as stale after (seconds)",
        ),
        *SAMPLE_SETTINGS,
        *ROI_SETTINGS,
        *DEADLINE_SETTINGS,
    ),
    facts=(*SAMPLE_FACTS, RoiConsultationUpdated),
    activity_types=FOOD_ACTIVITY_TYPES,
    kpis=FOOD_KPIS,
    fields=FIELDS,
    hot_columns=HOT_COLUMNS,
    unit_ports=(ROI_SCENARIOS, SAMPLES),
    world_ports=(LEAD_SCORING, PRODUCT_CATALOGUE, ROI_PAPER, ROI_SCENARIO_READINGS, SAMPLE_READINGS),
    defaults={LEAD_SCORING: FoodScoring(), PRODUCT_CATALOGUE: DemoCatalogue(), ROI_PAPER: NoRoiPaper()},
    timeline_kinds=("SAMPLE_REQUESTED", "SAMPLE_STATUS"),
    keep_words=(SAMPLES,),
    consumers=(product_tests,),
    things={"sample": SampleThing(), "roi-scenario": ScenarioThing()},
)
