"""The functions and triggers that keep hot rows, in the transaction that changes what they are made of."""

from collections.abc import Iterable

from adapters.postgres.hot.copies import COPIES, TABLE, listed
from adapters.postgres.hot.fold import Fold, words
from adapters.postgres.hot.lagging import LAGGING, lagging
from adapters.postgres.hot.reading import SIGNATURES, reading_functions
from adapters.postgres.hot.records import Record
from adapters.postgres.roles import OWNER, SERVICE, WORKER

_DEFINER = "SECURITY DEFINER SET search_path = ''"
_FOLD = "app.fold_hot(tenant uuid, customer uuid)"
_OF_CUSTOMER = "h.tenant_id = tenant AND h.customer_id = customer"
# Triggers exist by then, so that no change falls between.
FOLD_ALL = "SELECT app.fold_hot(c.tenant_id, c.id) FROM public.customers c"
RECOMPUTE = "app.recompute_customer_hot(uuid)"
_INNER = ("app.fold_hot(uuid, uuid)", *SIGNATURES)
_TRIGGERED = (
    "app.customers_made_hot()",
    "app.customer_changed_hot()",
    "app.customers_gone_hot()",
    "app.sources_made_hot()",
    "app.sources_changed_hot()",
    "app.sources_gone_hot()",
)


def functions(fold: Fold) -> list[str]:
    """Made by the finder, who sees past the wall; triggers work whoever writes, and with no identity set."""
    return [
        *reading_functions(),
        _folding(fold),
        _recomputing(),
        *_following_customers(),
        *_following_sources(),
        lagging(fold),
    ]


def rights() -> list[str]:
    mine = ", ".join((*_INNER, RECOMPUTE, LAGGING, *_TRIGGERED))
    return [
        f"REVOKE ALL ON FUNCTION {mine} FROM PUBLIC",
        f"GRANT EXECUTE ON FUNCTION {RECOMPUTE}, {LAGGING} TO {SERVICE}, {WORKER}",
        f"GRANT EXECUTE ON FUNCTION {', '.join(_TRIGGERED)} TO {OWNER}",
    ]


def triggers(fold: Fold) -> list[str]:
    """Once per statement and affected customer. A customer's own change comes by row, so that one which
    changes no copied column, such as the counting up of its version, costs a comparison and no more."""
    changed = listed("old."), listed("new.")
    return [
        """CREATE OR REPLACE TRIGGER hot_row_made AFTER INSERT ON customers REFERENCING NEW TABLE AS made
    FOR EACH STATEMENT EXECUTE FUNCTION app.customers_made_hot()""",
        f"""CREATE OR REPLACE TRIGGER hot_row_changed AFTER UPDATE ON customers FOR EACH ROW
    WHEN ((old.tenant_id, old.id, {changed[0]})
        IS DISTINCT FROM (new.tenant_id, new.id, {changed[1]}))
    EXECUTE FUNCTION app.customer_changed_hot()""",
        """CREATE OR REPLACE TRIGGER hot_row_gone AFTER DELETE ON customers REFERENCING OLD TABLE AS gone
    FOR EACH STATEMENT EXECUTE FUNCTION app.customers_gone_hot()""",
        *(text for table in sources(fold) for text in source_triggers(table)),
    ]


def sources(fold: Fold) -> tuple[str, ...]:
    """The tables whose rows feed hot rows; each has a tenant and a customer."""
    return ("field_values", *(record.table for record in fold.sorts.values()))


def source_triggers(table: str) -> list[str]:
    forms = (
        ("made", "INSERT", "NEW TABLE AS made"),
        ("changed", "UPDATE", "OLD TABLE AS gone NEW TABLE AS made"),
        ("gone", "DELETE", "OLD TABLE AS gone"),
    )
    return [
        f"""CREATE OR REPLACE TRIGGER hot_source_{name} AFTER {command} ON {table} REFERENCING {seen}
    FOR EACH STATEMENT EXECUTE FUNCTION app.sources_{name}_hot()"""
        for name, command, seen in forms
    ]


