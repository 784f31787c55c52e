"""How JSON becomes a column's value in SQL: exactly as the core reads it, or null; no reading ever fails."""

from collections.abc import Mapping

from crm_core.domain.projections.hot_types import MAX_TEXT, HotType

# What Python's strip() takes away; the control characters among it are refused before.
_BLANK = r"\0009\000a\000d\0020\0085\00a0\1680\2000\2001\2002\2003\2004\2005\2006\2007\2008\2009\200a"
_BLANKS = rf"U&'{_BLANK}\2028\2029\202f\205f\3000'"
_FORBIDDEN = r"'[\u0001-\u0008\u000b\u000c\u000e-\u001f\u007f]'"

READERS: Mapping[HotType, str] = {
    HotType.TEXT: "app.json_text",
    HotType.INTEGER: "app.json_integer",
    HotType.BOOLEAN: "app.json_boolean",
    HotType.DATE: "app.json_date",
    HotType.INSTANT: "app.json_instant",
    HotType.CENTS: "app.json_cents",
}
_BODIES: Mapping[HotType, str] = {
    HotType.TEXT: f"""DECLARE
    said text := CASE jsonb_typeof(raw) WHEN 'string' THEN raw #>> '{{}}' END;
BEGIN
    RETURN CASE WHEN length(said) BETWEEN 1 AND {MAX_TEXT} AND said !~ {_FORBIDDEN}
        AND btrim(said, {_BLANKS}) = said THEN said END;
END""",
    HotType.INTEGER: """DECLARE
    number numeric := CASE jsonb_typeof(raw) WHEN 'number' THEN raw::numeric END;
BEGIN
    RETURN CASE WHEN number BETWEEN -2147483648 AND 2147483647 THEN
        CASE WHEN number = trunc(number) THEN number::integer END END;
END""",
    HotType.BOOLEAN: """BEGIN
    RETURN CASE jsonb_typeof(raw) WHEN 'boolean' THEN raw::boolean END;
END""",
    # A day that the month does not have would be counted on into the next one.
    HotType.DATE: """DECLARE
    said text := CASE jsonb_typeof(raw) WHEN 'string' THEN raw #>> '{}' END;
    day date;
BEGIN
    IF said ~ '^[0-9]{4}-(0[1-9]|1[0-2])-[0-9]{2}$' AND said >= '0001' COLLATE "C" THEN
        day := make_date(left(said, 4)::integer, substr(said, 6, 2)::integer, 1)
            + right(said, 2)::integer - 1;
        RETURN CASE WHEN extract(day FROM day) = right(said, 2)::integer THEN day END;
    END IF;
    RETURN NULL;
END""",
    # Not by a cast, which refuses offsets of sixteen hours and more.
    HotType.INSTANT: """DECLARE
    said text := CASE jsonb_typeof(raw) WHEN 'string' THEN raw #>> '{}' END;
    part text[] := regexp_match(said, '^([0-9]{4})-[0-9]{2}-[0-9]{2}[Tt]([0-9]{2}):([0-9]{2}):'
        '([0-9]{2}(?:[.][0-9]{1,6})?)(?:[Zz]|([+-])([0-9]{2}):([0-9]{2}))$');
    day date := app.json_date(to_jsonb(left(said, 10)));
    shift integer := coalesce(part[6]::integer * 60 + part[7]::integer, 0);
BEGIN
    IF part IS NULL OR day IS NULL OR part[1]::integer NOT BETWEEN 1900 AND 2200
        OR part[2]::integer > 23 OR part[3]::integer > 59 OR part[4]::numeric >= 60 OR shift >= 1440 THEN
        RETURN NULL;
    END IF;
    RETURN (day + make_interval(hours => part[2]::integer, mins => part[3]::integer, secs => part[4]::float8)
        - make_interval(mins => CASE part[5] WHEN '-' THEN -shift ELSE shift END)) AT TIME ZONE 'UTC';
END""",
    HotType.CENTS: """DECLARE
    said text := CASE jsonb_typeof(raw) WHEN 'string' THEN raw #>> '{}' END;
    amount numeric := CASE WHEN jsonb_typeof(raw) = 'number' THEN raw::numeric
        WHEN said ~ '^-?[0-9]{1,12}([.][0-9]{1,6})?$' THEN said::numeric END;
BEGIN
    RETURN CASE WHEN abs(amount) <= 9999999999.99 THEN
        CASE WHEN amount * 100 = trunc(amount * 100) THEN (amount * 100)::bigint END END;
END""",
}


_CHOICE = """BEGIN
    RETURN CASE WHEN jsonb_typeof(raw) = 'string' AND raw #>> '{}' = ANY (options) THEN raw #>> '{}' END;
END"""
SIGNATURES = (*(f"{name}(jsonb)" for name in READERS.values()), "app.json_choice(jsonb, text[])")


def reading_functions() -> list[str]:
    """One function per type; strict, so that where nothing stands nothing is called."""
    return [
        *(_function(f"{READERS[kind]}(raw jsonb)", kind, body) for kind, body in _BODIES.items()),
        _function("app.json_choice(raw jsonb, options text[])", HotType.TEXT, _CHOICE),
    ]


def _function(signature: str, kind: HotType, body: str) -> str:
    return (
        f"CREATE OR REPLACE FUNCTION {signature} RETURNS {kind}\n"
        f"LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$\n{body} $$"
    )
