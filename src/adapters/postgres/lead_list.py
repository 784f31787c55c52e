"""The text of one page of leads: arms over their indexes; a state is a condition on instants."""

from collections.abc import Sequence
from datetime import UTC, datetime
from functools import lru_cache
from itertools import product

from attrs import fields

from adapters.postgres.flush import Row
from adapters.postgres.instants import utc
from adapters.postgres.lead_ways import NOW, ways
from adapters.postgres.policies.arms import ALL, Arm
from adapters.postgres.words_sought import sought
from crm_core.domain.customers.likeness import words_of
from crm_core.domain.leads.listing import LeadColumns, LeadFilter, LeadOrder, LeadRow, LeadSlice, LeadState

# Every text is put together from names of ours and whole numbers; values travel as parameters.
_RUNNING = f"h.phase = 'RUNNING' AND (h.lapse_at IS NULL OR h.lapse_at > {NOW})"
STATES = {
    LeadState.PROTECTED: (f"{_RUNNING} AND (h.reminder_due_at IS NULL OR h.reminder_due_at > {NOW})",),
    # A delivery that counts was recorded by now, so a grace that is to come does not stand in the copy.
    LeadState.REMINDER_DUE: (f"{_RUNNING} AND h.grace_from IS NULL AND h.reminder_due_at <= {NOW}",),
    LeadState.GRACE: (
        f"{_RUNNING} AND h.grace_from IS NOT NULL AND h.grace_from <= {NOW} AND h.reminder_due_at <= {NOW}",
    ),
    # Released ones are the many; those that lapsed today and wait for the end of the day are the few.
    LeadState.EXPIRED: ("h.phase = 'RELEASED'", f"h.phase = 'RUNNING' AND h.lapse_at <= {NOW}"),
    LeadState.RESERVED: ("h.phase = 'RESERVED'",),
    LeadState.CONVERTED: ("h.phase = 'CONVERTED'",),
}
_FILTERS = {
    "owner": "h.owner_user_id = %(owner)s",
    "region": "h.region = %(region)s",
    "lapsing_before": f"{_RUNNING} AND h.lapse_at < %(lapsing_before)s::timestamptz",
}
_ORDERS = {
    LeadOrder.COMPANY: "name_key, id",
    LeadOrder.NEWEST: "created_at DESC, id",
    LeadOrder.LAPSE: "lapse_at, id",
}
# Rows without a lapse come last, as a part of their own, so that each part is one stretch of an index.
_FIRST_PARTS = {
    LeadOrder.COMPANY: ("",),
    LeadOrder.NEWEST: ("",),
    LeadOrder.LAPSE: ("h.lapse_at IS NOT NULL", "h.lapse_at IS NULL"),
}
_LATER_PARTS = {
    LeadOrder.COMPANY: ("(h.name_key, h.id) > (%(place)s, %(after)s)",),
    LeadOrder.NEWEST: (
        """h.created_at <= %(place)s::timestamptz
        AND (h.created_at < %(place)s::timestamptz OR h.id > %(after)s)""",
    ),
    LeadOrder.LAPSE: (
        "(h.lapse_at, h.id) > (%(place)s::timestamptz, %(after)s)",
        "h.lapse_at IS NULL",
    ),
}
_LAST_PARTS = ("h.lapse_at IS NULL AND h.id > %(after)s",)
# Where the place of a row stands: among what is shown, or, as the name's key, behind it.
_SHOWN = [attribute.name for attribute in fields(LeadRow)]
_PLACES = {
    LeadOrder.COMPANY: len(_SHOWN),
    LeadOrder.NEWEST: _SHOWN.index("created_at"),
    LeadOrder.LAPSE: _SHOWN.index("lapse_at"),
}
_STATE_AT, _CREATED_AT = _SHOWN.index("state"), _SHOWN.index("created_at")
_STATES = {str(state): state for state in LeadState}
_MEANT = "app.leads_meant(%(words)s, %(patterns)s, %(slips)s)"
_FOUND = f"WITH found AS MATERIALIZED (SELECT f AS id FROM {_MEANT} f) "  # noqa: S608 - names of ours
# Of each state the part that few leads are in, and the instant by whose index they are found.
_FEW = {
    LeadState.REMINDER_DUE: (0, "reminder_due_at"),
    LeadState.GRACE: (0, "grace_end_at"),
    LeadState.EXPIRED: (1, "lapse_at"),
}
_STATE = f"app.protection_state(p.phase, p.lapse_at, p.reminder_due_at, p.grace_from, {NOW})"


