"""Rows that hang on a customer or a lead: who sees that one sees them, who engages with it works on them."""

from adapters.postgres.policies.lead_tables import of_a_lead, on_a_lead
from adapters.postgres.policies.of_customers import engaged, seen
from crm_core.domain.access.leads import LEAD_PERSONS, LEADS
from crm_core.domain.access.policy import Operation


def party_seen(table: str) -> str:
    return f"{seen(table)} OR {of_a_lead(table, (LEAD_PERSONS, Operation.READ))}"


def party_engaged(table: str) -> str:
    return f"{engaged(table)} OR {on_a_lead(table, (LEADS, Operation.ENGAGE))}"


def part_seen(table: str, whole: str, key: str) -> str:
    """Rows of something that hangs on a party; that stands behind a wall of its own."""
    return _part(table, whole, key, "true")


def part_engaged(table: str, whole: str, key: str) -> str:
    return _part(table, whole, key, party_engaged("w"))


def _part(table: str, whole: str, key: str, condition: str) -> str:
    return f"""EXISTS (SELECT FROM {whole} w
        WHERE w.tenant_id = {table}.tenant_id AND w.id = {table}.{key} AND ({condition}))"""
