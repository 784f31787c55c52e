"""The text of one page of customers: arms over their indexes, each in order and no longer than the page."""

from functools import lru_cache

from attrs import fields

from adapters.postgres.flush import Row
from adapters.postgres.policies.arms import Arm
from crm_core.domain.access.scope import Scope
from crm_core.domain.access.whole_chains import sees_every_chain, sees_whole_chain
from crm_core.domain.customers.customer import sort_key
from crm_core.domain.customers.listing import CustomerFilter, CustomerOrder, CustomerRow, CustomerSlice

# Every text is put together from names of ours and whole numbers; values travel as parameters.
_NEEDED = """tenant_id, id, name, name_key, type, territory, region, city, channel, owner_user_id,
    contactability, is_chain, parent_id, created_at"""
_FILTERS = {
    "type": "h.type = %(type)s",
    "territory": "h.territory = %(territory)s",
    "region": "h.region = %(region)s",
    "owner": "h.owner_user_id = %(owner)s",
    # The first condition is what the index on chains can use.
    "parent": "h.chain_root_id = %(parent)s AND h.parent_id = %(parent)s",
    "channel": "h.channel = %(channel)s",
}
_ORDERS = {CustomerOrder.NAME: "name_key, id", CustomerOrder.NEWEST: "created_at DESC, id"}
_BEHIND = {
    CustomerOrder.NAME: "(h.name_key, h.id) > (%(place)s, %(after)s)",
    CustomerOrder.NEWEST: """h.created_at <= %(place)s::timestamptz
        AND (h.created_at < %(place)s::timestamptz OR h.id > %(after)s)""",
}
_SIZE = [attribute.name for attribute in fields(CustomerRow)].index("chain_size")
_PLACES = {
    CustomerOrder.NAME: "p.name_key",
    CustomerOrder.NEWEST: """to_char(p.created_at AT TIME ZONE 'UTC',
        'YYYY-MM-DD"T"HH24:MI:SS.US"+00:00"')""",
}


def parameters(wanted: CustomerSlice) -> dict[str, object]:
    asked = {one.name: getattr(wanted.filter, one.name) for one in fields(CustomerFilter)}
    words = words_of(wanted.filter.q)
    place, last = wanted.after or (None, None)
    patterns = [f"%{_as_it_stands(word)}%" for word in words]
    return {**asked, "words": words, "patterns": patterns, "place": place, "after": last}


def page_text(wanted: CustomerSlice, arms: tuple[Arm, ...]) -> str:
    """The text for this combination of filters, made once."""
    narrowed = tuple(name for name in _FILTERS if getattr(wanted.filter, name) is not None)
    searched = bool(words_of(wanted.filter.q))
    return _text(narrowed, searched, wanted.order, wanted.after is not None, wanted.limit, arms)


def without_hidden_sizes(rows: list[Row], scope: Scope) -> list[Row]:
    """A chain's size only for those who see all of it; the others would learn of what they may not see."""
    if sees_every_chain(scope):
        return rows
    return [
        row
        if row[_SIZE] is None or sees_whole_chain(scope, row[0])
        else (*row[:_SIZE], None, *row[_SIZE + 1 :])
        for row in rows
    ]


def words_of(q: str | None) -> list[str]:
    """The words to look for, the longest first: it is the one that is looked up."""
    return sorted(sort_key(q or "").split(), key=len, reverse=True)


@lru_cache(maxsize=2048)
def _text(
    narrowed: tuple[str, ...],
    searched: bool,
    order: CustomerOrder,
    goes_on: bool,
    limit: int,
    arms: tuple[Arm, ...],
) -> str:
    conditions = ["h.archived_at IS NULL", *(_FILTERS[name] for name in narrowed)]
    if goes_on:
        conditions.append(_BEHIND[order])
    tail = f"ORDER BY {_ORDERS[order]} LIMIT {limit + 1}"
    if searched:
        page = _found(conditions, tail)
    else:
        parts = [_part(arm, arms[:number], conditions, tail) for number, arm in enumerate(arms)]
        in_order = len(arms) == 1 and arms[0].keys is None
        page = parts[0] if in_order else _joined(parts, tail)
    return f"""SELECT p.id, p.name, p.type, p.territory, p.region, p.city, p.channel, p.owner_user_id,
        p.contactability, p.is_chain, p.parent_id, s.size, p.created_at, {_PLACES[order]}
        FROM ({page}) p
        LEFT JOIN chain_sizes s ON p.is_chain AND s.tenant_id = p.tenant_id AND s.chain_id = p.id
        ORDER BY {", ".join(f"p.{term}" for term in _ORDERS[order].split(", "))}"""  # noqa: S608 - see above


def _joined(parts: list[str], tail: str) -> str:
    return f"SELECT * FROM ({' UNION ALL '.join(parts)}) u {tail}"  # noqa: S608 - see above


def _found(conditions: list[str], tail: str) -> str:
    """Few candidates from the narrow function; the wall alone decides which of them are shown."""
    return f"""SELECT {_NEEDED} FROM app.customers_like(%(words)s, %(patterns)s) AS f (found)
        JOIN customers h ON h.id = f.found WHERE {" AND ".join(conditions)} {tail}"""  # noqa: S608 - see above


def _part(arm: Arm, before: tuple[Arm, ...], conditions: list[str], tail: str) -> str:
    """The rows of one arm that no arm before it has."""
    wanted = [*conditions, *(one.misses("h") for one in before)]
    if arm.keys is not None:
        wanted.append(f"h.{arm.column} = k.key")
    elif arm.column is not None:
        wanted.append(f"h.{arm.column} = {arm.value}")
    rows = f"SELECT {_NEEDED} FROM customers h WHERE {' AND '.join(wanted)} {tail}"  # noqa: S608 - see above
    if arm.keys is None:
        return f"({rows})"
    return f"""(SELECT x.* FROM (SELECT DISTINCT unnest({arm.keys}) AS key) k
        CROSS JOIN LATERAL ({rows}) x)"""  # noqa: S608 - see above


def _as_it_stands(word: str) -> str:
    """The word without the meaning that LIKE gives to some characters."""
    return "".join(f"\\{char}" if char in "\\%_" else char for char in word)
