"""The text of one page of customers: arms over their indexes, each in order and no longer than the page."""

from functools import lru_cache

from attrs import fields, frozen

from adapters.postgres.flush import Row
from adapters.postgres.like_patterns import patterns_of
from adapters.postgres.policies.arms import Arm
from crm_core.domain.access.scope import Scope
from crm_core.domain.access.whole_chains import sees_every_chain, sees_whole_chain
from crm_core.domain.customers.likeness import words_of
from crm_core.domain.customers.listing import CustomerFilter, CustomerOrder, CustomerRow, CustomerSlice, Order
from crm_core.domain.projections.hot_row import HotColumns

# Every text is put together from names of ours and whole numbers; values travel as parameters.
_NEEDED = """tenant_id, id, name, name_key, type, territory, region, city, channel, owner_user_id,
    contactability, is_chain, parent_id, created_at, updated_at"""
_FILTERS = {
    "type": "h.type = %(type)s",
    "territory": "h.territory = %(territory)s",
    "region": "h.region = %(region)s",
    "owner": "h.owner_user_id = %(owner)s",
    # The first condition is what the index on chains can use.
    "parent": "h.chain_root_id = %(parent)s AND h.parent_id = %(parent)s",
    "channel": "h.channel = %(channel)s",
    "contactability": "h.contactability = %(contactability)s",
}
_ORDERS = {CustomerOrder.NAME: "name_key, id", CustomerOrder.NEWEST: "created_at DESC, id"}
_BEHIND = {
    CustomerOrder.NAME: "(h.name_key, h.id) > (%(place)s, %(after)s)",
    CustomerOrder.NEWEST: """h.created_at <= %(place)s::timestamptz
        AND (h.created_at < %(place)s::timestamptz OR h.id > %(after)s)""",
}
_NAMES = [attribute.name for attribute in fields(CustomerRow)]
_SIZE, _HOT = _NAMES.index("chain_size"), _NAMES.index("hot")


@frozen
class PageTexts:
    """The texts for lists with these hot columns."""

    hot: HotColumns

    def text(self, wanted: CustomerSlice, arms: tuple[Arm, ...]) -> str:
        """The text for this combination of filters, made once."""
        narrowed = tuple(name for name in _FILTERS if getattr(wanted.filter, name) is not None)
        searched = bool(words_of(wanted.filter.q))
        hot = tuple(column.name for column in self.hot.columns)
        goes_on, asks_hot = wanted.after is not None, bool(wanted.filter.hot)
        return _text(_Form(narrowed, searched, wanted.order, goes_on, wanted.limit, hot, asks_hot), arms)


@frozen
class _Form:
    """All that makes one text differ from another, apart from who reads."""

    narrowed: tuple[str, ...]
    searched: bool
    order: Order
    goes_on: bool
    limit: int
    hot: tuple[str, ...]
    asks_hot: bool


def parameters(wanted: CustomerSlice) -> dict[str, object]:
    asked = {one.name: getattr(wanted.filter, one.name) for one in fields(CustomerFilter)}
    words = words_of(wanted.filter.q)
    place, last = wanted.after or (None, None)
    return {**asked, "words": words, "patterns": patterns_of(words), "place": place, "after": last}


def finished(rows: list[Row], scope: Scope) -> list[Row]:
    """The rows as `CustomerRow` has them. A chain's size only for those who see all of it; the others
    would learn of what they may not see."""
    everywhere = sees_every_chain(scope)
    return [
        (
            *row[:_SIZE],
            row[_SIZE] if everywhere or row[_SIZE] is None or sees_whole_chain(scope, row[0]) else None,
            *row[_SIZE + 1 : _HOT],
            row[_HOT:-1],
            row[-1],
        )
        for row in rows
    ]


@lru_cache(maxsize=2048)
def _text(form: _Form, arms: tuple[Arm, ...]) -> str:
    order = form.order
    conditions = ["h.archived_at IS NULL", *(_FILTERS[name] for name in form.narrowed)]
    # Until hot rows are kept, no customer has a hot value: none is met by a filter, all sort alike.
    if form.asks_hot or (form.goes_on and order.is_hot):
        conditions.append("false")
    elif form.goes_on:
        conditions.append(_BEHIND[order])
    in_order = _ORDERS.get(order, "id")
    tail = f"ORDER BY {in_order} LIMIT {form.limit + 1}"
    if form.searched:
        page = _found(conditions, tail)
    else:
        parts = [_part(arm, arms[:number], conditions, tail) for number, arm in enumerate(arms)]
        alone = len(arms) == 1 and arms[0].keys is None
        page = parts[0] if alone else _joined(parts, tail)
    return f"""SELECT p.id, p.name, p.type, p.territory, p.region, p.city, p.channel, p.owner_user_id,
        p.contactability, p.is_chain, p.parent_id, s.size, p.created_at,
        {"NULL, " * len(form.hot)}p.updated_at, {"NULL" if order.is_hot else "p." + order.column}
        FROM ({page}) p
        LEFT JOIN chain_sizes s ON p.is_chain AND s.tenant_id = p.tenant_id AND s.chain_id = p.id
        ORDER BY {", ".join(f"p.{term}" for term in in_order.split(", "))}"""  # noqa: S608 - see above


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
