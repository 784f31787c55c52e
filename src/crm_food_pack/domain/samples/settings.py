"""What may be set about samples."""

from crm_core.domain.fields.kinds import Boolean, Text
from crm_core.domain.settings.setting import Setting

SAMPLES_FEATURE = "features.samples"
DEFAULT_KIT = "samples.defaultKit"
REJECT_PAST_DELIVERY = "samples.rejectPastDelivery"

SAMPLE_SETTINGS = (
    Setting(
        DEFAULT_KIT, Text(40), "CF-BASIS-5", label_de="Standard-Musterbox", label_en="Default sample kit"
    ),
    Setting(
        REJECT_PAST_DELIVERY,
        Boolean(),
        default=False,
        label_de="Liefertermine in der Vergangenheit ablehnen",
        label_en="Reject delivery dates in the past",
    ),
)
