"""How an activity was recorded and corrected: each version with what is other than before."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from itertools import pairwise

from attrs import frozen

from adapters.web.activity_words import outcome_called, told
from adapters.web.values.controls import Options
from adapters.web.visit import Visit
from crm_core.domain.activities.activity import Activity

NOTHING = "–"


@frozen
class Changed:
    label: str
    before: str
    after: str


@frozen
class Version:
    """Recorded, corrected or withdrawn; the last two say what is other than before."""

    what: str
    at: datetime
    who: str | None
    changes: tuple[Changed, ...] = ()
    reason: str = ""


def versions_in_words(
    visit: Visit, versions: Sequence[Activity], territory: str, pointed: Mapping[str, Options]
) -> list[Version]:
    """The newest first, as they come."""
    lines = [_lines(visit, one, territory, pointed) for one in versions]
    later = [
        _later(visit, one, _changes(*both)) for one, both in zip(versions, pairwise(lines), strict=False)
    ]
    first = versions[-1]
    return [*later, Version("recorded", first.recorded_at, visit.name_of(first.author))]


def _later(visit: Visit, one: Activity, changes: tuple[Changed, ...]) -> Version:
    if one.withdrawal is not None:
        gone = one.withdrawal
        return Version("withdrawn", gone.at, visit.name_of(gone.by), reason=gone.reason)
    at = one.corrected_at or one.recorded_at
    return Version("corrected", at, visit.name_of(one.corrected_by), changes)


def _lines(visit: Visit, one: Activity, territory: str, pointed: Mapping[str, Options]) -> Mapping[str, str]:
    """Everything that a correction can change, by its label."""
    entry = one.entry
    said = {visit.say("activity.when"): visit.tongue.moment(entry.occurred_at)}
    if one.outcome is not None:
        said[visit.say("activity.outcome")] = outcome_called(visit, entry.kind, one.outcome)
    said |= {part.label: part.value.line for part in told(visit, one, territory, pointed)}
    return said | ({visit.say("activity.note"): entry.note} if entry.note else {})


def _changes(after: Mapping[str, str], before: Mapping[str, str]) -> tuple[Changed, ...]:
    labels = {**before, **after}
    return tuple(
        Changed(label, before.get(label, NOTHING), after.get(label, NOTHING))
        for label in labels
        if before.get(label) != after.get(label)
    )
