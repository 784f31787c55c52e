"""As many invented samples as a measurement needs, with the feedback of the kitchens that gave one."""

from datetime import datetime, timedelta

from attrs import frozen

from crm_core.domain.activities.activity import Activity, ActivityId, Entry
from crm_core.domain.days import local_day
from crm_core.domain.ids import CustomerId, TenantId
from crm_core.domain.party import Party
from crm_food_pack.demo.boxes import WAYS
from crm_food_pack.demo.crowd import id_of, owner_of
from crm_food_pack.demo.products import KITS
from crm_food_pack.domain.samples.sample import Sample, SampleId, Wanted
from crm_food_pack.domain.samples.status import JUDGED, SampleStatus

SAMPLES_PER_CUSTOMER = 2
SAMPLE, FEEDBACK = 2, 3  # parts of a number's ids
DAY = timedelta(days=1)
# The last of a number of samples are on their way; older ones have arrived or were cancelled.
YOUNG, LONGEST = 15, 350  # days
ARRIVED = WAYS[4:]


@frozen
class Box:
    """A sample, and the activity that judged it, if one did."""

    sample: Sample
    feedback: Activity | None


@frozen
class Shipping:
    """Tells the sample of a number as of an instant, every step by the rules of samples."""

    tenant: TenantId
    base: int
    now: datetime

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
        feedback = None
        for status, days in way:
            then = asked + days * DAY
            if then > self.now:
                break
            if status in JUDGED:
                feedback = self._feedback(number, sample, status, then)
                sample = sample.judged(status, feedback.id, by=by, now=then)
            else:
                sample = sample.moved(status, by=by, now=then)
        return Box(sample, feedback)

    def _feedback(self, number: int, sample: Sample, status: SampleStatus, at: datetime) -> Activity:
        outcome = str(status).removeprefix("FEEDBACK_")
        content = {"sampleId": str(sample.id), "outcome": outcome, "rating": 1 + number % 5}
        entry = Entry("PRODUCTTEST_FEEDBACK", sample.party, at, "Nach der Verkostung gefragt.", content)
        activity_id = ActivityId(id_of(self.base + 3, number, FEEDBACK))
        return Activity(activity_id, self.tenant, entry, sample.created_by, at)
