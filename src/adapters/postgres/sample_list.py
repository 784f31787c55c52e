"""The text of one page of samples: ways over an index each, all in order and no longer than the page."""

from collections.abc import Iterable
from functools import lru_cache

from attrs import frozen

from adapters.postgres.policies.arms import ALL, Arm
from adapters.postgres.policies.reached import Reached
from adapters.postgres.sample_rows import PLACE, TO_PARTY, WHOLE
from crm_food_pack.domain.samples.listing import SampleFilter, SampleSlice

# Every text is put together from names of ours and whole numbers; values travel as parameters.
_ROWS = "SELECT s.* FROM sample_request s"
_THROUGH_CUSTOMERS = """SELECT s.* FROM customers p
    JOIN sample_request s ON s.tenant_id = p.tenant_id AND s.customer_id = p.id"""
_THROUGH_LEADS = """SELECT s.* FROM leads p
    JOIN sample_request s ON s.tenant_id = p.tenant_id AND s.lead_id = p.id"""
_PARTIES = {"customer": "s.customer_id = %(customer)s", "lead": "s.lead_id = %(lead)s"}
_FILTERS = {
    **_PARTIES,
    "status": "s.status = %(status)s",
    "since": "s.delivery_date >= %(since)s",
    "until": "s.delivery_date < %(until)s",
}
# Looked up row by row, for a page needs few of them.
_LIVE = """NOT EXISTS (SELECT FROM customers a
    WHERE a.tenant_id = s.tenant_id AND a.id = s.customer_id AND a.archived_at IS NOT NULL OFFSET 0)"""
# The indexes of customers know the live ones only.
_LIVE_ONES = "p.archived_at IS NULL"
_OWNED = "p.owner_user_id = %(owner)s"
_BEHIND = "s.created_at <= %(at)s AND (s.created_at < %(at)s OR s.id > %(last)s)"


@frozen
class Shape:
    """Which conditions a page has, whatever their values."""

    names: tuple[str, ...]
    knows_the_archived: bool
    is_owned: bool
    goes_on: bool


def parameters(wanted: SampleSlice) -> dict[str, object]:
    asked, (at, last) = wanted.filter, wanted.after or (None, None)
    status = None if asked.status is None else str(asked.status)
    named = {name: getattr(asked, name) for name in _FILTERS}
    return {**named, "status": status, "owner": asked.owner, "at": at, "last": last}


def page_text(wanted: SampleSlice, reached: Reached) -> str:
    """The text for this combination of filters, made once."""
    asked = wanted.filter
    shape = Shape(
        _names(asked), asked.knows_the_archived, asked.owner is not None, goes_on=wanted.after is not None
    )
    return _text(shape, wanted.limit, reached)


def _names(asked: SampleFilter) -> tuple[str, ...]:
    return tuple(name for name in _FILTERS if getattr(asked, name) is not None)


@lru_cache(maxsize=2048)
def _text(shape: Shape, limit: int, reached: Reached) -> str:
    conditions = ["s.tenant_id = %(tenant)s", *(_FILTERS[name] for name in shape.names)]
    if shape.goes_on:
        conditions.append(_BEHIND)
    tail = f"ORDER BY created_at DESC, id LIMIT {limit + 1}"
    parts = [
        f"({rows} WHERE {' AND '.join([*conditions, *narrowed])} {tail})"
        for rows, narrowed in _ways(shape, reached)
    ]
    page = f"SELECT * FROM ({' UNION ALL '.join(parts)}) u {tail}"  # noqa: S608 - see above
    return f"""SELECT {WHOLE}, {PLACE} FROM ({page}) s {TO_PARTY}
        ORDER BY s.created_at DESC, s.id"""  # noqa: S608 - see above


def _ways(shape: Shape, reached: Reached) -> Iterable[tuple[str, list[str]]]:
    """Where rows are looked for; the wall decides about each of them."""
    live = [] if shape.knows_the_archived else [_LIVE_ONES]
    if shape.is_owned:
        yield _THROUGH_CUSTOMERS, [_OWNED, *live]
        yield _THROUGH_LEADS, [_OWNED]
        return
    if ALL in (*reached.customers, *reached.leads) or not _PARTIES.keys().isdisjoint(shape.names):
        yield _ROWS, [] if shape.knows_the_archived else [_LIVE]
        return
    yield from _through(_THROUGH_CUSTOMERS, reached.customers, live)
    yield from _through(_THROUGH_LEADS, reached.leads, [])


def _through(rows: str, reached: tuple[Arm, ...], narrowed: list[str]) -> Iterable[tuple[str, list[str]]]:
    """The rows of each arm that no arm before it has."""
    for number, arm in enumerate(reached):
        keys = f"ANY ({arm.keys})" if arm.value is None else arm.value
        others = [before.misses("p") for before in reached[:number]]
        yield rows, [f"p.{arm.column} = {keys}", *narrowed, *others]
