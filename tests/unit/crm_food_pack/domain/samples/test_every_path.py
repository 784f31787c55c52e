"""Every path through a sample's life, walked at random beside a model that knows ranks only."""

from datetime import timedelta
from uuid import UUID

import pytest
from hypothesis import strategies
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from crm_core.domain.refusals import Conflict
from crm_food_pack.domain.samples.refusals import NoSuchTransition, SampleIsFinal
from crm_food_pack.domain.samples.status import SampleStatus
from tests import given
from tests.unit.crm_food_pack.domain.samples.boxes import sample

S = SampleStatus
ROAD = [S.REQUESTED, S.PACKED, S.SHIPPED, S.DELIVERED]
VERDICTS = [S.FEEDBACK_SUCCESS, S.FEEDBACK_NEUTRAL, S.FEEDBACK_FAIL]
ACTIVITIES = strategies.integers(1, 3).map(lambda number: UUID(int=number))
BY = given.user(1)


class Life(RuleBasedStateMachine):
    """The model: a place on the road, whether it is over, and which activity spoke the verdict."""

    def __init__(self) -> None:
        super().__init__()
        self.sample = sample()
        self.now = given.START
        self.status = S.REQUESTED
        self.verdict_by: UUID | None = None
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

    def arrive(self, new: SampleStatus, by: UUID | None) -> None:
        self.status, self.verdict_by = new, by
        self.recorded.append(new)

    @rule(minutes=strategies.integers(0, 5000))
    def time_passes(self, minutes: int) -> None:
        self.now += timedelta(minutes=minutes)

    @rule(new=strategies.sampled_from(S), back=strategies.integers(-5, 10_000))
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
            self.arrive(new, None)
        self.sample = after

    @rule(verdict=strategies.sampled_from(VERDICTS), activity=ACTIVITIES)
    def the_kitchen_judges(self, verdict: SampleStatus, activity: UUID) -> None:
        refusal = self.expected(verdict)
        if refusal is not None:
            with pytest.raises(refusal):
                self.sample.judged(verdict, activity, by=BY, now=self.now)
            return
        self.sample = self.sample.judged(verdict, activity, by=BY, now=self.now)
        self.arrive(verdict, activity)

    @rule(verdict=strategies.sampled_from(VERDICTS), activity=ACTIVITIES)
    def the_feedback_is_corrected(self, verdict: SampleStatus, activity: UUID) -> None:
        self.sample = self.sample.rejudged(verdict, activity, by=BY, now=self.now)
        if self.verdict_by == activity and self.status is not verdict:
            self.arrive(verdict, activity)

    @rule(activity=ACTIVITIES)
    def the_feedback_is_withdrawn(self, activity: UUID) -> None:
        self.sample = self.sample.unjudged(activity, by=BY, now=self.now)
        if self.verdict_by == activity:
            self.arrive(S.DELIVERED, None)

    @invariant()
    def the_sample_is_where_the_model_is(self) -> None:
        assert self.sample.status is self.status

    @invariant()
    def the_history_is_whole_and_in_the_order_of_recording(self) -> None:
        steps = self.sample.steps
        assert [step.new for step in steps] == self.recorded
        assert [step.old for step in steps] == [S.REQUESTED, *self.recorded][: len(steps)]
        recorded = [step.recorded_at for step in steps]
        assert recorded == sorted(recorded)
        assert self.sample.version == 1 + len(steps)


TestEveryPath = Life.TestCase
