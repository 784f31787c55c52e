"""How words about a lead give way to pseudonyms where they stand: read once, written once per table."""

from collections.abc import Sequence
from typing import TypeAlias
from uuid import UUID

from adapters.postgres.exact_json import exact_json
from adapters.postgres.flush import Row
from adapters.postgres.follow_up_rows import COLUMNS, follow_up_from, row_of
from adapters.postgres.transaction import Transaction
from crm_core.domain.activities.words import Words
from crm_core.domain.follow_ups.words import without_words
from crm_core.domain.hiding import Hide, hidden_or_none
from crm_core.domain.party import LeadId

NOTES = "SELECT about_id, text FROM lead_notes WHERE tenant_id = %s AND lead_id = %s FOR UPDATE"
HIDE_NOTES = """UPDATE lead_notes n SET text = h.text
    FROM unnest(%s::uuid[], %s::text[]) AS h (about_id, text)
    WHERE n.tenant_id = %s AND n.lead_id = %s AND n.about_id = h.about_id"""
FORGET_ANSWERS = "DELETE FROM idempotency_answers WHERE tenant_id = %s AND lead_id = %s"
ACTIVITIES = """SELECT id, 0, kind, note, content, withdrawn_because FROM activities
    WHERE tenant_id = %s AND lead_id = %s FOR UPDATE"""
FORMER = """SELECT h.activity_id, h.version, a.kind, h.note, h.content, NULL FROM activity_history h
    JOIN activities a ON a.tenant_id = h.tenant_id AND a.id = h.activity_id
    WHERE a.tenant_id = %s AND a.lead_id = %s"""
_HIDDEN = """unnest(%s::uuid[], %s::bigint[], %s::text[], %s::jsonb[], %s::text[])
        AS h (id, version, note, content, because)"""
HIDE_ACTIVITIES = f"""UPDATE activities a
    SET note = h.note, content = h.content, withdrawn_because = h.because
    FROM {_HIDDEN} WHERE a.tenant_id = %s AND a.id = h.id"""  # noqa: S608 - names of ours
HIDE_FORMER = f"""UPDATE activity_history a SET note = h.note, content = h.content
    FROM {_HIDDEN} WHERE a.tenant_id = %s AND a.activity_id = h.id AND a.version = h.version"""  # noqa: S608
FOLLOW_UPS = f"SELECT {COLUMNS} FROM follow_ups WHERE tenant_id = %s AND lead_id = %s FOR UPDATE"  # noqa: S608
HIDE_FOLLOW_UPS = """UPDATE follow_ups f SET note = h.note, snoozes = h.snoozes
    FROM unnest(%s::uuid[], %s::text[], %s::jsonb[]) AS h (id, note, snoozes)
    WHERE f.tenant_id = %s AND f.id = h.id"""
SAMPLES = """SELECT id, delivery_address, contact_email, notes FROM sample_request
    WHERE tenant_id = %s AND lead_id = %s FOR UPDATE"""
HIDE_SAMPLES = """UPDATE sample_request s
    SET delivery_address = h.address, contact_email = h.email, notes = h.notes
    FROM unnest(%s::uuid[], %s::text[], %s::text[], %s::text[]) AS h (id, address, email, notes)
    WHERE s.tenant_id = %s AND s.id = h.id"""
PURGE = (
    "DELETE FROM lead_notes WHERE tenant_id = %s AND lead_id = %s",
    "DELETE FROM lead_commitments WHERE tenant_id = %s AND lead_id = %s",
    "DELETE FROM lead_collaborators WHERE tenant_id = %s AND lead_id = %s",
    "DELETE FROM lead_agenda WHERE tenant_id = %s AND lead_id = %s",
    "DELETE FROM leads WHERE tenant_id = %s AND id = %s",
)
Key: TypeAlias = tuple[UUID, LeadId]


def forget_notes(transaction: Transaction, lead_id: LeadId, hide: Hide) -> None:
    """And the answers that are kept for requests about the lead: they repeat what was said."""
    key = _key(transaction, lead_id)
    rows = transaction.ask(NOTES, key)
    transaction.tell(HIDE_NOTES, ([row[0] for row in rows], [hide(row[1]) for row in rows], *key))
    transaction.tell(FORGET_ANSWERS, key)


def purge(transaction: Transaction, lead_id: LeadId) -> None:
    """A reservation has no more parts than these; were there one, its key would hold the lead."""
    key = _key(transaction, lead_id)
    for statement in (FORGET_ANSWERS, *PURGE):
        transaction.tell(statement, key)


def forget_activities(transaction: Transaction, lead_id: LeadId, words: Words) -> None:
    key = _key(transaction, lead_id)
    present, former = transaction.ask_both((ACTIVITIES, key), (FORMER, key))
    transaction.tell(HIDE_ACTIVITIES, (*_hidden(present, words), key[0]))
    transaction.tell(HIDE_FORMER, (*_hidden(former, words), key[0]))


def forget_follow_ups(transaction: Transaction, lead_id: LeadId, hide: Hide) -> None:
    key = _key(transaction, lead_id)
    found = [follow_up_from(row) for row in transaction.ask(FOLLOW_UPS, key)]
    names = [name.strip() for name in COLUMNS.split(",")]
    hidden = [dict(zip(names, row_of(without_words(one, hide)), strict=True)) for one in found]
    told = ([one[name] for one in hidden] for name in ("id", "note", "snoozes"))
    transaction.tell(HIDE_FOLLOW_UPS, (*told, key[0]))


def forget_samples(transaction: Transaction, lead_id: LeadId, hide: Hide) -> None:
    key = _key(transaction, lead_id)
    rows = transaction.ask(SAMPLES, key)
    texts = [[hidden_or_none(row[place], hide) for row in rows] for place in (1, 2, 3)]
    transaction.tell(HIDE_SAMPLES, ([row[0] for row in rows], *texts, key[0]))


def _hidden(rows: Sequence[Row], words: Words) -> tuple[list[object], ...]:
    return (
        [row[0] for row in rows],
        [row[1] for row in rows],
        [words.note(row[3]) for row in rows],
        [exact_json(words.content(row[2], row[4])) for row in rows],
        [hidden_or_none(row[5], words.hide) for row in rows],
    )


def _key(transaction: Transaction, lead_id: LeadId) -> Key:
    return (transaction.actor.tenant, lead_id)
