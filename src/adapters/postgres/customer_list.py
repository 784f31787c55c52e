"""The text of one page of customers: arms over their indexes, each in order and no longer than the page.

The page is found among the hot rows alone, where an index in the asked order has all that is filtered and
guarded by; where that index decided, what is shown of its few customers is looked up afterwards, by key.
"""

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from attrs import evolve, field, fields, frozen

from adapters.postgres.flush import Row
from adapters.postgres.hot.copies import COPIES, TABLE
from adapters.postgres.policies.arms import ALL, Arm
from adapters.postgres.words_sought import sought
from crm_core.domain.access.scope import Scope
from crm_core.domain.access.whole_chains import sees_every_chain, sees_whole_chain
from crm_core.domain.customers.likeness import LIKE_ENOUGH, SHORT, words_of
from crm_core.domain.customers.listing import (
    CustomerColumns,
    CustomerFilter,
    CustomerRow,
    CustomerSlice,
    HotCondition,
    Order,
)
from crm_core.domain.projections.hot_row import HotColumns

# Every text is put together from names of ours and whole numbers; values travel as parameters.
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
_ASKED = [attribute.name for attribute in fields(CustomerFilter) if attribute.name != "hot"]
_WHOLE = f"JOIN {TABLE} h ON h.tenant_id = p.tenant_id AND h.customer_id = p.customer_id"
# What a line tells beside the hot columns, in the order of `CustomerRow`. Only chains have a size looked up.
_LINE = """{0}.customer_id, {0}.name, {0}.type, {0}.territory, {0}.region, {0}.city, {0}.channel,
        {0}.owner_user_id, {0}.contactability, {0}.is_chain, {0}.parent_id,
        CASE WHEN {0}.is_chain THEN (SELECT s.size FROM chain_sizes s
            WHERE s.tenant_id = p.tenant_id AND s.chain_id = p.customer_id) END, {0}.created_at"""
_SIZE = [attribute.name for attribute in fields(CustomerRow)].index("chain_size")
# By these a reader reaches so few that they have no index in each order.
_OF_FEW = {"owner_user_id", "chain_root_id"}
# So many customers are looked at in order before a search asks which of all have such words: a frequent word
# fills its page from them, and whoever sees no more than these needs no index for words.
WALK = 2_000
# Regions and chains are walked so many times as far: then they are all that the reader sees.
_FARTHER = 10


class _Form(NamedTuple):
    """All that makes one text differ from another, apart from who reads."""

    narrowed: tuple[str, ...]
    hot: tuple[str, ...]
    # For each word that is searched, whether it is short.
    words: tuple[bool, ...]
    order: Order
    # Where the page begins: at the top, behind a value, or behind a row without one.
    begins: str
    limit: int
    columns: tuple[str, ...]
    walk: int

    @property
    def is_light(self) -> bool:
        """Nothing but the order decides, so that the rows read are the rows shown."""
        return not (self.narrowed or self.hot or self.words)


@frozen
class PageTexts:
    """The texts for lists with these hot columns."""

    hot: HotColumns
    walk: int = WALK
    _columns: tuple[str, ...] = field(init=False)

    @_columns.default
    def _named(self) -> tuple[str, ...]:
        return tuple(column.name for column in self.hot.columns)

    def text(self, wanted: CustomerSlice, arms: tuple[Arm, ...]) -> str:
        """The text for this combination of filters, made once."""
        begins = "at the top"
        if wanted.after is not None:
            begins = "behind nothing" if wanted.after[0] is None else "behind a value"
        form = _Form(
            narrowed=tuple(name for name in _FILTERS if getattr(wanted.filter, name) is not None),
            hot=tuple(_compared(number, one) for number, one in enumerate(wanted.filter.hot)),
            words=tuple(len(word) < SHORT for word in words_of(wanted.filter.q)),
            order=wanted.order,
            begins=begins,
            limit=wanted.limit,
            columns=self._columns,
            walk=self.walk if arms == (ALL,) else self.walk * _FARTHER,
        )
        return _text(form, arms)


