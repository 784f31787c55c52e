"""The activities of every trade: what people simply note, and what counts as progress on a lead."""

from crm_core.domain.activities.activity_type import ActivityType, Target
from crm_core.domain.fields.definition import Part
from crm_core.domain.fields.kinds import Text
from crm_core.domain.fields.record import Member

EVIDENCE = Member("evidence", Text(1000))


def _progress(kind: str, label_de: str, label_en: str) -> ActivityType:
    return ActivityType(
        kind,
        label_de,
        label_en,
        target=Target.LEAD,
        payload=(EVIDENCE,),
        is_progress=True,
        parts=(Part("evidence", "Nachweis", "Evidence"),),
    )


CORE_ACTIVITY_TYPES = (
    ActivityType("NOTE", "Notiz", "Note"),
    ActivityType("CALL", "Telefonat", "Call"),
    ActivityType("EMAIL", "E-Mail", "E-mail"),
    ActivityType("MEETING", "Treffen", "Meeting"),
    _progress("QUALIFIED_CALL", "Qualifiziertes Telefonat", "Qualified call"),
    _progress("CUSTOMER_REACTION", "Reaktion des Kunden", "Customer's reaction"),
    _progress("SCHEDULED_FOLLOWUP", "Vereinbarter Folgetermin", "Scheduled follow-up"),
    _progress("SAMPLE_FEEDBACK", "Rückmeldung zum Muster", "Sample feedback"),
    _progress("ROI_PRESENTATION", "Vorstellung der Wirtschaftlichkeit", "ROI presentation"),
)
