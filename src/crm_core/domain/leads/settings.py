"""What may be set about protection: the numbers and readings of the contract, and who is told."""

from collections.abc import Iterable
from decimal import Decimal

from attrs import evolve

from crm_core.domain.access.role import Role
from crm_core.domain.fields.choices import MultiChoice
from crm_core.domain.fields.definition import Part
from crm_core.domain.fields.kinds import Choice
from crm_core.domain.fields.numbers import Number
from crm_core.domain.leads.notices import Channel
from crm_core.domain.leads.rules import (
    BASE_MONTHS,
    CONTRACT_2025,
    GRACE_DAYS,
    PROGRESS_DAYS,
    RULE_SETS,
    Ending,
    GraceStart,
    ProtectionRules,
)
from crm_core.domain.settings.resolve import resolve
from crm_core.domain.settings.setting import Merge, Scope, Seat, Setting, StoredValue

CHANNELS = "lead.protection.reminder.channels"
NOTIFIED_ROLES = "lead.protection.notify.roles"
OWN_RULES = "tenant"  # the name of rules that are none of the named sets


def _whole(key: str, within: range, default: int, label_de: str, label_en: str) -> Setting:
    kind = Number(minimum=Decimal(within[0]), maximum=Decimal(within[-1]), places=0)
    return Setting(f"lead.protection.{key}", kind, default, label_de, label_en)


_MONTHS = _whole(
    "baseMonths", BASE_MONTHS, CONTRACT_2025.base_months, "Schutz insgesamt (Monate)", "Protection (months)"
)
_PROGRESS = _whole(
    "progressDays",
    PROGRESS_DAYS,
    CONTRACT_2025.progress_days,
    "Erinnerung nach (Tagen ohne Aktivität)",
    "Reminder after (days without activity)",
)
_GRACE = _whole("graceDays", GRACE_DAYS, CONTRACT_2025.grace_days, "Nachfrist (Tage)", "Grace period (days)")
_GRACE_START = Setting(
    "lead.protection.graceStart",
    Choice(tuple(GraceStart)),
    CONTRACT_2025.grace_start,
    label_de="Beginn der Nachfrist",
    label_en="Grace period starts",
    parts=(
        Part("ON_DELIVERED_NOTICE", "mit zugestellter Erinnerung", "with a delivered notice"),
        Part("AUTOMATIC", "von selbst, auch ohne Erinnerung", "by itself, also without a notice"),
    ),
)
_ENDING = Setting(
    "lead.protection.ending",
    Choice(tuple(Ending)),
    CONTRACT_2025.ending,
    label_de="Ende des Schutzes",
    label_en="Protection ends",
    parts=(
        Part("EARLIEST", "mit der ersten abgelaufenen Frist", "with the first period that runs out"),
        Part("SUM", "nach der Summe aller Fristen", "after the sum of all periods"),
    ),
)
_CHANNELS = Setting(
    CHANNELS,
    MultiChoice(("EMAIL", "INAPP")),
    ("EMAIL", "INAPP"),
    label_de="Erinnerungen gehen hinaus über",
    label_en="Reminders go out by",
    parts=(Part("EMAIL", "E-Mail", "e-mail"), Part("INAPP", "Posteingang im CRM", "inbox in the CRM")),
)
_ROLES = (Role.TEAM_LEAD, Role.MANAGER, Role.ADMIN)
_NOTIFIED = Setting(
    NOTIFIED_ROLES,
    MultiChoice(tuple(_ROLES)),
    (Role.TEAM_LEAD,),
    label_de="Wer außer dem Inhaber erfährt, wenn Schutz endet",
    label_en="Who besides the owner is told when protection ends",
    scopes=(Scope.GLOBAL, Scope.TENANT, Scope.ORG),
    merge=Merge.UNION,
    parts=(
        Part("team-lead", "Teamleitung", "team lead"),
        Part("manager", "Vertriebsleitung", "manager"),
        Part("admin", "Administration", "administration"),
    ),
)
LEAD_SETTINGS = (*(_MONTHS, _PROGRESS, _GRACE, _GRACE_START, _ENDING), _CHANNELS, _NOTIFIED)


def rules_set(stored: Iterable[StoredValue]) -> ProtectionRules:
    """The rules by which assignments are judged that start now; running ones keep theirs."""
    stored = list(stored)
    rules = ProtectionRules(
        name=OWN_RULES,
        base_months=int(str(resolve(_MONTHS, stored).value)),
        progress_days=int(str(resolve(_PROGRESS, stored).value)),
        grace_days=int(str(resolve(_GRACE, stored).value)),
        grace_start=GraceStart(str(resolve(_GRACE_START, stored).value)),
        ending=Ending(str(resolve(_ENDING, stored).value)),
    )
    named = (one for one in RULE_SETS.values() if evolve(one, name=OWN_RULES) == rules)
    return next(named, rules)


def notified_roles_set(stored: Iterable[StoredValue], region: str | None) -> tuple[str, ...]:
    """Who besides the owner is told of leads of this region."""
    chosen = resolve(_NOTIFIED, stored, Seat(region)).value
    return tuple(str(one) for one in chosen) if isinstance(chosen, tuple) else ()


def channels_set(stored: Iterable[StoredValue]) -> tuple[Channel, ...]:
    """The ways on which reminders go out now."""
    chosen = resolve(_CHANNELS, stored).value
    return tuple(Channel(str(one)) for one in chosen) if isinstance(chosen, tuple) else ()
