"""The German and English words for verdicts and their reasons."""

from datetime import UTC, tzinfo

from attrs import evolve, frozen

from crm_core.domain.days import BERLIN
from crm_core.domain.leads.clocks import LapseReason
from crm_core.domain.leads.derivation import Cause, ChangeKind, DecidingRule, NextEvent, SegmentKind
from crm_core.domain.leads.protection import ProtectionState


@frozen(kw_only=True)
class Wording:
    verdicts: dict[ProtectionState | LapseReason, str]
    paused: str
    kinds: dict[SegmentKind, str]
    causes: dict[Cause, str]
    details: dict[str, str]
    rules: dict[DecidingRule, str]
    next_dates: dict[NextEvent, str]
    changes: dict[ChangeKind, str]
    instant: str
    spoken_instant: str
    days: tuple[str, str]
    hours: tuple[str, str]
    minutes: tuple[str, str]
    moment: str
    zone: tzinfo = UTC
    names_records: bool = True

    def as_spoken(self) -> "Wording":
        """For whoever reads a page: by the clocks of the business, without the ids of records."""
        return evolve(self, instant=self.spoken_instant, zone=BERLIN, names_records=False)


EN = Wording(
    verdicts={
        ProtectionState.PROTECTED: "On {at} the lead is protected. The base period ends on {base}.",
        ProtectionState.REMINDER_DUE: "On {at} the lead is protected. A reminder has been due since {since};"
        " without a delivered notice protection cannot end by inactivity. The base period ends on {base}.",
        ProtectionState.GRACE: "On {at} the lead is in the grace period, which began on {since}."
        " Protection ends on {until} unless something happens before.",
        LapseReason.BASE_PERIOD: "Protection ended on {since}, because the base period was over.",
        LapseReason.INACTIVITY: "Protection ended on {since}, because the grace period was over"
        " without a qualifying activity.",
    },
    paused="The clock is paused.",
    kinds={
        SegmentKind.RUNNING: "{start} to {end} ({length}): the clock runs; {cause}.",
        SegmentKind.REMINDER_DUE: "{start} to {end} ({length}): a reminder is due; {cause}.",
        SegmentKind.GRACE: "{start} to {end} ({length}): the grace period runs; {cause}.",
        SegmentKind.PAUSED: "{start} to {end} ({length}): the clock is paused; {cause}.",
        SegmentKind.LAPSED: "{start} to {end} ({length}): protection has ended; {cause}.",
    },
    causes={
        Cause.STARTED: "protection began on {at}",
        Cause.TRANSFERRED: "the lead was transferred on {at}",
        Cause.ACTIVITY: "qualifying activity on {at}: {detail}",
        Cause.PROGRESS_DAYS_OVER: "the days for progress were used up on {at}",
        Cause.NOTICE_DELIVERED: "the notice was delivered on {at}",
        Cause.RECORDED_LATE: "what would have ended protection before was only recorded on {at}",
        Cause.HOLD: "hold since {at}: {detail}",
        Cause.HOLD_ENDED: "the hold of {at} ended: {detail}",
        Cause.BASE_PERIOD_OVER: "the base period was over on {at}",
        Cause.GRACE_OVER: "the grace period was over on {at}",
    },
    details={
        "QUALIFIED_CALL": "qualified call",
        "CUSTOMER_REACTION": "reaction of the customer",
        "SCHEDULED_FOLLOWUP": "scheduled follow-up",
        "SAMPLE_FEEDBACK": "feedback on a sample",
        "ROI_PRESENTATION": "ROI presentation",
        "FFZ_PRICE_APPROVAL": "our price approval",
        "FFZ_SAMPLE_DELAY": "delay of our samples",
        "FFZ_SUPPLY_ISSUE": "our supply problem",
        "CUSTOMER_BLOCKED": "the customer is blocked",
        "OTHER": "other reason",
    },
    rules={
        DecidingRule.BASE_PERIOD: "Decided by the base period of {months} months"
        " with its extensions and pauses.",
        DecidingRule.PROGRESS: "Decided by the {progress} days in which an activity is expected.",
        DecidingRule.GRACE: "Decided by the grace period of {grace} days.",
    },
    next_dates={
        NextEvent.REMINDER_DUE: "Next date: on {at} a reminder falls due.",
        NextEvent.GRACE_ENDS: "Next date: on {at} the grace period ends.",
        NextEvent.BASE_PERIOD_ENDS: "Next date: on {at} the base period ends.",
    },
    changes={
        ChangeKind.ACTIVITY: "Smallest change: a qualifying activity before {before}.",
        ChangeKind.NOTICE_DELIVERED: "Smallest change: a delivered notice before {before}.",
        ChangeKind.EXTENSION: "Smallest change: an extension granted before {before}.",
        ChangeKind.ACTIVITY_AND_EXTENSION: "Smallest change: a qualifying activity and an extension,"
        " both before {before}.",
        ChangeKind.HOLD_ENDED: "Smallest change: the end of the hold.",
    },
    instant="%Y-%m-%d %H:%M UTC",
    spoken_instant="%d %b %Y, %H:%M",
    days=("day", "days"),
    hours=("hour", "hours"),
    minutes=("minute", "minutes"),
    moment="a moment",
)

