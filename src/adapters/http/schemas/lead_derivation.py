"""How the derivation of a verdict travels; the core writes it, these forms describe it."""

from datetime import datetime

import msgspec

from adapters.http.schemas.lead_protection import VerdictForm
from adapters.http.schemas.leads import RulesForm
from crm_core.domain.language import Language
from crm_core.domain.leads.derivation import Cause, ChangeKind, DecidingRule, NextEvent, SegmentKind


class SourceForm(msgspec.Struct, rename="camel", frozen=True):
    """The fact behind a stretch: its instant, its kind or reason, and the record it came from."""

    at: datetime
    detail: str | None
    ref: str | None


class SegmentForm(msgspec.Struct, rename="camel", frozen=True):
    """One stretch of time; together they cover everything from the start without gap or overlap."""

    from_: datetime = msgspec.field(name="from")
    to: datetime
    seconds: float
    kind: SegmentKind
    cause: Cause
    source: SourceForm


class NextDateForm(msgspec.Struct, rename="camel", frozen=True):
    """What will happen next if nothing is recorded."""

    event: NextEvent
    at: datetime


class SmallestChangeForm(msgspec.Struct, rename="camel", frozen=True):
    """One fact, recorded before the instant named, after which the verdict would be another."""

    change: ChangeKind
    before: datetime | None


class DerivationForm(msgspec.Struct, rename="camel", frozen=True):
    """Why a verdict is what it is: adding up the segments gives it."""

    at: datetime
    verdict: VerdictForm
    rules: RulesForm
    started_at: datetime
    base_period_seconds: float
    base_restarted_at: datetime | None
    last_qual_activity_at: datetime | None
    progress_from: datetime
    grace_from: datetime | None
    paused_by: SourceForm | None
    segments: list[SegmentForm]
    decided_by: DecidingRule
    next_date: NextDateForm | None
    smallest_change: SmallestChangeForm
    lang: Language
    sentences: list[str]
