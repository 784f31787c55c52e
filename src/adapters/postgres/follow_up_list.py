"""The text of one page of follow-ups: ways over an index each, all in order and no longer than the page."""

from collections.abc import Iterable
from functools import lru_cache

from adapters.postgres.follow_up_rows import COLUMNS
from adapters.postgres.policies.arms import ALL, Arm
from adapters.postgres.policies.reached import Reached
from adapters.postgres.policies.session import USER
from crm_core.domain.follow_ups.follow_up import Badge, State
from crm_core.domain.follow_ups.listing import FollowUpFilter, FollowUpSlice

# Every text is put together from names of ours and whole numbers; values travel as parameters.
_NEEDED = ", ".join(f"f.{name.strip()}" for name in COLUMNS.split(","))
_ROWS = f"SELECT {_NEEDED}, f.place FROM follow_ups f"  # noqa: S608 - see above
# Through the parties that the reader reaches, each over an index of theirs.
_THROUGH_CUSTOMERS = f"""SELECT {_NEEDED}, f.place FROM customers p
    JOIN follow_ups f ON f.tenant_id = p.tenant_id AND f.customer_id = p.id"""  # noqa: S608 - see above
_THROUGH_LEADS = f"""SELECT {_NEEDED}, f.place FROM leads p
    JOIN follow_ups f ON f.tenant_id = p.tenant_id AND f.lead_id = p.id"""  # noqa: S608 - see above
_NAMED = {"customer": "f.customer_id", "lead": "f.lead_id", "owner": "f.owner_user_id"}
# What is due to an archived customer is on nobody's list, only on the customer's own.
# Looked up row by row, for a page needs few of them.
_LIVE = """NOT EXISTS (SELECT FROM customers a
    WHERE a.tenant_id = f.tenant_id AND a.id = f.customer_id AND a.archived_at IS NOT NULL OFFSET 0)"""
_BADGES = {
    Badge.ON_TRACK: "f.place > %(now)s AND (f.due_soon_at IS NULL OR f.due_soon_at > %(now)s)",
    Badge.DUE_SOON: "f.place > %(now)s AND f.due_soon_at <= %(now)s",
    Badge.OVERDUE: "f.place <= %(now)s",
    Badge.DONE: "true",
}
_STATE_OF = {badge: State.DONE if badge is Badge.DONE else State.OPEN for badge in Badge}


_NOBODY = Reached((), ())


def parameters(wanted: FollowUpSlice) -> dict[str, object]:
    asked = wanted.filter
    place, last = wanted.after or (None, None)
    named = {name: getattr(asked, name) for name in (*_NAMED, "rule", "chain")}
    return {**named, "now": wanted.now, "place": place, "after": last}


def page_text(wanted: FollowUpSlice, reached: Reached) -> str:
    """The text for this combination of filters, made once."""
    asked = wanted.filter
    named = tuple(name for name in _NAMED if getattr(asked, name) is not None)
    return _text(
        named,
        states(asked),
        _conditions(asked, goes_on=wanted.after is not None),
        _NOBODY if named or asked.chain is not None else reached,
        wanted.limit,
        of_chain=asked.chain is not None,
    )


def states(asked: FollowUpFilter) -> tuple[State, ...]:
    """The states in which a wanted one may be; badge and state may exclude each other."""
    by_badge = tuple(State) if asked.badge is None else (_STATE_OF[asked.badge],)
    return tuple(state for state in by_badge if asked.state in (None, state))


def _conditions(asked: FollowUpFilter, *, goes_on: bool) -> tuple[str, ...]:
    found = [_LIVE] if asked.customer is None else []
    found += [] if asked.badge is None else [_BADGES[asked.badge]]
    found += [] if asked.rule is None else ["f.rule = %(rule)s"]
    return (*found, "(f.place, f.id) > (%(place)s, %(after)s)") if goes_on else tuple(found)


@lru_cache(maxsize=2048)
def _text(
    named: tuple[str, ...],
    wanted: tuple[State, ...],
    conditions: tuple[str, ...],
    reached: Reached,
    limit: int,
    *,
    of_chain: bool,
) -> str:
    tail = f"ORDER BY place, id LIMIT {limit + 1}"
    parts = [
        _part(rows, [*narrowed, f"f.state = '{state}'", *conditions], tail)
        for state in wanted
        for rows, narrowed in ([_of_chain(named)] if of_chain else _ways(named, reached))
    ]
    joined = " UNION ALL ".join(parts)
    return f"SELECT {COLUMNS} FROM ({joined}) u {tail}"  # noqa: S608 - see above


def _part(rows: str, conditions: list[str], tail: str) -> str:
    return f"({rows} WHERE {' AND '.join(conditions)} {tail})"


def _of_chain(named: tuple[str, ...]) -> tuple[str, list[str]]:
    """Through the few customers of one chain."""
    narrowed = [f"{_NAMED[name]} = %({name})s" for name in named]
    return _THROUGH_CUSTOMERS, ["p.chain_root_id = %(chain)s", "p.archived_at IS NULL", *narrowed]


def _ways(named: tuple[str, ...], reached: Reached) -> Iterable[tuple[str, list[str]]]:
    """Where rows are looked for; the wall decides about each of them."""
    if named or ALL in (*reached.customers, *reached.leads):
        yield _ROWS, [f"{_NAMED[name]} = %({name})s" for name in named]
        return
    yield _ROWS, [f"f.owner_user_id = {USER}"]
    not_own = f"f.owner_user_id IS DISTINCT FROM {USER}"
    # The indexes of customers know the live ones only.
    yield from _through(_THROUGH_CUSTOMERS, reached.customers, [not_own, "p.archived_at IS NULL"])
    yield from _through(_THROUGH_LEADS, reached.leads, [not_own])


def _through(rows: str, reached: tuple[Arm, ...], narrowed: list[str]) -> Iterable[tuple[str, list[str]]]:
    """The rows of each arm that no arm before it has."""
    for number, arm in enumerate(reached):
        keys = f"ANY ({arm.keys})" if arm.value is None else arm.value
        others = [before.misses("p") for before in reached[:number]]
        yield rows, [f"p.{arm.column} = {keys}", *narrowed, *others]
