"""What the food trade expects after what, and until when."""

from decimal import Decimal

from crm_core.domain.fields.numbers import Number
from crm_core.domain.follow_ups.matching import Completion, FieldDay, Happened
from crm_core.domain.follow_ups.sla import Counting, Notch, SlaRule, Step, Terms
from crm_core.domain.settings.setting import Setting

SAMPLE_FEEDBACK = SlaRule(
    "sample-feedback",
    "Rückmeldung zum Muster einholen",
    "Ask for feedback on the sample",
    trigger=Happened(
        "sample.status.changed", at="eventAt", source="sampleId", where={"newStatus": "DELIVERED"}
    ),
    terms=Terms(
        5,
        Counting.WORKING_DAYS,
        steps=(
            Step(Notch.REMINDER, 3, "followUps.sampleFeedback.firstReminderDays"),
            Step(Notch.REMINDER, 7, "followUps.sampleFeedback.secondReminderDays"),
            Step(Notch.ESCALATION, 10, "followUps.sampleFeedback.escalationDays"),
        ),
    ),
    completed_by=(Completion(("PRODUCTTEST_FEEDBACK",), names_source="sampleId"),),
    setting="followUps.sampleFeedback.workingDays",
)

ROI_FOLLOW_UP = SlaRule(
    "roi-follow-up",
    "Nach der ROI-Beratung nachfassen",
    "Follow up on the ROI consultation",
    trigger=Happened(
        "activity.created", at="occurredAt", source="activityId", where={"kind": "ROI_CONSULTATION"}
    ),
    terms=Terms(7, Counting.CALENDAR_DAYS),
    completed_by=(Completion(("ROI_CONSULTATION", "MEETING", "CALL"), only_later=True),),
    setting="followUps.roi.days",
)

MENU_APPOINTMENT = SlaRule(
    "menu-appointment",
    "Menü für die Saison festlegen",
    "Settle the menu for the season",
    trigger=FieldDay("seasonal_menu_cycle", "season_start"),
    terms=Terms(-14, Counting.CALENDAR_DAYS, pausable=False),
    completed_by=(Completion(("MENU_INTEGRATION",), outcome="MENU_LOCKED"),),
)

DECISION_ALIGNMENT = SlaRule(
    "decision-alignment",
    "Entscheider vor der Vertragsverlängerung abstimmen",
    "Align those who decide before the contract renews",
    trigger=FieldDay("current_supplier_contracts", "renewal_date"),
    terms=Terms(-30, Counting.CALENDAR_DAYS, pausable=False),
    completed_by=(Completion(("DECISION_ALIGNMENT",), outcome="ALIGNED"),),
)


def _days(key: str, default: int, label_de: str, label_en: str, *, least: int) -> Setting:
    kind = Number(minimum=Decimal(least), maximum=Decimal(90), places=0)
    return Setting(key, kind, default, label_de, label_en)


_SAMPLE = "followUps.sampleFeedback"
DEADLINE_SETTINGS = (
    _days(
        f"{_SAMPLE}.workingDays", 5, "Rückmeldung zum Muster nach (Werktagen)",
        "Feedback on a sample within (working days)", least=1,
    ),
    _days(
        f"{_SAMPLE}.firstReminderDays", 3, "Erste Erinnerung nach (Tagen, 0: keine)",
        "First reminder after (days, 0: none)", least=0,
    ),
    _days(
        f"{_SAMPLE}.secondReminderDays", 7, "Zweite Erinnerung nach (Tagen, 0: keine)",
        "Second reminder after (days, 0: none)", least=0,
    ),
    _days(
        f"{_SAMPLE}.escalationDays", 10, "Teamleitung wird gefragt nach (Tagen, 0: nie)",
        "Team lead is asked after (days, 0: never)", least=0,
    ),
    _days("followUps.roi.days", 7, "Nachfassen zur ROI-Beratung nach (Tagen)",
          "Follow-up on an ROI consultation within (days)", least=1),
)  # fmt: skip
