"""Hot rows beside their sources, in one statement and therefore as of one instant."""

from collections.abc import Mapping, Sequence

from attrs import define, field

from adapters.postgres.flush import Row
from adapters.postgres.hot.copies import COPIES, TABLE
from adapters.postgres.hot.fold import Fold, as_json, literal, words
from adapters.postgres.hot.records import Record
from adapters.postgres.pool import Connections
from adapters.postgres.question import asked
from crm_core.domain.access.actor import Actor
from crm_core.domain.ids import CustomerId
from crm_core.domain.projections.hot_source import HotSources
from crm_core.ports.hot_rows import HotReading

COUNT = "SELECT count(*) FROM customers WHERE tenant_id = %(tenant)s"
# What a crash takes away of it is found and made again; what others have committed does not wait for it.
RECOMPUTE = """SELECT set_config('synchronous_commit', 'off', true),
    app.recompute_customer_hot(%(customer)s::uuid)"""
NAMED = "unnest(%(customers)s::uuid[])"


@define
class PostgresHotRows:
    connections: Connections
    fold: Fold
    _names: tuple[str, ...] = field(init=False)

    def __attrs_post_init__(self) -> None:
        self._names = tuple(column.name for column in self.fold.columns.columns)

    def count(self, actor: Actor) -> int:
        return int(self._asked(actor, COUNT)[0][0])

    def after(self, actor: Actor, place: CustomerId | None, *, limit: int) -> Sequence[HotReading]:
        text = reading_text(self.fold, _behind(goes_on=place is not None))
        return [self._reading(row) for row in self._asked(actor, text, {"place": place, "limit": limit})]

    def of(self, actor: Actor, customers: Sequence[CustomerId]) -> Sequence[HotReading]:
        text = reading_text(self.fold, NAMED)
        return [self._reading(row) for row in self._asked(actor, text, {"customers": list(customers)})]

    def recompute(self, actor: Actor, customer_id: CustomerId) -> None:
        """Asked like a question, which is a transaction of its own."""
        self._asked(actor, RECOMPUTE, {"customer": customer_id})

    def _asked(self, actor: Actor, text: str, told: Mapping[str, object] | None = None) -> list[Row]:
        rows, _ = asked(self.connections, actor, text, {"tenant": actor.tenant, **(told or {})})
        return rows

    def _reading(self, row: Row) -> HotReading:
        customer, has_customer, has_row, astray, plain, newest, *values = row
        stored = dict(zip(self._names, values, strict=True)) if has_row else None
        sources = HotSources(plain, newest)
        return HotReading(CustomerId(customer), sources, stored, tuple(astray), has_customer)


def reading_text(fold: Fold, chosen: str) -> str:
    """Customers and rows side by side, so that a row whose customer is gone is met as well."""
    columns = "".join(f", h.{column.name}" for column in fold.columns.columns)
    newest = ", ".join(f"{literal(sort)}, {sort}.record" for sort in fold.sorts)
    return f"""SELECT i.id, c.id IS NOT NULL, h.customer_id IS NOT NULL, {_astray(fold)}, f.plain,
        jsonb_strip_nulls(jsonb_build_object({newest})){columns}
        FROM {chosen} i (id)
        LEFT JOIN customers c ON c.tenant_id = %(tenant)s AND c.id = i.id
        LEFT JOIN {TABLE} h ON h.tenant_id = %(tenant)s AND h.customer_id = i.id
        CROSS JOIN LATERAL (SELECT coalesce(jsonb_object_agg(v.key, v.value), '{{}}') AS plain,
            max(v.updated_at) AS at FROM field_values v
            WHERE v.tenant_id = %(tenant)s AND v.customer_id = i.id
            AND v.key = ANY ({words(fold.keys)}::text[])) f
        {"".join(_newest(sort, record) for sort, record in fold.sorts.items())}
        WHERE c.id IS NOT NULL OR h.customer_id IS NOT NULL ORDER BY i.id"""


def _behind(*, goes_on: bool) -> str:
    parts = (_ids(column, table, goes_on) for column, table in (("id", "customers"), ("customer_id", TABLE)))
    return f"({' UNION '.join(parts)} ORDER BY 1 LIMIT %(limit)s)"


def _ids(column: str, table: str, goes_on: bool) -> str:
    behind = f" AND {column} > %(place)s::uuid" if goes_on else ""
    return f"""(SELECT {column} AS id FROM {table} WHERE tenant_id = %(tenant)s{behind}
            ORDER BY {column} LIMIT %(limit)s)"""


def _astray(fold: Fold) -> str:
    """What else than the hot columns is not as it should be."""
    stamps = ["c.created_at", "c.fields_changed_at", "f.at", *(f"{sort}.at" for sort in fold.sorts)]
    stamp = f"h.updated_at IS DISTINCT FROM greatest({', '.join(stamps)})"
    claims = {name: f"h.{name} IS DISTINCT FROM c.{name}" for name in COPIES} | {"updated_at": stamp}
    told = ", ".join(f"CASE WHEN {claim} THEN {literal(name)} END" for name, claim in claims.items())
    return f"array_remove(ARRAY[{told}], NULL)"


def _newest(sort: str, record: Record) -> str:
    members = ", ".join(
        f"{literal(name)}, {as_json(f'r.{column}', kind)}" for name, (column, kind) in record.members.items()
    )
    return f"""LEFT JOIN LATERAL (SELECT jsonb_build_object({members}) AS record, r.{record.recorded} AS at
            FROM {record.table} r WHERE r.tenant_id = %(tenant)s AND r.customer_id = i.id
            ORDER BY r.{record.recorded} DESC, r.id DESC LIMIT 1) {sort} ON true"""
