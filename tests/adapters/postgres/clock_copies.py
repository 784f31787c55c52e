"""Random histories as far as they were known at an instant, their copies, and what both sides say."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from random import Random
from uuid import UUID

from attrs import evolve, frozen

from adapters.postgres.lead_list import STATES, state_text
from crm_core.domain.leads.history import Activity, Hold, Notice, ProtectionHistory
from crm_core.domain.leads.intervals import FOREVER
from crm_core.domain.leads.protection import evaluate
from crm_core.domain.leads.rules import AUTOMATIC, CONTRACT_2025, SUM, ProtectionRules
from crm_core.domain.leads.standing import Standing, standing
from tests.unit.crm_core.domain.leads.histories import Dice

HOUR, TICK = timedelta(hours=1), timedelta(microseconds=1)
NAMED = (CONTRACT_2025, AUTOMATIC, SUM)
# On both sides of every boundary, and on it.
AROUND = (-TICK, timedelta(), TICK)


class NamedDice(Dice):
    """Dice that are thrown for one of the named rule sets."""

    def any_rules(self) -> ProtectionRules:
        return self.random.choice(NAMED)


@frozen
class Copied:
    """One lead as it stands after its last recording, and the instants at which it is looked at."""

    number: int
    history: ProtectionHistory
    rules: ProtectionRules
    copy: Standing
    instants: tuple[datetime, ...]

    @property
    def id(self) -> UUID:
        return UUID(int=0xC0_0000 + self.number)


def copied(seed: int) -> Copied:
    random = Random(seed)
    dice = (NamedDice if random.random() < 0.3 else Dice)(random, HOUR)
    whole = dice.history()
    last = random.choice([*_recordings(whole), FOREVER])
    history = known_by(whole, last)
    last = max((at for at in _recordings(history) if at <= last), default=history.started_at)
    copy = standing(history, dice.rules)
    return Copied(seed, history, dice.rules, copy, tuple(_instants(history, copy, last)))


def known_by(history: ProtectionHistory, last: datetime) -> ProtectionHistory:
    """The history as far as it was recorded by an instant; a hold's planned end is known with the hold."""
    return evolve(
        history,
        activities=tuple(_activity(a, last) for a in history.activities if (a.known_at or FOREVER) <= last),
        holds=tuple(_hold(hold, last) for hold in history.holds if hold.known_at <= last),
        notices=tuple(_notice(n, last) for n in history.notices if (n.known_at or FOREVER) <= last),
        extensions=tuple(e for e in history.extensions if e.known_at <= last),
    )


def _activity(activity: Activity, last: datetime) -> Activity:
    withdrawn = activity.withdrawn_at
    return evolve(activity, withdrawn_at=withdrawn if withdrawn is not None and withdrawn <= last else None)


def _hold(hold: Hold, last: datetime) -> Hold:
    recorded = hold.end_recorded_at
    return evolve(hold, end=None, end_recorded_at=None) if recorded is not None and recorded > last else hold


def _notice(notice: Notice, last: datetime) -> Notice:
    bounced = notice.bounced_at
    return evolve(notice, bounced_at=bounced if bounced is not None and bounced <= last else None)


def _recordings(history: ProtectionHistory) -> Iterator[datetime]:
    for activity in history.activities:
        yield from (at for at in (activity.known_at, activity.withdrawn_at) if at is not None)
    for hold in history.holds:
        yield from (at for at in (hold.known_at, hold.end_recorded_at) if at is not None)
    for notice in history.notices:
        yield from (at for at in (notice.known_at, notice.bounced_at) if at is not None)
    yield from (extension.known_at for extension in history.extensions)


def _instants(history: ProtectionHistory, copy: Standing, last: datetime) -> Iterator[datetime]:
    """From the last recording on, whatever the clock does then."""
    lapse = None if copy.lapse is None else copy.lapse.at
    deadlines = (copy.base_expiry_at, copy.reminder_due_at, copy.grace_from, copy.grace_end_at, lapse)
    turns = [end for stretch in copy.pauses.stretches for end in stretch]
    earliest = max(last, history.started_at)
    for boundary in {earliest, *turns, *deadlines} - {None, FOREVER}:
        assert boundary is not None
        yield from (boundary + off for off in AROUND if boundary + off >= earliest)


def by_python(one: Copied, at: datetime) -> tuple[str, bool]:
    verdict = evaluate(one.history, one.rules, at)
    return str(verdict.state), verdict.clock_paused


def by_copy(one: Copied, at: datetime) -> tuple[str, bool]:
    return str(one.copy.state_at(at)), one.copy.is_paused_at(at)


def question(table: str = "leads") -> str:
    """What the database says of a lead at an instant: the state, the pause, and the list's conditions."""
    listed = ", ".join(
        f"""CASE WHEN {" OR ".join(f"({state_text(part, 'w.at')})" for part in parts)} THEN '{state}' END"""
        for state, parts in STATES.items()
    )
    return f"""SELECT w.id, w.at,
        app.protection_state(h.phase, h.lapse_at, h.reminder_due_at, h.grace_from, w.at),
        h.pauses @> w.at AND NOT coalesce(h.lapse_at <= w.at, false),
        array_remove(ARRAY[{listed}], NULL)
        FROM unnest(%s::uuid[], %s::timestamptz[]) AS w (id, at) JOIN {table} h ON h.id = w.id"""


def asked(cases: Sequence[Copied]) -> tuple[list[UUID], list[datetime]]:
    pairs = [(case.id, at) for case in cases for at in case.instants]
    return [one for one, _ in pairs], [at for _, at in pairs]
