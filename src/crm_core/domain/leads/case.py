"""One assignment while its facts become known: what each fact changes, and when protection lapses by it."""

from datetime import datetime

from attrs import define, evolve, field, frozen

from crm_core.domain.leads.clocks import Clocks, Counted, Lapse, base_period, clocks
from crm_core.domain.leads.history import Activity, Extension, Hold, Notice, ProtectionHistory
from crm_core.domain.leads.intervals import FOREVER, Pauses
from crm_core.domain.leads.rules import ProtectionRules


@frozen
class Admitted:
    """The facts that count, the clocks they give, and how protection ends if nothing more is recorded."""

    history: ProtectionHistory  # no fact in it that does not count
    base_restarts: tuple[datetime, ...]
    grace_restarts: tuple[datetime, ...]
    clocks: Clocks
    lapse: Lapse | None


@define
class Case:
    rules: ProtectionRules
    history: ProtectionHistory
    counted: Counted = field(init=False)
    clocks: Clocks = field(init=False)
    safe_until: datetime = field(init=False)
    activities: list[Activity] = field(factory=list)
    running_holds: list[Hold] = field(factory=list)
    ended_holds: list[Hold] = field(factory=list)
    ended_pauses: Pauses = Pauses()
    extensions: list[Extension] = field(factory=list)
    base_restarts: list[datetime] = field(factory=list)
    grace_restarts: list[datetime] = field(factory=list)

    def __attrs_post_init__(self) -> None:
        started_at = self.history.started_at
        length = base_period(started_at, (), self.rules)
        self.counted = Counted(started_at, length, self.history.inactivity_from)
        self.look_again()

    def look_again(self) -> None:
        self.clocks = clocks(self.counted, self.rules)
        self.safe_until = self.clocks.lapse.at

    def lapsed_by(self, instant: datetime) -> bool:
        if instant < self.safe_until:
            return False
        self.look_again()
        return self.safe_until <= instant

    def restart(self, recorded_at: datetime) -> None:
        """No fact puts a lapse at or before its own recording: what it would end, ends a grace later."""
        if self.clocks.base_expiry_at <= recorded_at:
            self.counted.base_not_before = recorded_at
            self.base_restarts.append(recorded_at)
        if self.clocks.grace_end_at is not None and self.clocks.grace_end_at <= recorded_at:
            self.counted.grace_not_before = recorded_at
            self.grace_restarts.append(recorded_at)
        self.look_again()

    def count_activity(self, activity: Activity) -> None:
        self.activities.append(activity)
        self.counted.window_from = max(self.counted.window_from, activity.occurred_at)

    def withdraw_activity(self, activity: Activity) -> None:
        self.activities.remove(activity)
        instants = (activity.occurred_at for activity in self.activities)
        self.counted.window_from = max((self.history.inactivity_from, *instants))

    def start_hold(self, hold: Hold) -> None:
        self.running_holds.append(hold)
        self._pause()

    def end_hold(self, hold: Hold) -> None:
        self.running_holds.remove(hold)
        self.add_hold(hold)

    def add_hold(self, hold: Hold) -> None:
        self.ended_holds.append(hold)
        self.ended_pauses = self.ended_pauses.with_hold(hold.start, hold.end or FOREVER)
        self._pause()

    def extend(self, extension: Extension) -> None:
        self.extensions.append(extension)
        self.counted.base_period = base_period(self.history.started_at, self.extensions, self.rules)

    def deliver(self, notice: Notice) -> None:
        self.counted.notices.append(notice)

    def bounce(self, notice: Notice) -> None:
        self.counted.notices.remove(notice)

    def closed(self) -> Admitted:
        self.look_again()
        lapse = self.clocks.lapse
        counting = evolve(
            self.history,
            activities=tuple(self.activities),
            holds=(*self.ended_holds, *(evolve(hold, end=None) for hold in self.running_holds)),
            notices=tuple(self.counted.notices),
            extensions=tuple(self.extensions),
        )
        return Admitted(
            counting,
            tuple(self.base_restarts),
            tuple(self.grace_restarts),
            self.clocks,
            None if lapse.at == FOREVER else lapse,
        )

    def _pause(self) -> None:
        self.counted.pauses = self.ended_pauses
        if self.running_holds:
            since = min(hold.start for hold in self.running_holds)
            self.counted.pauses = self.ended_pauses.with_hold(since, FOREVER)
