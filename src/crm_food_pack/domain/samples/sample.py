"""A sample: goods on their way to a kitchen, and what became of them; every step kept as it was recorded."""

from datetime import date, datetime, timedelta
from typing import NewType
from uuid import UUID

from attrs import evolve, frozen

from crm_core.domain.fields.faults import Faults
from crm_core.domain.hiding import Hide, hidden_or_none
from crm_core.domain.ids import TenantId, UserId
from crm_core.domain.party import Party
from crm_core.domain.refusals import unknown_reference
from crm_food_pack.domain.samples.refusals import SampleIsFinal
from crm_food_pack.domain.samples.status import FINAL, JUDGED, SampleStatus, refuse_step

SampleId = NewType("SampleId", UUID)
SKEW = timedelta(minutes=5)  # by which a caller's clock may be ahead of ours


@frozen
class Item:
    sku: str
    quantity: int


@frozen
class Wanted:
    """What a sample consists of and where it goes."""

    items: tuple[Item, ...]
    delivery_date: date
    kit_id: str | None = None
    delivery_address: str | None = None
    contact_email: str | None = None
    notes: str | None = None


@frozen
class Step:
    """One change of status: when it happened, when and by whom it was recorded, which activity caused it."""

    old: SampleStatus
    new: SampleStatus
    event_at: datetime
    recorded_at: datetime
    by: UserId
    activity_id: UUID | None = None


@frozen
class Verdict:
    """What a kitchen's feedback says, and when it was given."""

    status: SampleStatus
    activity_id: UUID
    given_at: datetime

    def step(self, old: SampleStatus, *, by: UserId, now: datetime) -> Step:
        """A caller's clock may be ahead of ours: nothing is judged later than it is recorded."""
        return Step(old, self.status, min(self.given_at, now), now, by, self.activity_id)


@frozen
class Sample:
    """A sample at one version; `steps` are in the order of their recording."""

    id: SampleId
    tenant_id: TenantId
    party: Party
    wanted: Wanted
    created_by: UserId
    created_at: datetime
    steps: tuple[Step, ...] = ()
    version: int = 1

    @property
    def status(self) -> SampleStatus:
        return self.steps[-1].new if self.steps else SampleStatus.REQUESTED

    @property
    def last_event_at(self) -> datetime:
        return self.steps[-1].event_at if self.steps else self.created_at

    @property
    def updated_at(self) -> datetime:
        return self.steps[-1].recorded_at if self.steps else self.created_at

    def moved(
        self, new: SampleStatus, *, by: UserId, now: datetime, event_at: datetime | None = None
    ) -> "Sample":
        """The sample at another status; the same value when it is there already."""
        happened = _happened(event_at, now)
        if new is self.status and new is not SampleStatus.REQUESTED:
            return self
        refuse_step(self.status, new)
        return self._with(Step(self.status, new, happened, now, by))

    def judged(self, verdict: "Verdict", *, by: UserId, now: datetime) -> "Sample":
        """The sample as the kitchen's feedback leaves it; it is judged once."""
        refuse_step(self.status, verdict.status)
        return self._with(verdict.step(self.status, by=by, now=now))

    def rejudged(self, verdict: "Verdict", *, by: UserId, now: datetime) -> "Sample":
        """After the feedback was corrected; a status that this feedback had not set stays as it is."""
        step = verdict.step(self.status, by=by, now=now)
        is_known = (step.new, step.event_at) == (self.status, self.last_event_at)
        if is_known or not self._stands_by(verdict.activity_id):
            return self
        if verdict.status not in JUDGED:
            raise SampleIsFinal(status=str(self.status))
        return self._with(step)

    def unjudged(self, activity_id: UUID, *, by: UserId, now: datetime) -> "Sample":
        """After the feedback was withdrawn: delivered again, if this feedback had moved it."""
        if not self._stands_by(activity_id):
            return self
        return self._with(Step(self.status, SampleStatus.DELIVERED, now, now, by))

    def without_words(self, hide: Hide) -> "Sample":
        """Where it went, whom one writes to and what was noted is nobody's any more."""
        w = self.wanted
        hidden = (hidden_or_none(one, hide) for one in (w.delivery_address, w.contact_email, w.notes))
        address, email, notes = hidden
        return evolve(self, wanted=evolve(w, delivery_address=address, contact_email=email, notes=notes))

    @property
    def is_final(self) -> bool:
        return self.status in FINAL

    def _stands_by(self, activity_id: UUID) -> bool:
        return self.status in JUDGED and self.steps[-1].activity_id == activity_id

    def _with(self, step: Step) -> "Sample":
        return evolve(self, steps=(*self.steps, step), version=self.version + 1)


def _happened(event_at: datetime | None, now: datetime) -> datetime:
    """An event may be recorded late, and not before it happens."""
    faults = Faults()
    if event_at is not None and event_at > now + SKEW:
        faults.add("/eventAt", "in-future")
    faults.refuse_if_any()
    return now if event_at is None else event_at


def sample_of(found: Sample | None, party: Party) -> Sample:
    """The sample that an activity speaks of; another party's is answered like one that does not exist."""
    if found is None or found.party != party:
        raise unknown_reference("/sampleId")
    return found
