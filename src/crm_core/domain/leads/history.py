"""The facts an assignment's protection follows from: what happened, when, and when it was recorded."""

from datetime import datetime, timedelta
from enum import StrEnum

from attrs import Factory, field, frozen
from attrs.converters import optional

from crm_core.domain.leads.intervals import in_utc

QUALIFYING_KINDS = frozenset(
    ["QUALIFIED_CALL", "CUSTOMER_REACTION", "SCHEDULED_FOLLOWUP", "SAMPLE_FEEDBACK", "ROI_PRESENTATION"]
)
RECORDED_IN_TIME = timedelta(days=7)


class HoldReason(StrEnum):
    FFZ_PRICE_APPROVAL = "FFZ_PRICE_APPROVAL"
    FFZ_SAMPLE_DELAY = "FFZ_SAMPLE_DELAY"
    FFZ_SUPPLY_ISSUE = "FFZ_SUPPLY_ISSUE"
    CUSTOMER_BLOCKED = "CUSTOMER_BLOCKED"
    OTHER = "OTHER"


@frozen(kw_only=True)
class Activity:
    """Something that happened between people. `ref` names the record it came from; no rule looks at it."""

    kind: str
    occurred_at: datetime = field(converter=in_utc)
    credited_to_owner: bool = True
    recorded_at: datetime = field(converter=in_utc, default=Factory(lambda self: self.occurred_at, True))
    confirmed_at: datetime | None = field(converter=optional(in_utc), default=None)
    withdrawn_at: datetime | None = field(converter=optional(in_utc), default=None)
    ref: str | None = None

    @property
    def qualifies(self) -> bool:
        return self.credited_to_owner and self.kind in QUALIFYING_KINDS

    @property
    def known_at(self) -> datetime | None:
        """When it begins to count; never, while a late record waits for a team lead."""
        if self.recorded_at - self.occurred_at <= RECORDED_IN_TIME:
            return max(self.recorded_at, self.occurred_at)
        return None if self.confirmed_at is None else max(self.recorded_at, self.confirmed_at)


@frozen(kw_only=True)
class Hold:
    """A stretch `[start, end)` that stops the clock. Its start and its end are two facts."""

    start: datetime = field(converter=in_utc)
    end: datetime | None = field(converter=optional(in_utc), default=None)
    reason: HoldReason = HoldReason.OTHER
    recorded_at: datetime = field(converter=in_utc, default=Factory(lambda self: self.start, True))
    end_recorded_at: datetime | None = field(converter=optional(in_utc), default=None)
    ref: str | None = None

    @property
    def known_at(self) -> datetime:
        return max(self.recorded_at, self.start)

    @property
    def end_known_at(self) -> datetime | None:
        """An end that was given without its recording was recorded when it came."""
        if self.end is None:
            return None
        return max(self.known_at, self.end if self.end_recorded_at is None else self.end_recorded_at)


@frozen(kw_only=True)
class Notice:
    """One attempt to deliver the reminder. `recorded_at` is the recording of the delivery."""

    sent_at: datetime = field(converter=in_utc)
    delivered_at: datetime | None = field(converter=optional(in_utc), default=None)
    recorded_at: datetime | None = field(converter=optional(in_utc), default=None)
    bounced_at: datetime | None = field(converter=optional(in_utc), default=None)
    ref: str | None = None

    @property
    def known_at(self) -> datetime | None:
        if self.delivered_at is None:
            return None
        return self.delivered_at if self.recorded_at is None else max(self.delivered_at, self.recorded_at)


@frozen(kw_only=True)
class Extension:
    """A longer base period, granted in months or in days."""

    granted_at: datetime = field(converter=in_utc)
    months: int = 0
    days: int = 0
    recorded_at: datetime = field(converter=in_utc, default=Factory(lambda self: self.granted_at, True))
    ref: str | None = None

    @property
    def known_at(self) -> datetime:
        return max(self.recorded_at, self.granted_at)


@frozen(kw_only=True)
class ProtectionHistory:
    """One assignment: its base clock starts at `started_at`, its progress clock at `inactivity_from`."""

    started_at: datetime = field(converter=in_utc)
    inactivity_from: datetime = field(converter=in_utc, default=Factory(lambda self: self.started_at, True))
    activities: tuple[Activity, ...] = ()
    holds: tuple[Hold, ...] = ()
    notices: tuple[Notice, ...] = ()
    extensions: tuple[Extension, ...] = ()