def parameters(wanted: CustomerSlice) -> dict[str, object]:
    asked: dict[str, object] = {name: getattr(wanted.filter, name) for name in _ASKED}
    hot = {f"hot_{number}": one.value for number, one in enumerate(wanted.filter.hot)}
    place, last = wanted.after or (None, None)
    asked |= {**hot, "place": place, "after": last}
    if wanted.filter.q is None:
        return asked
    searched = sought(words_of(wanted.filter.q))
    each = {f"{what}_{number}": one for what, many in searched.items() for number, one in enumerate(many)}
    return {**asked, **searched, **each}


def columns_of(lines: Sequence[Row], scope: Scope) -> CustomerColumns:
    """The page without the sizes of chains of which the reader sees a part: they would tell of the rest."""
    page = CustomerColumns.of(lines)
    sizes = page.told[_SIZE]
    if sizes.count(None) == len(sizes) or sees_every_chain(scope):
        return page
    seen = [sees_whole_chain(scope, one) for one in page.ids]
    told = [size if is_seen else None for size, is_seen in zip(sizes, seen, strict=True)]
    return evolve(page, told=(*page.told[:_SIZE], told, *page.told[_SIZE + 1 :]))


@lru_cache(maxsize=2048)
def _text(form: _Form, arms: tuple[Arm, ...]) -> str:
    page = _searched(form, arms) if form.words else _page(form, arms, form.limit + 1)
    at = "p" if form.is_light else "h"
    hot = "".join(f"{at}.{name}, " for name in form.columns)
    return f"""SELECT {_LINE.format(at)}, {hot}{at}.updated_at, p.{form.order.column}
        FROM ({page}) p {"" if form.is_light else _WHOLE}
        ORDER BY {_in_order(form.order, "p.")}"""  # noqa: S608 - see above


def _page(form: _Form, arms: tuple[Arm, ...], limit: int) -> str:
    """The hot rows of the page: behind a value come those without any, where room is left for them."""
    conditions = ["h.archived_at IS NULL", *(_FILTERS[name] for name in form.narrowed), *form.hot]
    column = f"h.{form.order.column}"
    nothing = f"{column} IS NULL"
    match form.begins:
        case "at the top":
            return _over(arms, form, conditions, limit)
        case "behind nothing":
            return _over(arms, form, [*conditions, nothing, "h.customer_id > %(after)s"], limit)
    behind = f"({column}, h.customer_id) > (%(place)s, %(after)s)"
    if form.order.descends:
        behind = f"{column} <= %(place)s AND ({column} < %(place)s OR h.customer_id > %(after)s)"
    valued = _over(arms, form, [*conditions, behind], limit)
    if not form.order.is_hot:
        return valued
    room = f"(SELECT count(*) FROM valued) < {limit}"  # noqa: S608 - see above
    rest = _over(arms, form, [*conditions, nothing, room], limit)
    return f"""WITH valued AS MATERIALIZED ({valued}) SELECT * FROM (
        SELECT * FROM valued UNION ALL SELECT * FROM ({rest}) r) b {_tail(form.order, limit)}"""  # noqa: S608


def _searched(form: _Form, arms: tuple[Arm, ...]) -> str:
    """The first ones in order, as far as they fill the page or are all there is; else those with the words,
    of which the narrow function knows more than the reader: the wall decides which are shown."""
    size = form.limit + 1
    conditions = ["h.archived_at IS NULL", *(_FILTERS[name] for name in form.narrowed), *form.hot]
    column, tail = f"h.{form.order.column}", _tail(form.order, size)
    if form.begins == "behind nothing":
        conditions += [f"{column} IS NULL", "h.customer_id > %(after)s"]
    elif form.begins == "behind a value":
        ascending = "<" if form.order.descends else ">"
        tie = f"{column} = %(place)s AND h.customer_id > %(after)s"
        conditions.append(f"({column} {ascending} %(place)s OR {tie} OR {column} IS NULL)")
    more = f"(SELECT count(*) FROM walked) = {form.walk} AND (SELECT count(*) FROM met) < {size}"  # noqa: S608
    needed = f"tenant_id, customer_id, {form.order.column}"
    # LIMIT 1 keeps the order of those walked, so that enough of them end the walk.
    return f"""WITH walked AS MATERIALIZED ({_page(form, arms, form.walk)}),
        met AS MATERIALIZED (SELECT w.* FROM walked w CROSS JOIN LATERAL (SELECT c.search_key FROM customers c
                WHERE c.tenant_id = w.tenant_id AND c.id = w.customer_id LIMIT 1) c
            WHERE {" AND ".join(map(_says, range(len(form.words)), form.words))}
            ORDER BY {_in_order(form.order, "w.")} LIMIT {size})
        SELECT {needed} FROM met WHERE NOT ({more})
        UNION ALL (SELECT h.tenant_id, h.customer_id, {column}
            FROM app.customers_meant(%(words)s, %(patterns)s, %(slips)s) AS f (found)
            JOIN {TABLE} h ON h.tenant_id = (SELECT nullif(current_setting('app.tenant', true), '')::uuid)
                AND h.customer_id = f.found
            WHERE {more} AND {" AND ".join(conditions)} {tail})"""  # noqa: S608 - see above


