"""As many invented samples as a measurement needs, with the feedback of kitchens and what waits for it."""

from datetime import datetime, timedelta

from attrs import evolve, frozen

from crm_core.domain.activities.activity import Activity, ActivityId, Entry
from crm_core.domain.days import local_day
from crm_core.domain.follow_ups.follow_up import Closing, FollowUp, FollowUpId, Opening, Source
from crm_core.domain.follow_ups.working_time import Place
from crm_core.domain.ids import CustomerId, TenantId
from crm_core.domain.party import Party
from crm_core.ports.working_days import WorkingDays
from crm_food_pack.demo.boxes import WAYS
from crm_food_pack.demo.crowd import id_of, member, owner_of
from crm_food_pack.demo.products import KITS
from crm_food_pack.domain.deadlines import SAMPLE_FEEDBACK
from crm_food_pack.domain.samples.sample import Sample, SampleId, Verdict, Wanted
from crm_food_pack.domain.samples.status import JUDGED, SampleStatus

SAMPLES_PER_CUSTOMER = 2
SAMPLE, FEEDBACK, FOLLOW_UP = 2, 3, 4  # parts of a number's ids
DAY = timedelta(days=1)
# The last of a number of samples are on their way; older ones have arrived or were cancelled.
YOUNG, LONGEST = 15, 350  # days
ARRIVED = WAYS[4:]


@frozen
class Box:
    """A sample, the activity that judged it, and the follow-up that waited or waits for that."""

    sample: Sample
    feedback: Activity | None = None
    follow_up: FollowUp | None = None


@frozen
class Shipping:
    """Tells the sample of a number as of an instant, every step by the rules of samples and deadlines."""

    tenant: TenantId
    base: int
    now: datetime
    working_days: WorkingDays

    def id_of(self, number: int) -> SampleId:
        return SampleId(id_of(self.base + 3, number, SAMPLE))

    def box(self, number: int) -> Box:
        whom = number // SAMPLES_PER_CUSTOMER
        days_ago = YOUNG + number * 37 % (LONGEST - YOUNG) if number % 4 else number // 4 % YOUNG
        asked = self.now - days_ago * DAY - timedelta(minutes=number % 1_440)
        by = owner_of(whom, self.base)
        kit = KITS[number % len(KITS)]
        sample = Sample(
            id=self.id_of(number),
            tenant_id=self.tenant,
            party=Party(CustomerId(id_of(self.base, whom))),
            wanted=Wanted(kit.items, local_day(asked) + timedelta(days=5), kit.id),
            created_by=by,
            created_at=asked,
        )
        way = WAYS[number // 4 % len(WAYS)] if days_ago < YOUNG else ARRIVED[number % len(ARRIVED)]
        box = Box(sample)
        for status, days in way:
            if asked + days * DAY <= self.now:
                box = self._moved(number, box, status, asked + days * DAY)
        waiting = box.follow_up
        return box if waiting is None else evolve(box, follow_up=waiting.passed(self.now)[0])

    def _moved(self, number: int, box: Box, status: SampleStatus, at: datetime) -> Box:
        sample, by = box.sample, box.sample.created_by
        if status not in JUDGED:
            moved = sample.moved(status, by=by, now=at)
            return Box(moved, None, self._opened(number, moved) if status is SampleStatus.DELIVERED else None)
        feedback = self._feedback(number, sample, status, at)
        judged = sample.judged(Verdict(status, feedback.id, at), by=by, now=at)
        if box.follow_up is None:
            return Box(judged, feedback)
        done = box.follow_up.passed(at)[0].completed(Closing(at, feedback.outcome, None, feedback.id))
        return Box(judged, feedback, evolve(done, version=done.version + 1))

    def _opened(self, number: int, sample: Sample) -> FollowUp:
        at, whom = sample.last_event_at, member(number // SAMPLES_PER_CUSTOMER, self.base)
        return FollowUp.of(
            SAMPLE_FEEDBACK,
            Source("sample", sample.id, at, local_day(at)),
            party=sample.party,
            calendar=self.working_days.at(Place.of(whom.details.address)),
            known=Opening(
                FollowUpId(id_of(self.base + 3, number, FOLLOW_UP)), self.tenant, sample.created_by, at
            ),
        )

    def _feedback(self, number: int, sample: Sample, status: SampleStatus, at: datetime) -> Activity:
        outcome = str(status).removeprefix("FEEDBACK_")
        content = {"sampleId": str(sample.id), "outcome": outcome, "rating": 1 + number % 5}
        entry = Entry("PRODUCTTEST_FEEDBACK", sample.party, at, "Nach der Verkostung gefragt.", content)
        activity_id = ActivityId(id_of(self.base + 3, number, FEEDBACK))
        return Activity(activity_id, self.tenant, entry, sample.created_by, at)