def state_text(condition: str, instant: str) -> str:
    """A state's condition at an instant that is told otherwise than by the parameter."""
    return condition.replace(NOW, instant)


def parameters(wanted: LeadSlice) -> dict[str, object]:
    asked = {one.name: getattr(wanted.filter, one.name) for one in fields(LeadFilter)}
    place, last = wanted.after or (None, None)
    searched = sought(words_of(wanted.filter.q))
    return {**asked, **searched, "now": wanted.now, "place": place, "after": last}


def columns_of(rows: Sequence[Row], order: LeadOrder) -> LeadColumns:
    if not rows:
        return LeadColumns()
    columns = list(zip(*rows, strict=True))
    if columns[_CREATED_AT][0].tzinfo is not UTC:
        columns = [tuple(map(_in_utc, column)) for column in columns]
    columns[_STATE_AT] = tuple(map(_STATES.__getitem__, columns[_STATE_AT]))
    return LeadColumns(tuple(columns[: len(_SHOWN)]), columns[_PLACES[order]])


def _in_utc(value: object) -> object:
    return utc(value) if isinstance(value, datetime) else value


def page_text(wanted: LeadSlice, arms: tuple[Arm, ...]) -> str:
    """The text for this combination of filters, made once."""
    narrowed = tuple(name for name in _FILTERS if getattr(wanted.filter, name) is not None)
    if wanted.after is None:
        behind = _FIRST_PARTS[wanted.order]
    else:
        behind = _LATER_PARTS[wanted.order] if wanted.after[0] else _LAST_PARTS
    searched = bool(words_of(wanted.filter.q))
    return _text(narrowed, wanted.filter.state, searched, wanted.order, behind, wanted.limit, arms)


@lru_cache(maxsize=2048)
def _text(
    narrowed: tuple[str, ...],
    state: LeadState | None,
    searched: bool,
    order: LeadOrder,
    behind: tuple[str, ...],
    limit: int,
    arms: tuple[Arm, ...],
) -> str:
    always = [_FILTERS[name] for name in narrowed]
    states = ("",) if state is None else STATES[state]
    tail = f"ORDER BY {_ORDERS[order]} LIMIT {limit + 1}"
    first, table, few = _sources(state, arms, searched=searched)
    parts = [
        way.rows(
            few if state in _FEW and place_of_state == _FEW[state][0] else table,
            [*always, *(one for one in (condition, place) if one)],
            tail,
        )
        for way, (place_of_state, condition), place in product(ways(arms), enumerate(states), behind)
    ]
    in_order = len(parts) == 1 and not any(way.keys for way in ways(arms))
    page = parts[0] if in_order else f"SELECT * FROM ({' UNION ALL '.join(parts)}) u {tail}"  # noqa: S608 - see above
    return f"{first}{_told(page, order)}"


def _told(page: str, order: LeadOrder) -> str:
    """The columns of `LeadRow` of a page, with the state of this instant and the next date; its place."""
    return f"""SELECT p.id, p.company_name, p.city, p.postal_code, p.territory, p.region,
        p.owner_user_id, s.state, p.started_at, p.base_expiry_at, p.reminder_due_at, p.grace_end_at,
        p.lapse_at, p.paused_since,
        CASE s.state WHEN 'PROTECTED' THEN least(p.reminder_due_at, p.base_expiry_at)
            WHEN 'REMINDER_DUE' THEN p.base_expiry_at
            WHEN 'GRACE' THEN least(p.grace_end_at, p.base_expiry_at)
            WHEN 'RESERVED' THEN p.reserved_until END,
        p.reserved_until, p.created_at{", p.name_key" if order is LeadOrder.COMPANY else ""}
        FROM ({page}) p CROSS JOIN LATERAL (SELECT {_STATE} AS state) s
        ORDER BY {", ".join(f"p.{term}" for term in _ORDERS[order].split(", "))}"""  # noqa: S608 - see above


def _sources(state: LeadState | None, arms: tuple[Arm, ...], *, searched: bool) -> tuple[str, str, str]:
    """What is found first, and where the arms look for the many and for the few.

    Left to itself the planner reads an order's index for whoever sees everything, hoping to meet them soon.
    """
    if searched:
        found = "found f JOIN leads h ON h.id = f.id"
        return _FOUND, found, found
    if state is None or state not in _FEW or arms != (ALL,):
        return "", "leads h", "leads h"
    number, instant = _FEW[state]
    few = f"SELECT h.* FROM leads h WHERE {STATES[state][number]} ORDER BY h.{instant}"  # noqa: S608 - see above
    return f"WITH few AS MATERIALIZED ({few}) ", "leads h", "few h"
