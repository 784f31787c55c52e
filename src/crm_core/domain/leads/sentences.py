"""A derivation in plain sentences, German or English."""

from datetime import datetime, timedelta

from attrs import frozen

from crm_core.domain.language import Language
from crm_core.domain.leads.derivation import Derivation, Segment, replay
from crm_core.domain.leads.intervals import DAY
from crm_core.domain.leads.protection import ProtectionState, Verdict
from crm_core.domain.leads.wording import DE, EN, Wording

WORDINGS = {Language.DE: DE, Language.EN: EN}


@frozen
class Told:
    """What a person reads: the verdict, its history line by line, and what comes next."""

    verdict: str
    segments: tuple[str, ...]
    decided_by: str
    next_date: str | None
    change: str

    @property
    def lines(self) -> tuple[str, ...]:
        following = () if self.next_date is None else (self.next_date,)
        return (self.verdict, *self.segments, self.decided_by, *following, self.change)


def tell(derivation: Derivation, language: Language, *, spoken: bool = False) -> Told:
    """As evidence in UTC with every record's id, or as it is spoken where the business works."""
    words = WORDINGS[language].as_spoken() if spoken else WORDINGS[language]
    outcome = replay(derivation)
    following, change = derivation.next_date, derivation.change
    return Told(
        verdict=_verdict(derivation, outcome, words),
        segments=tuple(_segment(segment, words) for segment in derivation.segments),
        decided_by=words.rules[derivation.decided_by].format(
            months=derivation.rules.base_months,
            progress=derivation.rules.progress_days,
            grace=derivation.rules.grace_days,
        ),
        next_date=None
        if following is None
        else words.next_dates[following.event].format(at=_instant(following.at, words)),
        change=words.changes[change.kind].format(
            before="" if change.before is None else _instant(change.before, words)
        ),
    )


def cause_spoken(segment: Segment, language: Language) -> str:
    """Why a segment is what it is, in a few words."""
    return _cause(segment, WORDINGS[language].as_spoken())


def length_spoken(length: timedelta, language: Language) -> str:
    return _length(length, WORDINGS[language])


def _verdict(derivation: Derivation, outcome: Verdict, words: Wording) -> str:
    key = outcome.state if outcome.expired_reason is None else outcome.expired_reason
    since = _since(derivation, outcome)
    sentence = words.verdicts[key].format(
        at=_instant(derivation.at, words),
        since=_instant(since, words),
        base=_instant(outcome.base_expiry_at, words),
        until=_instant(outcome.valid_until, words),
    )
    return f"{sentence} {words.paused}" if outcome.clock_paused else sentence


def _since(derivation: Derivation, outcome: Verdict) -> datetime:
    """When the state of the verdict began."""
    if outcome.state is ProtectionState.EXPIRED:
        return outcome.valid_until
    if outcome.state is ProtectionState.REMINDER_DUE and outcome.reminder_due_at is not None:
        return outcome.reminder_due_at
    return derivation.window_from if derivation.grace_from is None else derivation.grace_from


def _segment(segment: Segment, words: Wording) -> str:
    template = words.kinds[segment.kind]
    return template.format(
        start=_instant(segment.start, words),
        end=_instant(segment.end, words),
        length=_length(segment.end - segment.start, words),
        cause=_cause(segment, words),
    )


def _cause(segment: Segment, words: Wording) -> str:
    detail = segment.source.detail or ""
    sentence = words.causes[segment.cause].format(
        detail=words.details.get(detail, detail), at=_instant(segment.source.at, words)
    )
    names_none = segment.source.ref is None or not words.names_records
    return sentence if names_none else f"{sentence} [{segment.source.ref}]"


def _instant(instant: datetime, words: Wording) -> str:
    return instant.astimezone(words.zone).strftime(words.instant)


def _length(length: timedelta, words: Wording) -> str:
    minutes = length // timedelta(minutes=1)
    parts = (
        (length // DAY, words.days),
        (minutes // 60 % 24, words.hours),
        (minutes % 60, words.minutes),
    )
    spoken = [f"{count} {one if count == 1 else many}" for count, (one, many) in parts if count]
    return " ".join(spoken) or words.moment
