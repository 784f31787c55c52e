"""Many leads with their histories at once, for measuring: one statement per table and batch."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from psycopg.types.json import Jsonb

from adapters.postgres.audit_trail import PostgresAuditTrail
from adapters.postgres.exact_json import exact_json
from adapters.postgres.lead_fact_rows import FACT_TABLES, row_of_fact
from adapters.postgres.lead_rows import (
    BIRTH,
    COPY,
    DETAILS,
    KEYS,
    LIFE,
    PERSON,
    birth_of,
    details_of,
    life_of,
    persons_of,
)
from adapters.postgres.pool import Connections
from adapters.postgres.transaction import Transaction
from crm_core.domain.access.actor import Actor
from crm_core.domain.audit.entry import Deed
from crm_core.domain.leads.lead import NOBODY_KNOWN, Lead
from crm_core.domain.leads.lead_facts import LeadFacts
from crm_core.domain.leads.rules_form import rules_record
from crm_core.ports.clock import Clock
from crm_core.ports.ids import Ids

Row = dict[str, object]
_LEAD = [name.strip() for name in f"{BIRTH}, {DETAILS}, {KEYS}, {LIFE}, {COPY}".split(",")]
_PERSON = [name.strip() for name in PERSON.split(",")]
TABLES = ("leads", "lead_persons", "lead_assignments", "lead_terms", *(one.name for one in FACT_TABLES))


def add_many_leads(
    made: Sequence[tuple[Lead, LeadFacts]], *, connections: Connections, actor: Actor, clock: Clock, ids: Ids
) -> None:
    """One unit of work for all of them; the audit keeps a single deed that says how many."""
    deed = Deed("seed", "lead", f"{made[0][0].id}…{made[-1][0].id}")
    rows: dict[str, list[Row]] = {name: [] for name in TABLES}
    for lead, facts in made:
        for table, row in _rows(lead, facts):
            rows[table].append(row)
    with connections.borrow() as connection:
        transaction = Transaction(connection, actor, clock, ids)
        try:
            transaction.begin()
            for table, told in rows.items():
                if told:
                    transaction.tell(_put(table, told[0]), (exact_json(told),))
            PostgresAuditTrail(transaction).record(deed)
            transaction.commit()
        finally:
            transaction.roll_back()


def _put(table: str, like: Row) -> str:
    names = ", ".join(f'"{name}"' for name in like)
    return f"""INSERT INTO {table} ({names})
        SELECT {names} FROM jsonb_populate_recordset(NULL::{table}, %s::jsonb)"""  # noqa: S608 - names of ours


def _rows(lead: Lead, facts: LeadFacts) -> Iterator[tuple[str, Row]]:
    key: Row = {"tenant_id": str(lead.tenant_id), "lead_id": str(lead.id)}
    yield "leads", _row(_LEAD, (*birth_of(lead), *details_of(lead), *life_of(lead)))
    if lead.persons != NOBODY_KNOWN:
        yield "lead_persons", key | _row(_PERSON, persons_of(lead))
    for one in lead.assignments:
        told = (one.id, one.user_id, one.assigned_at, one.ended_at, one.ended_because)
        yield (
            "lead_assignments",
            key | _row(("id", "user_id", "assigned_at", "ended_at", "ended_because"), told),
        )
        for number, terms in enumerate(one.terms, start=1):
            names = ("assignment_id", "number", "recorded_at", "recorded_by", "started_at", "inactivity_from")
            values = (one.id, number, terms.recorded_at, terms.recorded_by, terms.started_at)
            agreed: Row = {"rules": rules_record(terms.rules), "cause": str(terms.cause)}
            yield "lead_terms", key | _row(names, (*values, terms.inactivity_from)) | agreed
    for fact in facts.all:
        table, row = row_of_fact(fact)
        yield table.name, key | _row(table.columns, row)


def _row(names: Iterable[str], values: Iterable[object]) -> Row:
    return {name: _json(value) for name, value in zip(names, values, strict=True)}


def _json(value: object) -> object:
    if isinstance(value, UUID):
        return str(value)
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, Jsonb):
        return value.obj
    return value if value is None or isinstance(value, bool | int | Decimal) else str(value)
