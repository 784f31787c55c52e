"""Every path through a sample's life, walked at random beside a model that knows ranks only."""

from datetime import datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import strategies
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from crm_core.domain.refusals import Conflict
from crm_food_pack.domain.samples.refusals import NoSuchTransition, SampleIsFinal
from crm_food_pack.domain.samples.sample import Verdict
from crm_food_pack.domain.samples.status import SampleStatus
from tests import given
from tests.unit.crm_food_pack.domain.samples.boxes import sample

S = SampleStatus
ROAD = [S.REQUESTED, S.PACKED, S.SHIPPED, S.DELIVERED]
VERDICTS = [S.FEEDBACK_SUCCESS, S.FEEDBACK_NEUTRAL, S.FEEDBACK_FAIL]
ACTIVITIES = strategies.integers(1, 3).map(lambda number: UUID(int=number))
BACK = strategies.integers(-5, 10_000)  # minutes
BY = given.user(1)


class Life(RuleBasedStateMachine):
    """The model: a place on the road, whether it is over, and which activity spoke the verdict."""

    def __init__(self) -> None:
        super().__init__()
        self.sample = sample()
        self.now = given.START
        self.status = S.REQUESTED
        self.verdict_by: UUID | None = None
        self.happened = given.START
        self.recorded: list[SampleStatus] = []

    def expected(self, new: SampleStatus) -> type[Conflict] | None:
        if self.status not in ROAD:
            return SampleIsFinal
        place = ROAD.index(self.status)
        if new in VERDICTS:
            return None if place == 3 else NoSuchTransition
        if new is S.CANCELED:
            return None if place < 3 else NoSuchTransition
        return None if ROAD.index(new) > place else NoSuchTransition

    def verdict(self, status: SampleStatus, activity: UUID, back: int) -> Verdict:
        return Verdict(status, activity, self.now - timedelta(minutes=back))

    def arrive(self, new: SampleStatus, by: UUID | None, at: datetime) -> None:
        self.status, self.verdict_by = new, by
        self.happened = min(at, self.now)
        self.recorded.append(new)

    @rule(minutes=strategies.integers(0, 5000))
    def time_passes(self, minutes: int) -> None:
        self.now += timedelta(minutes=minutes)

    @rule(new=strategies.sampled_from(S), back=BACK)
    def somebody_moves_it(self, new: SampleStatus, back: int) -> None:
        same = new is self.status and new is not S.REQUESTED
        refusal = None if same else self.expected(new)
        happened = self.now - timedelta(minutes=back)
        if refusal is not None:
            with pytest.raises(refusal):
                self.sample.moved(new, by=BY, now=self.now, event_at=happened)
            return
        after = self.sample.moved(new, by=BY, now=self.now, event_at=happened)
        assert (after is self.sample) == same
        if not same:
            self.arrive(new, None, happened)
            self.happened = happened
        self.sample = after

    @rule(status=strategies.sampled_from(VERDICTS), activity=ACTIVITIES, back=BACK)
    def the_kitchen_judges(self, status: SampleStatus, activity: UUID, back: int) -> None:
        refusal, verdict = self.expected(status), self.verdict(status, activity, back)
        if refusal is not None:
            with pytest.raises(refusal):
                self.sample.judged(verdict, by=BY, now=self.now)
            return
        self.sample = self.sample.judged(verdict, by=BY, now=self.now)
        self.arrive(status, activity, verdict.given_at)

    @rule(status=strategies.sampled_from(VERDICTS), activity=ACTIVITIES, back=BACK)
    def the_feedback_is_corrected(self, status: SampleStatus, activity: UUID, back: int) -> None:
        verdict = self.verdict(status, activity, back)
        says = (status, min(verdict.given_at, self.now))
        self.sample = self.sample.rejudged(verdict, by=BY, now=self.now)
        if self.verdict_by == activity and says != (self.status, self.happened):
            self.arrive(status, activity, verdict.given_at)

    @rule(activity=ACTIVITIES)
    def the_feedback_is_withdrawn(self, activity: UUID) -> None:
        self.sample = self.sample.unjudged(activity, by=BY, now=self.now)
        if self.verdict_by == activity:
            self.arrive(S.DELIVERED, None, self.now)

    @invariant()
    def the_sample_is_where_the_model_is(self) -> None:
        assert self.sample.status is self.status
        assert self.sample.last_event_at == self.happened

    @invariant()
    def the_history_is_whole_and_in_the_order_of_recording(self) -> None:
        steps = self.sample.steps
        assert [step.new for step in steps] == self.recorded
        assert [step.old for step in steps] == [S.REQUESTED, *self.recorded][: len(steps)]
        recorded = [step.recorded_at for step in steps]
        assert recorded == sorted(recorded)
        assert self.sample.version == 1 + len(steps)


TestEveryPath = Life.TestCase
