"""What running assignments would have under another rule set, and whether they may be given it."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

from attrs import frozen

from crm_core.domain.leads.history import ProtectionHistory
from crm_core.domain.leads.protection import ProtectionState, Verdict, evaluate
from crm_core.domain.leads.rules import ProtectionRules, never_shorter


@frozen
class Running:
    """An assignment as it runs: what it is called, its facts, and the rules frozen onto it."""

    ref: str
    history: ProtectionHistory
    rules: ProtectionRules


@frozen
class Effect:
    """One assignment under its own rules and under the proposed ones."""

    ref: str
    now: Verdict
    proposed: Verdict
    may_be_applied: bool

    @property
    def gained(self) -> timedelta:
        """By how much protection would last longer; negative if it would be shorter."""
        return self.proposed.valid_until - self.now.valid_until

    @property
    def would_lapse(self) -> bool:
        return _expired(self.proposed) and not _expired(self.now)


@frozen
class Summary:
    running: int
    longer: int
    same: int
    shorter: int
    would_lapse: int


def what_if(running: Iterable[Running], proposed: ProtectionRules, at: datetime) -> Iterator[Effect]:
    """The effect on each assignment that is still protected by its own rules."""
    for assignment in running:
        now = evaluate(assignment.history, assignment.rules, at)
        if not _expired(now):
            then = evaluate(assignment.history, proposed, at)
            yield Effect(assignment.ref, now, then, _may_be_applied(assignment.rules, proposed, now, then))


def summary(effects: Iterable[Effect]) -> Summary:
    found = list(effects)
    none = timedelta()
    return Summary(
        running=len(found),
        longer=sum(effect.gained > none for effect in found),
        same=sum(effect.gained == none for effect in found),
        shorter=sum(effect.gained < none for effect in found),
        would_lapse=sum(effect.would_lapse for effect in found),
    )


def _may_be_applied(old: ProtectionRules, new: ProtectionRules, now: Verdict, then: Verdict) -> bool:
    """Lengthen, never shorten: whatever will be recorded, and for what is recorded already."""
    return never_shorter(old, new) and not _expired(then) and then.base_expiry_at >= now.base_expiry_at


def _expired(verdict: Verdict) -> bool:
    return verdict.state is ProtectionState.EXPIRED
