"""What facts and deeds do to the follow-ups of a party, in the unit of work that records them."""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from uuid import UUID

from attrs import frozen

from crm_core.domain.days import local_day
from crm_core.domain.events.fact import Fact
from crm_core.domain.follow_ups.events import FollowUpCompleted
from crm_core.domain.follow_ups.follow_up import (
    Closing,
    FollowUp,
    FollowUpId,
    Opening,
    Source,
    State,
    fulfils,
)
from crm_core.domain.follow_ups.matching import Done, Happened
from crm_core.domain.follow_ups.sla import SlaRule
from crm_core.domain.follow_ups.waiting import restated
from crm_core.domain.follow_ups.working_time import Calendar, Place
from crm_core.domain.ids import UserId
from crm_core.ports.unit_of_work import UnitOfWork
from crm_core.ports.world import World
from crm_core.use_cases.taking_up import Counterpart

LOOK_AHEAD = 50  # so many later activities are asked whether they fulfil what was opened or reopened


@frozen
class Deadlines:
    """Of one counterpart. Each answer names the follow-ups that it changed."""

    counterpart: Counterpart
    uow: UnitOfWork
    world: World
    set_to: Callable[[str], object]

    def start(self, fact: Fact, *, is_new: bool = False, is_late: bool = False) -> Sequence[FollowUp]:
        """What the rules expect after this fact; what they expected after it before is not asked twice.
        Nothing was expected yet after something that is new itself, and of a lead that nobody knows any
        more nothing is expected. What is told late may have been followed up already."""
        rules = [rule for rule in self.world.follow_up_rules.values() if _starts(rule, fact)]
        if not rules or self.counterpart.is_forgotten:
            return ()
        opened = [self._opening(rule, fact) for rule in rules]
        before = () if is_new else self.uow.follow_ups.started_by(opened[0].source.id)
        known = {(one.rule, one.source.id) for one in before}
        fresh = [one for one in opened if (one.rule, one.source.id) not in known]
        # Nothing happened after what is told as it happens, so that nothing is looked up.
        return [self._add(self._matched(one) if is_late else one) for one in fresh]

    def restate(self, fact: Fact) -> Sequence[FollowUp]:
        """What this fact had started counts from when it says now that it happened."""
        rules = [rule for rule in self.world.follow_up_rules.values() if _starts(rule, fact)]
        sources = {rule.key: _source(rule, fact) for rule in rules}
        started = [one for key, source in sources.items() for one in self._started(key, source)]
        changed = [one for one in started if one.source != sources[one.rule]]
        anew = (restated(one, sources[one.rule], self._now, self._calendar) for one in changed)
        return [self._keep(self._matched(one), was=one.closing) for one in anew]

    def fulfil(self, done: Done) -> Sequence[FollowUp]:
        """What this deed was waited for is done with it."""
        if not is_waited_for(done.kind, self.world):
            return ()
        waiting = self.uow.follow_ups.open_of(self.counterpart.party)
        met = [one for one in waiting if self._is_met(one, done)]
        return [self._keep(one.completed(Closing(self._now, done.outcome, None, done.id))) for one in met]

    def reopen(self, activity_id: UUID, unless: Done | None = None) -> Sequence[FollowUp]:
        """What this activity had fulfilled waits again, unless what it says now or another one fulfils it."""
        closed = self.uow.follow_ups.closed_by(activity_id)
        lost = [one for one in closed if unless is None or not self._is_met(one, unless)]
        return [self._keep(self._matched(one)) for one in lost]

    def drop(self, source_id: UUID) -> Sequence[FollowUp]:
        """What was expected after something that is gone or settled is expected no more."""
        started = self.uow.follow_ups.started_by(source_id)
        return [self._keep(one.canceled(Closing(self._now))) for one in started if one.closing is None]

    def appoint(self, rule: SlaRule, day: date | None) -> Sequence[FollowUp]:
        """What is expected before this day of the customer's field: asked once a day, and of a day that is no
        longer the field's asked no more."""
        assert self.counterpart.customer is not None  # noqa: S101 - only customers have fields
        source_id = self.counterpart.customer.id
        known = [one for one in self.uow.follow_ups.started_by(source_id) if one.rule == rule.key]
        stale = [one for one in known if one.closing is None and one.source.day0 != day]
        changed = [self._keep(one.canceled(Closing(self._now))) for one in stale]
        is_past = day is None or day < local_day(self._now)
        is_known = any(one.source.day0 == day and one.state is not State.CANCELED for one in known)
        if day is None or is_past or is_known:
            return changed
        opened = self._opened(rule, Source("field", source_id, self._now, day))
        self.uow.follow_ups.add(opened)
        return [*changed, opened]

    @property
    def _now(self) -> datetime:
        return self.world.clock.now()

    def _is_met(self, one: FollowUp, done: Done) -> bool:
        rule = self.world.follow_up_rules.get(one.rule)
        return rule is not None and fulfils(rule, one, done)

    def _matched(self, one: FollowUp) -> FollowUp:
        """Done by the first deed that stands and fulfils it, open without any; what a person closed stays."""
        closing = one.closing
        if closing is not None and closing.by is None:
            return one
        met = self._met_by(one)
        if closing is not None and closing.by in {deed.id for deed in met}:
            return one
        opened = one if closing is None or closing.by is None else one.reopened(closing.by)
        return opened.completed(Closing(self._now, met[0].outcome, None, met[0].id)) if met else opened

    def _met_by(self, one: FollowUp) -> Sequence[Done]:
        """The deeds since its source that fulfil it, the oldest first."""
        rule = self.world.follow_up_rules.get(one.rule)
        if rule is None:
            return ()
        kinds = {kind for way in rule.completed_by for kind in way.kinds}
        standing = self.uow.activities.standing_since(one.party, kinds, one.source.at, limit=LOOK_AHEAD)
        deeds = (self.world.activity_types.typed(activity).done for activity in standing)
        return [deed for deed in deeds if fulfils(rule, one, deed)]

    def _add(self, opened: FollowUp) -> FollowUp:
        self.uow.follow_ups.add(opened)
        return self._told(opened)

    def _keep(self, changed: FollowUp, was: Closing | None = None) -> FollowUp:
        self.uow.follow_ups.save(changed)
        return changed if changed.closing == was else self._told(changed)

    def _told(self, changed: FollowUp) -> FollowUp:
        if changed.closing is not None and changed.closing.by is not None:
            self.uow.outbox.add(FollowUpCompleted.of(changed))
        return changed

    def _started(self, rule: str, source: Source) -> Sequence[FollowUp]:
        started = self.uow.follow_ups.started_by(source.id)
        return [one for one in started if one.rule == rule and one.state is not State.CANCELED]

    def _opening(self, rule: SlaRule, fact: Fact) -> FollowUp:
        return self._opened(rule, _source(rule, fact))

    @property
    def _calendar(self) -> Calendar:
        customer = self.counterpart.customer
        return self.world.working_days.at(Place() if customer is None else Place.of(customer.details.address))

    def _opened(self, rule: SlaRule, source: Source) -> FollowUp:
        actor = self.uow.actor
        somebody: UserId | None = None if actor.is_system else actor.user
        return FollowUp.of(
            rule.configured(lambda key: int(str(self.set_to(key)))),
            source,
            party=self.counterpart.party,
            calendar=self._calendar,
            known=Opening(
                FollowUpId(self.world.ids.new()),
                actor.tenant,
                self.counterpart.owner or somebody,
                self._now,
            ),
        )


def is_waited_for(kind: str, world: World) -> bool:
    """Whether an activity of this kind may fulfil anything."""
    return any(kind in way.kinds for rule in world.follow_up_rules.values() for way in rule.completed_by)


def _starts(rule: SlaRule, fact: Fact) -> bool:
    return isinstance(rule.trigger, Happened) and rule.trigger.starts_with(fact)


def _source(rule: SlaRule, fact: Fact) -> Source:
    """What the fact speaks of, as the rule's trigger names it."""
    trigger = rule.trigger
    assert isinstance(trigger, Happened)  # noqa: S101 - only such rules start with a fact
    at, source = fact.said(trigger.at), fact.said(trigger.source)
    assert isinstance(at, datetime)  # noqa: S101 - rules name members that facts have
    assert isinstance(source, UUID)  # noqa: S101 - the same
    return Source(trigger.source.removesuffix("Id"), source, at, local_day(at))
