"""What may be set about profitability."""

from crm_core.domain.fields.kinds import Boolean
from crm_core.domain.settings.setting import Setting

STRICT_SCENARIO = "features.roi.strictScenario"
UPDATE_POTENTIAL = "features.roi.updatePotential"

ROI_SETTINGS = (
    Setting(
        STRICT_SCENARIO,
        Boolean(),
        default=False,
        label_de="Beratungen müssen eine gespeicherte Rechnung nennen",
        label_en="Consultations must name a saved calculation",
    ),
    Setting(
        UPDATE_POTENTIAL,
        Boolean(),
        default=False,
        label_de="Beratungen schreiben das Potenzial fort",
        label_en="Consultations update the potential",
    ),
)
