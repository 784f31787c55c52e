"""Leads with their histories, as rows of every table in which they would have left them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from adapters.postgres.bulk import Values, named
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
from crm_core.domain.leads.lead import NOBODY_KNOWN, Lead
from crm_core.domain.leads.lead_facts import LeadFacts
from crm_core.domain.leads.rules_form import rules_record

_LEAD = [name.strip() for name in f"{BIRTH}, {DETAILS}, {KEYS}, {LIFE}, {COPY}".split(",")]
_PERSON = [name.strip() for name in PERSON.split(",")]
TABLES = ("leads", "lead_persons", "lead_assignments", "lead_terms", *(one.name for one in FACT_TABLES))


def lead_rows_of(made: Iterable[tuple[Lead, LeadFacts]]) -> Mapping[str, Sequence[Values]]:
    rows: dict[str, list[Values]] = {name: [] for name in TABLES}
    for lead, facts in made:
        for table, row in _rows(lead, facts):
            rows[table].append(row)
    return rows


def _rows(lead: Lead, facts: LeadFacts) -> Iterator[tuple[str, Values]]:
    key: dict[str, object] = {"tenant_id": str(lead.tenant_id), "lead_id": str(lead.id)}
    yield "leads", named(_LEAD, (*birth_of(lead), *details_of(lead), *life_of(lead)))
    if lead.persons != NOBODY_KNOWN:
        yield "lead_persons", key | named(_PERSON, persons_of(lead))
    for one in lead.assignments:
        told = (one.id, one.user_id, one.assigned_at, one.ended_at, one.ended_because)
        yield (
            "lead_assignments",
            key | named(("id", "user_id", "assigned_at", "ended_at", "ended_because"), told),
        )
        for number, terms in enumerate(one.terms, start=1):
            names = ("assignment_id", "number", "recorded_at", "recorded_by", "started_at", "inactivity_from")
            values = (one.id, number, terms.recorded_at, terms.recorded_by, terms.started_at)
            agreed: Values = {"rules": rules_record(terms.rules), "cause": str(terms.cause)}
            yield "lead_terms", key | {**named(names, (*values, terms.inactivity_from)), **agreed}
    for fact in facts.all:
        table, row = row_of_fact(fact)
        yield table.name, key | named(table.columns, row)