DE = Wording(
    verdicts={
        ProtectionState.PROTECTED: "Am {at} ist der Lead geschützt. Die Grundfrist endet am {base}.",
        ProtectionState.REMINDER_DUE: "Am {at} ist der Lead geschützt. Seit {since} ist eine"
        " Erinnerung fällig; ohne zugestellte Erinnerung kann der Schutz nicht wegen Inaktivität enden."
        " Die Grundfrist endet am {base}.",
        ProtectionState.GRACE: "Am {at} läuft für den Lead die Nachfrist, die am {since} begann."
        " Der Schutz endet am {until}, wenn vorher nichts geschieht.",
        LapseReason.BASE_PERIOD: "Der Schutz endete am {since}, weil die Grundfrist abgelaufen war.",
        LapseReason.INACTIVITY: "Der Schutz endete am {since}, weil die Nachfrist"
        " ohne qualifizierte Aktivität abgelaufen war.",
    },
    paused="Die Uhr ruht.",
    kinds={
        SegmentKind.RUNNING: "{start} bis {end} ({length}): Die Uhr läuft; {cause}.",
        SegmentKind.REMINDER_DUE: "{start} bis {end} ({length}): Eine Erinnerung ist fällig; {cause}.",
        SegmentKind.GRACE: "{start} bis {end} ({length}): Die Nachfrist läuft; {cause}.",
        SegmentKind.PAUSED: "{start} bis {end} ({length}): Die Uhr ruht; {cause}.",
        SegmentKind.LAPSED: "{start} bis {end} ({length}): Der Schutz ist beendet; {cause}.",
    },
    causes={
        Cause.STARTED: "der Schutz begann am {at}",
        Cause.TRANSFERRED: "der Lead wurde am {at} übertragen",
        Cause.ACTIVITY: "qualifizierte Aktivität am {at}: {detail}",
        Cause.PROGRESS_DAYS_OVER: "die Tage für einen Fortschritt waren am {at} verbraucht",
        Cause.NOTICE_DELIVERED: "die Erinnerung wurde am {at} zugestellt",
        Cause.RECORDED_LATE: "was den Schutz vorher beendet hätte, wurde erst am {at} erfasst",
        Cause.HOLD: "Pause seit {at}: {detail}",
        Cause.HOLD_ENDED: "die Pause vom {at} endete: {detail}",
        Cause.BASE_PERIOD_OVER: "die Grundfrist war am {at} abgelaufen",
        Cause.GRACE_OVER: "die Nachfrist war am {at} abgelaufen",
    },
    details={
        "QUALIFIED_CALL": "qualifiziertes Gespräch",
        "CUSTOMER_REACTION": "Reaktion des Kunden",
        "SCHEDULED_FOLLOWUP": "terminierter Folgeschritt",
        "SAMPLE_FEEDBACK": "Rückmeldung zum Muster",
        "ROI_PRESENTATION": "ROI-Präsentation",
        "FFZ_PRICE_APPROVAL": "unsere Preisfreigabe",
        "FFZ_SAMPLE_DELAY": "Verzug unserer Muster",
        "FFZ_SUPPLY_ISSUE": "unser Lieferproblem",
        "CUSTOMER_BLOCKED": "Sperrzeit beim Kunden",
        "OTHER": "anderer Grund",
    },
    rules={
        DecidingRule.BASE_PERIOD: "Es entscheidet die Grundfrist von {months} Monaten"
        " samt Verlängerungen und Pausen.",
        DecidingRule.PROGRESS: "Es entscheiden die {progress} Tage, in denen eine Aktivität erwartet wird.",
        DecidingRule.GRACE: "Es entscheidet die Nachfrist von {grace} Tagen.",
    },
    next_dates={
        NextEvent.REMINDER_DUE: "Nächster Termin: Am {at} wird eine Erinnerung fällig.",
        NextEvent.GRACE_ENDS: "Nächster Termin: Am {at} endet die Nachfrist.",
        NextEvent.BASE_PERIOD_ENDS: "Nächster Termin: Am {at} endet die Grundfrist.",
    },
    changes={
        ChangeKind.ACTIVITY: "Kleinste Änderung: eine qualifizierte Aktivität vor dem {before}.",
        ChangeKind.NOTICE_DELIVERED: "Kleinste Änderung: eine zugestellte Erinnerung vor dem {before}.",
        ChangeKind.EXTENSION: "Kleinste Änderung: eine Verlängerung, gewährt vor dem {before}.",
        ChangeKind.ACTIVITY_AND_EXTENSION: "Kleinste Änderung: eine qualifizierte Aktivität"
        " und eine Verlängerung, beide vor dem {before}.",
        ChangeKind.HOLD_ENDED: "Kleinste Änderung: das Ende der Pause.",
    },
    instant="%d.%m.%Y %H:%M UTC",
    spoken_instant="%d.%m.%Y, %H:%M Uhr",
    days=("Tag", "Tage"),
    hours=("Stunde", "Stunden"),
    minutes=("Minute", "Minuten"),
    moment="ein Augenblick",
)
