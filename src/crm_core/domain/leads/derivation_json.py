"""A derivation as JSON: complete, so that whoever reads it can add up the segments and check the verdict."""

from datetime import datetime

from crm_core.domain.leads.codec import write_instant, write_verdict
from crm_core.domain.leads.derivation import Derivation, Segment, Source, replay
from crm_core.domain.leads.rules_form import rules_record


def write_derivation(derivation: Derivation) -> dict[str, object]:
    following, change = derivation.next_date, derivation.change
    return {
        "at": write_instant(derivation.at),
        "verdict": write_verdict(replay(derivation)),
        "rules": rules_record(derivation.rules),
        "startedAt": write_instant(derivation.started_at),
        "basePeriodSeconds": derivation.base_period.total_seconds(),
        "baseRestartedAt": _or_null(derivation.base_restarted_at),
        "lastQualActivityAt": _or_null(derivation.last_activity_at),
        "progressFrom": write_instant(derivation.window_from),
        "graceFrom": _or_null(derivation.grace_from),
        "pausedBy": None if derivation.paused_by is None else _source(derivation.paused_by),
        "segments": [_segment(segment) for segment in derivation.segments],
        "decidedBy": derivation.decided_by.value,
        "nextDate": None
        if following is None
        else {"event": following.event.value, "at": write_instant(following.at)},
        "smallestChange": {"change": change.kind.value, "before": _or_null(change.before)},
    }


def _segment(segment: Segment) -> dict[str, object]:
    return {
        "from": write_instant(segment.start),
        "to": write_instant(segment.end),
        "seconds": (segment.end - segment.start).total_seconds(),
        "kind": segment.kind.value,
        "cause": segment.cause.value,
        "source": _source(segment.source),
    }


def _source(source: Source) -> dict[str, object]:
    return {"at": write_instant(source.at), "detail": source.detail, "ref": source.ref}


def _or_null(instant: datetime | None) -> str | None:
    return None if instant is None else write_instant(instant)