def _says(number: int, is_short: bool) -> str:
    """The core's rule for one word; the parameter's type has to be told where the operator takes several."""
    stands = f"c.search_key LIKE %(patterns_{number})s"
    alike = f"app.word_similarity(%(words_{number})s, c.search_key) >= {LIKE_ENOUGH}::real"
    slipped = f"c.search_key ~ %(slips_{number})s"
    return stands if is_short else f"({stands} OR {alike} OR {slipped})"


def _over(arms: tuple[Arm, ...], form: _Form, conditions: list[str], limit: int) -> str:
    """The rows of all arms, in order; each part repeats the wall, so the few of owners and chains are one."""
    tail = _tail(form.order, limit)
    few = tuple(arm for arm in arms if arm.column in _OF_FEW)
    many = tuple(arm for arm in arms if arm not in few)
    parts = [_few(few, form, conditions, tail)] if few else []
    parts += [_many(arm, few + many[:number], form, conditions, tail) for number, arm in enumerate(many)]
    if len(parts) == 1 and (few or many[0].keys is None):
        return parts[0]
    return f"SELECT * FROM ({' UNION ALL '.join(parts)}) u {tail}"  # noqa: S608 - see above


def _few(arms: tuple[Arm, ...], form: _Form, conditions: list[str], tail: str) -> str:
    """Found by the indexes of owners and chains and sorted then; no index in order is read to meet them."""
    reached = " OR ".join(arm.has("h") for arm in arms)
    rows = _rows(form, [*conditions, f"({reached})"])
    return f"(SELECT * FROM ({rows} OFFSET 0) f {tail})"  # noqa: S608 - see above


def _many(arm: Arm, before: tuple[Arm, ...], form: _Form, conditions: list[str], tail: str) -> str:
    """The rows of one arm that no arm before it has, in order by its index."""
    wanted = [*conditions, *(one.misses("h") for one in before)]
    if arm.keys is not None:
        wanted.append(f"h.{arm.column} = k.key")
    elif arm.column is not None:
        wanted.append(arm.has("h"))
    rows = f"{_rows(form, wanted)} {tail}"
    if arm.keys is None:
        return f"({rows})"
    return f"""(SELECT x.* FROM (SELECT DISTINCT unnest({arm.keys}) AS key) k
        CROSS JOIN LATERAL ({rows}) x)"""  # noqa: S608 - see above


def _rows(form: _Form, wanted: list[str]) -> str:
    needed = ["tenant_id", "customer_id", form.order.column]
    if form.is_light:
        needed = list(dict.fromkeys([*needed, *COPIES, *form.columns, "updated_at"]))
    return f"SELECT {', '.join(needed)} FROM {TABLE} h WHERE {' AND '.join(wanted)}"  # noqa: S608 - see above


def _tail(order: Order, limit: int) -> str:
    return f"ORDER BY {_in_order(order)} LIMIT {limit}"


def _in_order(order: Order, at: str = "") -> str:
    """As the indexes have it; PostgreSQL puts what has no value last only where it ascends."""
    falling = (" DESC NULLS LAST" if order.is_hot else " DESC") if order.descends else ""
    return f"{at}{order.column}{falling}, {at}customer_id"


def _compared(number: int, one: HotCondition) -> str:
    return f"h.{one.column} {one.comparison} %(hot_{number})s"
