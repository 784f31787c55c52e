"""What must be true of a database after whatever was done to it, told from its rows alone."""

from collections.abc import Iterable
from pathlib import Path
from uuid import UUID

import psycopg
from attrs import frozen

from crm_core.domain.access.actor import Actor
from crm_core.domain.audit.chain import first_break
from crm_core.pack import consumers_of
from crm_core.ports.world import World
from crm_core.use_cases.events.consume import consume
from tests.faults.ledger import Word, noted

CUSTOMERS = "SELECT id FROM customers WHERE id <> %s"
WITHOUT_EVENT = """SELECT id FROM customers c WHERE
    (SELECT count(*) FROM event_log e WHERE e.subject = c.id::text AND e.type = 'customer.created') <> 1"""
WITHOUT_ROW = """SELECT subject FROM event_log e WHERE NOT EXISTS
    (SELECT FROM customers c WHERE c.tenant_id = e.tenant_id AND c.id::text = e.subject)"""
WITHOUT_DEED = """SELECT id FROM customers c WHERE
    (SELECT count(*) FROM audit_entries a WHERE a.resource_id = c.id::text AND a.action = 'create') <> 1"""
UNSEALED = "SELECT id FROM audit_entries a WHERE NOT EXISTS (SELECT FROM audit_seals s WHERE s.id = a.id)"
GAPS = """SELECT tenant_id FROM event_log GROUP BY tenant_id
    HAVING count(*) <> max(position) OR min(position) <> 1"""
WRONG_SIZES = """SELECT chain_id, size, present FROM chain_sizes FULL JOIN
    (SELECT parent_id AS chain_id, count(*) AS present FROM customers
        WHERE parent_id IS NOT NULL AND archived_at IS NULL GROUP BY 1) AS counted USING (chain_id)
    WHERE coalesce(size, 0) <> coalesce(present, 0)"""
SET_ASIDE = "SELECT subject FROM consumer_dead_letters"
MUST_BE_EMPTY = {
    "rows without their one event": WITHOUT_EVENT,
    "events without a row": WITHOUT_ROW,
    "rows without their one audit entry": WITHOUT_DEED,
    "audit entries without a seal": UNSEALED,
    "tenants whose positions are not dense": GAPS,
    "chains with a wrong size": WRONG_SIZES,
    "subjects set aside": SET_ASIDE,
}


@frozen
class Books:
    """What the clients know, against what the database has."""

    lost: frozenset[UUID]  # acknowledged, and not there
    unasked: frozenset[UUID]  # there, and never sent
    acknowledged: int
    unknown_but_done: int


def books(
    connection: "psycopg.Connection[tuple[object, ...]]", ledgers: Iterable[Path], chain: UUID
) -> Books:
    places = list(ledgers)
    sent, acknowledged = noted(places, Word.SENT), noted(places, Word.ACKNOWLEDGED)
    present = {UUID(str(row[0])) for row in connection.execute(CUSTOMERS, (chain,))}
    return Books(
        lost=acknowledged - present,
        unasked=frozenset(present - sent),
        acknowledged=len(acknowledged),
        unknown_but_done=len(present - acknowledged),
    )


def contradictions(connection: "psycopg.Connection[tuple[object, ...]]") -> dict[str, int]:
    """Every law that does not hold, with the number of rows that break it."""
    counted = {law: len(connection.execute(sql.encode()).fetchall()) for law, sql in MUST_BE_EMPTY.items()}
    return {law: number for law, number in counted.items() if number}


def caught_up(world: World, actor: Actor) -> None:
    """Everything that the background still owes is done."""
    while world.relay.move(limit=1000).count:
        pass
    while world.relay.seal_audit(limit=1000):
        pass
    for consumer in consumers_of(world):
        while consume(consumer, actor=actor, world=world):
            pass


def chain_is_whole(world: World, actor: Actor) -> bool:
    with world.unit_of_work(actor) as uow:
        return first_break(uow.audit.chain()) is None
