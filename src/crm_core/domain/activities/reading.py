"""How an activity's input becomes an entry: every bad field named at once, and time within its limits."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from attrs import frozen

from crm_core.domain.activities.activity import Entry, entry_record
from crm_core.domain.activities.activity_type import ActivityType
from crm_core.domain.activities.dictionary import Dictionary
from crm_core.domain.days import months_before
from crm_core.domain.fields.faults import Faults
from crm_core.domain.fields.kinds import Instant, Text
from crm_core.domain.fields.merge_patch import merged
from crm_core.domain.fields.record import Member, Record
from crm_core.domain.party import party_of

SKEW = timedelta(minutes=5)  # by which a caller's clock may be ahead of ours
AT = "/occurredAt"
FIXED = ("customerId", "leadId", "kind")
WITHDRAWAL = Record((Member("reason", Text(500, min_length=3), required=True),))


@frozen
class Limits:
    """How far back an activity may lie."""

    now: datetime
    months_back: int = 24

    def check(self, occurred_at: object, faults: Faults) -> None:
        if not isinstance(occurred_at, datetime):
            return
        if occurred_at > self.now + SKEW:
            faults.add(AT, "in-future")
        elif occurred_at < months_before(self.now, self.months_back):
            faults.add(AT, "too-long-ago", months=self.months_back)


def read_entry(raw: object, *, dictionary: Dictionary, limits: Limits) -> Entry:
    """A new activity as its kind's form reads it."""
    faults = Faults()
    read = dictionary.read(raw, faults)
    if isinstance(raw, Mapping) and raw.get("occurredAt") is not None:
        limits.check(Instant().parse(raw["occurredAt"], AT, Faults()), faults)
    faults.refuse_if_any()
    assert read is not None  # noqa: S101 - nothing was refused, so it was read
    return _entry(*read, now=limits.now)


def _entry(kind: ActivityType, values: Mapping[str, object], *, now: datetime) -> Entry:
    occurred_at, note = values["occurredAt"], values["note"]
    return Entry(
        kind=kind.kind,
        party=party_of(values),
        occurred_at=occurred_at if isinstance(occurred_at, datetime) else now,
        note=str(note) if note else None,
        content={member.key: values[member.key] for member in kind.content.members},
    )


def read_correction(entry: Entry, patch: object, *, of: ActivityType, limits: Limits) -> Entry:
    """An entry with a merge patch on it: whom it is about and of which kind it is stay as they are."""
    faults = Faults()
    if not isinstance(patch, Mapping):
        faults.add("", "wrong-type", expected="object")
        faults.refuse_if_any()
    assert isinstance(patch, Mapping)  # noqa: S101 - refused above otherwise
    before = entry_record(entry, of)
    for key in FIXED:
        if key in patch and patch[key] != before.get(key):
            faults.add(f"/{key}", "cannot-change")
    target = merged(before, {key: value for key, value in patch.items() if key not in FIXED})
    values = of.form.parse(target, "", faults)
    corrected = values["occurredAt"] if isinstance(values, Mapping) else None
    if corrected != entry.occurred_at:
        limits.check(corrected, faults)
    faults.refuse_if_any()
    assert isinstance(values, Mapping)  # noqa: S101 - a record reads an object or adds a fault
    return _entry(of, values, now=entry.occurred_at)
