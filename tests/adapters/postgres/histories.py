"""Two clients at once on one sample: feedback, its correction and withdrawal, steps, cancellation."""

from collections.abc import Callable, Sequence
from datetime import timedelta
from random import Random
from threading import Barrier, Thread

from attrs import define, field

from crm_core.domain.activities.activity import ActivityId
from crm_core.domain.events.fact import plain
from crm_core.domain.refusals import Refusal
from crm_core.ports.world import World
from crm_core.use_cases.activities.correct_activity import CorrectActivity, correct_activity
from crm_core.use_cases.activities.log_activity import LogActivity, log_activity
from crm_core.use_cases.activities.withdraw_activity import WithdrawActivity, withdraw_activity
from crm_core.use_cases.perform import perform
from crm_food_pack.domain.samples.sample import SampleId
from crm_food_pack.domain.samples.status import JUDGED, TRANSITIONS, SampleStatus
from crm_food_pack.queries.samples import sample_by_id
from crm_food_pack.use_cases.samples.move_sample import MoveSample, move_sample
from tests import boxes, given, journal
from tests.logged import entry

S = SampleStatus
OUTCOMES = ("SUCCESS", "NEUTRAL", "FAIL")
STEPS_EACH = 3


@define
class History:
    """One sample and what two clients did to it, each step refused or done as a whole."""

    world: World
    random: Random
    sample_id: SampleId = field(init=False)
    feedback: list[ActivityId] = field(factory=list)
    unexpected: list[BaseException] = field(factory=list)

    def run(self) -> None:
        customer = given.customer(self.world)
        self.sample_id = boxes.requested(self.world, customer.id).id
        if self.random.random() < 0.8:
            boxes.moved(self.world, self.sample_id, S.DELIVERED)
        both = Barrier(2)
        seeds = [self.random.randrange(2**32) for _ in range(2)]
        clients = [Thread(target=self._client, args=(seed, both, customer.id)) for seed in seeds]
        for client in clients:
            client.start()
        for client in clients:
            client.join()

    def _client(self, seed: int, both: Barrier, customer_id: object) -> None:
        random = Random(seed)
        both.wait()
        for _ in range(STEPS_EACH):
            step = random.choice((self._judge, self._judge, self._correct, self._withdraw, self._move))
            try:
                step(random, customer_id)
            except Refusal:
                continue
            except BaseException as error:
                self.unexpected.append(error)

    def _judge(self, random: Random, customer_id: object) -> None:
        said = {"sampleId": self.sample_id, "outcome": random.choice(OUTCOMES)}
        wish = LogActivity(entry(customer_id, "PRODUCTTEST_FEEDBACK", **said))  # type: ignore[arg-type]  # it is one
        done = perform(log_activity, wish, actor=given.MANAGER, world=self.world)
        self.feedback.append(done.activity.id)

    def _correct(self, random: Random, customer_id: object) -> None:  # noqa: ARG002 - a step like the others
        if self.feedback:
            day = given.START - timedelta(days=random.randrange(3))
            patch = {"outcome": random.choice(OUTCOMES), "occurredAt": day.isoformat()}
            command = CorrectActivity(random.choice(self.feedback), patch)
            perform(correct_activity, command, actor=given.MANAGER, world=self.world)

    def _withdraw(self, random: Random, customer_id: object) -> None:  # noqa: ARG002 - likewise
        if self.feedback:
            command = WithdrawActivity(random.choice(self.feedback), "Falsch")
            perform(withdraw_activity, command, actor=given.MANAGER, world=self.world)

    def _move(self, random: Random, customer_id: object) -> None:  # noqa: ARG002 - likewise
        command = MoveSample(self.sample_id, random.choice((S.CANCELED, S.DELIVERED, S.FEEDBACK_NEUTRAL)))
        perform(move_sample, command, actor=given.MANAGER, world=self.world)


def disagreements(history: History) -> Sequence[str]:
    """What is wrong with the state that a history left behind; nothing when all agrees."""
    world, found = history.world, []
    sample = sample_by_id(history.sample_id, actor=given.MANAGER, world=world).sample
    told = [
        (fact.data["oldStatus"], fact.data["newStatus"], fact.data["eventAt"])
        for fact in journal.facts(world, history.sample_id)
        if fact.type == "sample.status.changed"
    ]
    steps = [(str(step.old), str(step.new), plain(step.event_at)) for step in sample.steps]
    if told != steps:
        found.append(f"events {told} for steps {steps}")
    found += [f"no such step: {step}" for step in sample.steps if not _is_allowed(step.old, step.new)]
    standing = []
    for activity_id in history.feedback:
        activity = world.activity_readings.one(given.MANAGER, activity_id)
        if activity is not None and activity.withdrawal is None:
            standing.append(activity)
    by = sample.steps[-1].activity_id if sample.steps else None
    judging = [one for one in standing if one.id == by]
    if by is not None and [f"FEEDBACK_{one.outcome}" for one in judging] != [str(sample.status)]:
        found.append(f"{sample.status} by {by}, which says {[one.outcome for one in judging]}")
    if [one.occurred_at for one in judging] not in ([], [sample.last_event_at]):
        found.append(f"judged at {sample.last_event_at}, not when {judging} was given")
    if len(standing) > 1:
        found.append(f"{len(standing)} feedbacks stand")
    if standing and sample.status not in JUDGED:
        found.append(f"feedback stands on a sample that is {sample.status}")
    if standing and by is None:
        found.append("a feedback stands that judged nothing")
    return found


def _is_allowed(old: SampleStatus, new: SampleStatus) -> bool:
    """The machine's arrows, and those that only corrected or withdrawn feedback takes."""
    return new in TRANSITIONS[old] or (old in JUDGED and new in JUDGED | {S.DELIVERED})


Check = Callable[[History], Sequence[str]]
