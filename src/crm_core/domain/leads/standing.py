"""What of a verdict does not depend on now: the copy that lists and jobs look at, and the state it gives."""

from datetime import datetime

from attrs import frozen

from crm_core.domain.leads.admission import admit
from crm_core.domain.leads.clocks import Lapse
from crm_core.domain.leads.history import ProtectionHistory
from crm_core.domain.leads.intervals import FOREVER, Pauses, union
from crm_core.domain.leads.protection import ProtectionState
from crm_core.domain.leads.rules import ProtectionRules


@frozen
class Standing:
    """Binding instants only; None while a hold without an end keeps one open.

    The database keeps exactly this and derives the state from it by `app.protection_state`,
    which says the same as `state_at` from the latest recording on.
    """

    base_expiry_at: datetime | None
    reminder_due_at: datetime | None
    grace_from: datetime | None
    grace_end_at: datetime | None
    lapse: Lapse | None
    paused_since: datetime | None
    pauses: Pauses

    def state_at(self, at: datetime) -> ProtectionState:
        """The state at an instant not before the latest recording."""
        if self.lapse is not None and self.lapse.at <= at:
            return ProtectionState.EXPIRED
        if self.reminder_due_at is None or at < self.reminder_due_at:
            return ProtectionState.PROTECTED
        if self.grace_from is None or at < self.grace_from:
            return ProtectionState.REMINDER_DUE
        return ProtectionState.GRACE

    def is_paused_at(self, at: datetime) -> bool:
        lapsed = self.lapse is not None and self.lapse.at <= at
        return not lapsed and any(start <= at < end for start, end in self.pauses.stretches)


def standing(
    history: ProtectionHistory, rules: ProtectionRules, known_at: datetime | None = None
) -> Standing:
    """By all the facts given; with `known_at`, by those recorded until then: a planned end is not yet one."""
    admitted = admit(history, rules, known_at)
    running = admitted.clocks
    pauses = union((hold.start, hold.end or FOREVER) for hold in admitted.history.holds)
    open_since = [start for start, end in pauses.stretches if end == FOREVER]
    return Standing(
        base_expiry_at=_unless_open(running.base_expiry_at),
        reminder_due_at=_unless_open(running.reminder_due_at),
        grace_from=_unless_open(running.grace_from),
        grace_end_at=_unless_open(running.grace_end_at),
        lapse=admitted.lapse,
        paused_since=min(open_since, default=None),
        pauses=pauses,
    )


def _unless_open(instant: datetime | None) -> datetime | None:
    return None if instant == FOREVER else instant
