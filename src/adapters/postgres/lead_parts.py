"""The expressions that read a lead's parts beside its row: each one JSON value, so a lead is one row."""

from adapters.postgres.lead_fact_rows import FACT_TABLES
from adapters.postgres.lead_rows import COLUMNS


def _of(alias: str) -> str:
    return f"{alias}.tenant_id = l.tenant_id AND {alias}.lead_id = l.id"


# Every text is put together from names of ours.
_TERMS = """SELECT jsonb_agg(to_jsonb(t) ORDER BY t.number) FROM lead_terms t
    WHERE t.tenant_id = a.tenant_id AND t.lead_id = a.lead_id AND t.assignment_id = a.id"""
_ASSIGNMENTS = f"""(SELECT jsonb_agg(to_jsonb(a) || jsonb_build_object('terms', ({_TERMS}))
    ORDER BY a.assigned_at, a.ended_at, a.id) FROM lead_assignments a WHERE {_of("a")})"""  # noqa: S608 - see above
_PERSONS = f"(SELECT to_jsonb(p) FROM lead_persons p WHERE {_of('p')})"  # noqa: S608 - see above
_COLLABORATORS = f"""(SELECT jsonb_object_agg(c.user_id, c.role) FROM lead_collaborators c
    WHERE {_of("c")})"""  # noqa: S608 - see above
LEAD = ", ".join(
    [*(f"l.{name.strip()}" for name in COLUMNS.split(",")), _ASSIGNMENTS, _PERSONS, _COLLABORATORS]
)
LEAD_WIDTH = len(COLUMNS.split(",")) + 3
FACTS = ", ".join(
    f"(SELECT jsonb_agg(to_jsonb(f)) FROM {table.name} f WHERE {_of('f')})"  # noqa: S608 - see above
    for table in FACT_TABLES
)
FACTS_WIDTH = len(FACT_TABLES)
NOTES = f"(SELECT jsonb_object_agg(n.about_id, n.text) FROM lead_notes n WHERE {_of('n')})"  # noqa: S608 - see above
