"""What may be set about activities: which kinds are offered, and how far back they may lie."""

from decimal import Decimal

from crm_core.domain.fields.kinds import Text
from crm_core.domain.fields.numbers import Number
from crm_core.domain.settings.setting import Setting

OFFERED_KINDS = "features.activities.kinds"
MONTHS_BACK = "activities.monthsBack"

ACTIVITY_SETTINGS = (
    Setting(
        OFFERED_KINDS,
        Text(1000, min_length=0, pattern=r"([A-Z_]+(, ?[A-Z_]+)*)?"),
        "",
        label_de="Angebotene Arten von Aktivitäten (leer: alle)",
        label_en="Kinds of activities on offer (empty: all)",
    ),
    Setting(
        MONTHS_BACK,
        Number(minimum=Decimal(1), maximum=Decimal(120), places=0),
        24,
        label_de="Aktivitäten dürfen so viele Monate zurückliegen",
        label_en="Activities may lie so many months back",
    ),
)
