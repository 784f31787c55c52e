"""How a lead stands in words, with a colour and a sign: never by one of them alone."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from attrs import frozen

from adapters.web.visit import Visit
from crm_core.domain.leads.listing import LeadRow, LeadState

SIGNS: Mapping[str, tuple[str, str]] = {
    LeadState.PROTECTED: ("good", "shield"),
    LeadState.REMINDER_DUE: ("warn", "bell"),
    LeadState.GRACE: ("bad", "hourglass"),
    LeadState.EXPIRED: ("", "shield-off"),
    LeadState.RESERVED: ("info", "bookmark"),
    LeadState.CONVERTED: ("accent", "handshake"),
}


@frozen
class StateWords:
    state: str
    text: str
    colour: str
    icon: str


@frozen
class NextStep:
    """The date that matters next and what happens then; without a date, why there is none."""

    text: str
    at: datetime | None


@frozen
class LeadLine:
    row: LeadRow
    state: StateWords
    is_paused: bool
    next: NextStep


def state_words(visit: Visit, state: LeadState) -> StateWords:
    colour, icon = SIGNS[state]
    return StateWords(str(state), visit.say(f"lead-state.{state}"), colour, icon)


def lead_lines(visit: Visit, rows: Sequence[LeadRow], now: datetime) -> list[LeadLine]:
    return [
        LeadLine(row, state_words(visit, row.state), _is_paused(row, now), _next_step(visit, row, now))
        for row in rows
    ]


def _is_paused(row: LeadRow, now: datetime) -> bool:
    runs = row.state in {LeadState.PROTECTED, LeadState.REMINDER_DUE, LeadState.GRACE}
    return runs and row.paused_since is not None and row.paused_since <= now


def _next_step(visit: Visit, row: LeadRow, now: datetime) -> NextStep:
    if _is_paused(row, now) and row.paused_since is not None:
        return NextStep(visit.say("lead-next.paused"), row.paused_since)
    match row.state:
        case LeadState.RESERVED:
            key, at = "reservation", row.reserved_until
        case LeadState.EXPIRED:
            key, at = "lapsed", row.lapse_at
        case LeadState.CONVERTED:
            key, at = "converted", None
        case LeadState.PROTECTED if row.next_date is not None and row.next_date == row.reminder_due_at:
            key, at = "reminder", row.next_date
        case LeadState.GRACE if row.next_date is not None and row.next_date == row.grace_end_at:
            key, at = "grace", row.next_date
        case _:
            key, at = "base", row.next_date
    return NextStep(visit.say(f"lead-next.{key}"), at)