def _folding(fold: Fold) -> str:
    columns = {column.name: fold.value(column) for column in fold.columns.columns}
    stamps = ["c.created_at", "c.fields_changed_at", "v.at"]
    stamps += [f"{sort}.{record.recorded}" for sort, record in fold.sorts.items()]
    assigned = [f"{name} = {value}" for name, value in columns.items()]
    assigned += [f"{name} = c.{name}" for name in COPIES]
    newest = "".join(_newest(sort, record) for sort, record in fold.sorts.items())
    hold = f"PERFORM FROM public.{TABLE} h WHERE {_OF_CUSTOMER} FOR NO KEY UPDATE;"
    return f"""CREATE OR REPLACE FUNCTION {_FOLD} RETURNS void
LANGUAGE plpgsql VOLATILE AS $$
BEGIN
    -- The hot row is held before anything is read: who folds second sees what the first has committed.
    {hold}
    IF NOT FOUND THEN
        INSERT INTO public.{TABLE} (tenant_id, customer_id, {listed()}, updated_at)
        SELECT c.tenant_id, c.id, {listed("c.")}, c.created_at
        FROM public.customers c WHERE c.tenant_id = tenant AND c.id = customer
        ON CONFLICT DO NOTHING;
        {hold}
    END IF;
    UPDATE public.{TABLE} h SET
        {_lines(assigned)},
        updated_at = greatest({", ".join(stamps)})
    FROM public.customers c CROSS JOIN LATERAL (
        SELECT coalesce(jsonb_object_agg(w.key, w.value), '{{}}') AS f, max(w.updated_at) AS at
        FROM public.field_values w
        WHERE w.tenant_id = tenant AND w.customer_id = customer
            AND w.key = ANY ({words(fold.keys)})) v{newest}
    WHERE {_OF_CUSTOMER} AND c.tenant_id = tenant AND c.id = customer;
END $$"""


def _newest(sort: str, record: Record) -> str:
    members = ", ".join(column for column, _ in record.members.values())
    return f"""
    LEFT JOIN LATERAL (SELECT r.id, r.{record.recorded}, {members} FROM public.{record.table} r
        WHERE r.tenant_id = tenant AND r.customer_id = customer
        ORDER BY r.{record.recorded} DESC, r.id DESC LIMIT 1) {sort} ON true"""


def _recomputing() -> str:
    return f"""CREATE OR REPLACE FUNCTION app.recompute_customer_hot(customer uuid) RETURNS void
LANGUAGE plpgsql VOLATILE {_DEFINER} AS $$
DECLARE
    tenant uuid := nullif(current_setting('app.tenant', true), '')::uuid;
BEGIN
    PERFORM app.fold_hot(tenant, customer);
    DELETE FROM public.{TABLE} h WHERE {_OF_CUSTOMER}
        AND NOT EXISTS (SELECT FROM public.customers c WHERE c.tenant_id = tenant AND c.id = customer);
END $$"""


def _following_customers() -> list[str]:
    return [
        _triggered(
            "customers_made",
            f"""    INSERT INTO public.{TABLE} (tenant_id, customer_id, {listed()}, updated_at)
    SELECT m.tenant_id, m.id, {listed("m.")}, m.created_at FROM made m ON CONFLICT DO NOTHING;
    RETURN NULL;""",
        ),
        _triggered(
            "customer_changed",
            f"""    UPDATE public.{TABLE} h SET (tenant_id, customer_id, {listed()})
        = (new.tenant_id, new.id, {listed("new.")})
    WHERE h.tenant_id = old.tenant_id AND h.customer_id = old.id;
    IF NOT FOUND THEN
        PERFORM app.fold_hot(new.tenant_id, new.id);
    END IF;
    RETURN NULL;""",
        ),
        _triggered(
            "customers_gone",
            f"""    DELETE FROM public.{TABLE} h USING gone g
    WHERE h.tenant_id = g.tenant_id AND h.customer_id = g.id;
    RETURN NULL;""",
        ),
    ]


def _following_sources() -> list[str]:
    gone, made = (f"SELECT tenant_id, customer_id FROM {table}" for table in ("gone", "made"))
    return [
        _triggered("sources_made", _each(made)),
        _triggered("sources_changed", _each(f"{gone} UNION {made}")),
        _triggered("sources_gone", _each(gone)),
    ]


def _each(affected: str) -> str:
    """One by one in a fixed order, each by its key: the cost does not depend on how many customers there are,
    and of two statements one waits for the other, never both."""
    return f"""    FOR tenant, customer IN SELECT DISTINCT a.tenant_id, a.customer_id FROM ({affected}) a
        WHERE a.customer_id IS NOT NULL ORDER BY 1, 2
    LOOP
        PERFORM app.fold_hot(tenant, customer);
    END LOOP;
    RETURN NULL;"""


def _triggered(name: str, body: str) -> str:
    declared = "DECLARE\n    tenant uuid;\n    customer uuid;\n" if "FOR tenant" in body else ""
    return f"""CREATE OR REPLACE FUNCTION app.{name}_hot() RETURNS trigger
LANGUAGE plpgsql VOLATILE {_DEFINER} AS $$
{declared}BEGIN
{body}
END $$"""


def _lines(parts: Iterable[str]) -> str:
    return ",\n        ".join(parts)
