"""What the database's own catalogue says against it; nothing here names a table."""

import re
from collections.abc import Mapping
from typing import Any

import psycopg

from adapters.postgres.roles import RUNTIME

OURS = """n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
    AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = {oid} AND d.deptype = 'e')"""
TABLES = f"""SELECT c.oid, c.oid::regclass::text AS name, c.relrowsecurity, c.relforcerowsecurity,
        EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attname = 'tenant_id') AS tenants
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE c.relkind IN ('r', 'p') AND {OURS.format(oid="c.oid")}"""
# Whatever people's rows may be in: tables with a tenant, and everything in the schema of the business.
GUARDED = f"""SELECT * FROM ({TABLES}) t WHERE tenants
    OR oid IN (SELECT oid FROM pg_class WHERE relnamespace = 'public'::regnamespace)"""

CHECKS: Mapping[str, str] = {
    "row security is not forced": f"""SELECT name FROM ({GUARDED}) g
        WHERE NOT (relrowsecurity AND relforcerowsecurity)""",
    "no wall around the tenant": f"""SELECT name || ' for ' || r.role
        FROM ({GUARDED}) g, unnest(%(roles)s::text[]) r (role)
        WHERE tenants AND NOT EXISTS (SELECT FROM pg_policy p WHERE p.polrelid = g.oid AND NOT p.polpermissive
            AND p.polcmd = '*' AND pg_get_expr(p.polqual, p.polrelid) LIKE '%%app.tenant%%'
            AND (p.polroles = '{{0}}' OR r.role::regrole = ANY (p.polroles)))""",
    "a right without a policy for its command": f"""SELECT name || ' ' || v.command || ' for ' || r.role
        FROM ({GUARDED}) g, unnest(%(roles)s::text[]) r (role),
            (VALUES ('SELECT', 'r'), ('INSERT', 'a'), ('UPDATE', 'w'), ('DELETE', 'd')) v (command, letter)
        WHERE CASE WHEN v.command = 'DELETE' THEN has_table_privilege(r.role, g.oid, v.command)
                ELSE has_any_column_privilege(r.role, g.oid, v.command) END
            AND NOT EXISTS (SELECT FROM pg_policy p WHERE p.polrelid = g.oid AND p.polpermissive
                AND p.polcmd::text = v.letter
                AND (p.polroles = '{{0}}' OR r.role::regrole = ANY (p.polroles)))""",
    "a permissive policy for all commands": """SELECT polrelid::regclass || ' ' || polname FROM pg_policy
        WHERE polpermissive AND polcmd = '*'""",
    "a policy that lets everything pass": """SELECT polrelid::regclass || ' ' || polname FROM pg_policy p
        WHERE polpermissive AND (polroles && (%(roles)s::text[]::regrole[]::oid[]) OR polroles = '{0}')
            AND 'true' IN (pg_get_expr(polqual, polrelid), pg_get_expr(polwithcheck, polrelid))""",
    "a view that looks with its owner's eyes": f"""SELECT c.oid::regclass::text FROM pg_class c
        JOIN pg_namespace n ON n.oid = c.relnamespace WHERE c.relkind = 'v' AND {OURS.format(oid="c.oid")}
            AND NOT coalesce(c.reloptions, '{{}}') && '{{security_invoker=true,security_invoker=on}}'""",
    "a materialized view": f"""SELECT c.oid::regclass::text FROM pg_class c
        JOIN pg_namespace n ON n.oid = c.relnamespace WHERE c.relkind = 'm' AND {OURS.format(oid="c.oid")}""",
    "a definer function without a fixed search_path": f"""SELECT p.oid::regprocedure::text FROM pg_proc p
        JOIN pg_namespace n ON n.oid = p.pronamespace WHERE p.prosecdef AND {OURS.format(oid="p.oid")}
            AND NOT EXISTS (SELECT FROM unnest(p.proconfig) c WHERE c LIKE 'search_path=%%')""",
    "a definer function of somebody who can log in": f"""SELECT p.oid::regprocedure::text FROM pg_proc p
        JOIN pg_namespace n ON n.oid = p.pronamespace JOIN pg_roles r ON r.oid = p.proowner
        WHERE p.prosecdef AND r.rolcanlogin AND {OURS.format(oid="p.oid")}""",
    "a function that everybody may execute": f"""SELECT p.oid::regprocedure::text FROM pg_proc p
        JOIN pg_namespace n ON n.oid = p.pronamespace WHERE {OURS.format(oid="p.oid")}
            AND EXISTS (SELECT FROM aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) a
                WHERE a.grantee = 0 AND a.privilege_type = 'EXECUTE')""",
    "a role of the service that owns something": """SELECT r.rolname || ' ' || o.what FROM pg_roles r JOIN (
            SELECT relowner AS owner, oid::regclass::text AS what FROM pg_class
            UNION ALL SELECT proowner, oid::regprocedure::text FROM pg_proc
            UNION ALL SELECT nspowner, nspname FROM pg_namespace
            UNION ALL SELECT typowner, oid::regtype::text FROM pg_type
            UNION ALL SELECT datdba, datname FROM pg_database) o ON o.owner = r.oid
        WHERE r.rolname = ANY (%(roles)s)""",
    "a role of the service that may too much": """SELECT rolname FROM pg_roles WHERE rolname = ANY (%(roles)s)
        AND (rolsuper OR rolbypassrls OR rolcreaterole OR rolcreatedb OR rolreplication)""",
    "a role of the service that is a member of another": """SELECT m.member::regrole::text
        FROM pg_auth_members m
        WHERE m.member = ANY (%(roles)s::text[]::regrole[]::oid[])""",
    "a right that nobody of the service needs": f"""SELECT t.name || ' ' || a.privilege_type
        FROM ({TABLES}) t JOIN pg_class c ON c.oid = t.oid, aclexplode(c.relacl) a
        WHERE (a.grantee = 0 OR a.grantee = ANY (%(roles)s::text[]::regrole[]::oid[]))
            AND a.privilege_type NOT IN ('SELECT', 'INSERT', 'UPDATE', 'DELETE')""",
    "something that everybody may read or write": f"""SELECT t.name || ' ' || a.privilege_type
        FROM ({TABLES}) t JOIN pg_class c ON c.oid = t.oid, aclexplode(c.relacl) a WHERE a.grantee = 0""",
    "a schema in which the service may create": f"""SELECT n.nspname || ' ' || r.role
        FROM pg_namespace n, unnest(%(roles)s::text[]) r (role)
        WHERE {OURS.format(oid="n.oid")} AND has_schema_privilege(r.role, n.oid, 'CREATE')""",
    "a database in which the service may create": """SELECT r.role || ' ' || v.what
        FROM unnest(%(roles)s::text[]) r (role), (VALUES ('CREATE'), ('TEMP')) v (what)
        WHERE has_database_privilege(r.role, current_database(), v.what)""",
}
EXPRESSIONS = """SELECT polrelid::regclass || ' ' || polname, pg_get_expr(polqual, polrelid) FROM pg_policy
    UNION ALL
    SELECT polrelid::regclass || ' ' || polname, pg_get_expr(polwithcheck, polrelid) FROM pg_policy"""


def faults(connection: "psycopg.Connection[tuple[Any, ...]]") -> list[str]:
    """Everything that the catalogue shows to be open, one line each."""
    found = []
    for what, query in CHECKS.items():
        rows = connection.execute(query.encode(), {"roles": list(RUNTIME)}).fetchall()
        found += [f"{what}: {row[0]}" for row in rows]
    for name, expression in connection.execute(EXPRESSIONS).fetchall():
        found += [f"{fault}: {name}" for fault in expression_faults(expression or "")]
    return sorted(found)


def expression_faults(expression: str) -> list[str]:
    """A setting is read once per statement, and what is not set opens nothing."""
    found = []
    if "current_setting" in without_selects(expression):
        found.append("a setting read once per row")
    if re.search(r"IS NULL\)* OR", expression):
        found.append("a condition that is open when nothing is set")
    return found


def without_selects(expression: str) -> str:
    """The expression without its sub-selects."""
    kept, depth, inside = [], 0, None
    for position, char in enumerate(expression):
        if char == "(":
            depth += 1
            if inside is None and expression[position:].startswith("( SELECT"):
                inside = depth
        if inside is None:
            kept.append(char)
        if char == ")":
            if inside == depth:
                inside = None
            depth -= 1
    return "".join(kept)
