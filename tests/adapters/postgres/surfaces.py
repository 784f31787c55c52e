"""Everything that hangs on customers, asked twice: what the policies say, and what the database shows."""

from collections.abc import Callable, Mapping
from random import Random
from typing import TypeAlias
from uuid import UUID

from attrs import frozen

from adapters.postgres.identity import IDENTIFY, identity
from crm_core.domain.access import of_parties
from crm_core.domain.access.actor import Actor
from crm_core.domain.access.policy import CUSTOMERS, Operation, Policy
from crm_core.domain.access.scope import Scope
from crm_core.domain.follow_ups import access as follow_ups
from crm_core.domain.follow_ups.reminder import REMINDERS
from crm_core.domain.views.view import VIEWS
from tests.adapters.postgres.oracle import PUT, REGIONS, USERS, Connection, House, Stage

READ, WRITE = Operation.READ, Operation.WRITE
Ids: TypeAlias = frozenset[UUID]
STAGE = "ALTER TABLE customers DROP CONSTRAINT customers_parent_fkey, DROP CONSTRAINT customers_parent_check"
# Each thing has the id of the customer that it hangs on; hot rows are made by their triggers.
THINGS = (
    "INSERT INTO contacts SELECT tenant_id, id, 1, 'x', 'x', NULL, NULL, NULL, now(), now() FROM customers",
    "INSERT INTO contact_roles SELECT tenant_id, id, id, 'CHEF' FROM customers",
    """INSERT INTO customer_history
        SELECT tenant_id, id, 1, 'REASSIGNED', now(), id, id, NULL, NULL, 'x' FROM customers""",
    """INSERT INTO sample_request (tenant_id, id, version, customer_id, status, status_event_at,
        status_recorded_at, delivery_date, created_by, created_at)
        SELECT tenant_id, id, 2, id, 'PACKED', now(), now(), '2026-03-09', id, now() FROM customers""",
    "INSERT INTO sample_item SELECT tenant_id, id, 1, 'CF-101', 1 FROM customers",
    """INSERT INTO activities (tenant_id, id, version, customer_id, kind, occurred_at, content, author,
        recorded_at) SELECT tenant_id, id, 2, id, 'NOTE', now(), '{}', id, now() FROM customers""",
    """INSERT INTO activity_history
        SELECT tenant_id, id, 1, now(), NULL, '{}', NULL, NULL FROM customers""",
    """INSERT INTO roi_scenarios
        SELECT tenant_id, id, id, 'x', '{}', '2025-1', '{}', id, now() FROM customers""",
    """INSERT INTO sample_status_history
        SELECT tenant_id, id, 2, 'REQUESTED', 'PACKED', now(), now(), id, NULL FROM customers""",
)
FOLLOW_UP = """INSERT INTO follow_ups (tenant_id, id, version, rule, terms, customer_id, source_kind,
    source_id, source_at, source_day, owner_user_id, created_at, ahead, state, snoozes, pauses)
    VALUES (%s, %s, 1, 'x', '{}', %s, 'x', %s, now(), '2026-03-02', %s, now(), '[]', 'OPEN', '[]', '[]')"""
REMINDER = """INSERT INTO follow_up_reminders (tenant_id, id, follow_up_id, notch, passed_at, created_at,
    owner_user_id, region, by_letter) VALUES (%s, %s, %s, 'REMINDER', now(), now(), %s, %s, false)"""
VIEW = """INSERT INTO saved_views VALUES (%s, %s, 1, %s, 'x', 'x', '{}', 'name', '{}', %s, now(), now())"""


@frozen
class Owned:
    """A follow-up, a reminder or a view as their policies see them."""

    tenant_id: UUID
    owner_user_id: UUID
    region: str | None


@frozen
class Furnished:
    """The customers, and who owns what hangs on each of them."""

    stage: Stage
    owned: Mapping[UUID, Owned]


def furnish(connection: Connection, stage: Stage, draw: Random) -> Furnished:
    """As the superuser, whom no policy binds."""
    owned = {
        house.id: Owned(house.tenant_id, draw.choice(USERS), draw.choice([None, *REGIONS]))
        for house in stage.houses
    }
    connection.execute(STAGE)
    with connection.cursor() as cursor:
        cursor.executemany(PUT, [house.row for house in stage.houses])
        for statement in THINGS:
            cursor.execute(statement)
        cursor.executemany(
            FOLLOW_UP,
            [(h.tenant_id, h.id, h.id, h.id, owned[h.id].owner_user_id) for h in stage.houses],
        )
        cursor.executemany(
            REMINDER,
            [(one.tenant_id, at, at, one.owner_user_id, one.region) for at, one in owned.items()],
        )
        cursor.executemany(
            VIEW, [(one.tenant_id, place, one.owner_user_id, one.region) for place, one in owned.items()]
        )
    return Furnished(stage, owned)


May: TypeAlias = Callable[[Policy, Operation, Scope, House, Owned], bool]


def _by_customer(policy: Policy, operation: Operation, scope: Scope, house: House, _owned: Owned) -> bool:
    return policy.permits(READ, scope, house) and policy.permits(operation, scope, house)


def _follow_up(policy: Policy, operation: Operation, scope: Scope, house: House, owned: Owned) -> bool:
    follow_ups.CUSTOMERS = policy  # type: ignore[attr-defined]  # what the module has imported
    needed = {READ, operation}
    return all(follow_ups.may(one, owned, scope=scope, customer=house, lead=None) for one in needed)  # type: ignore[arg-type]  # as policies see them


def _with_party(policy: Policy, operation: Operation, scope: Scope, house: House, _owned: Owned) -> bool:
    of_parties.CUSTOMERS = policy  # type: ignore[attr-defined]  # what the module has imported
    return of_parties.may_with(operation, scope=scope, customer=house, lead=None)


def _view(_policy: Policy, operation: Operation, scope: Scope, _house: House, owned: Owned) -> bool:
    return all(VIEWS.permits(one, scope, owned) for one in {READ, operation})


def _reminder(_policy: Policy, operation: Operation, scope: Scope, _house: House, owned: Owned) -> bool:
    return all(REMINDERS.permits(one, scope, owned) for one in {READ, operation})


# Each surface: its table, the column that says of whom a row is, and what its readers and writers need.
SURFACES: Mapping[str, tuple[str, May, bool]] = {
    "cm_customer_hot_proj": ("customer_id", _by_customer, False),
    "contacts": ("id", _by_customer, True),
    "contact_roles": ("customer_id", _by_customer, False),
    "customer_history": ("customer_id", _by_customer, False),
    "follow_ups": ("id", _follow_up, True),
    "activities": ("id", _with_party, True),
    "activity_history": ("activity_id", _with_party, False),
    "roi_scenarios": ("id", _with_party, False),
    "sample_request": ("id", _with_party, True),
    "sample_item": ("sample_id", _with_party, False),
    "sample_status_history": ("sample_id", _with_party, False),
    "saved_views": ("id", _view, True),
    "follow_up_reminders": ("id", _reminder, True),
}


def shown(connection: Connection, surface: str, actor: Actor, operation: Operation) -> Ids:
    """What the database lets this person read, or hold in order to change it."""
    column, _, _ = SURFACES[surface]
    holding = "" if operation is READ else " FOR UPDATE"
    connection.execute(IDENTIFY, identity(actor))
    rows = connection.execute(f"SELECT {column} FROM {surface}{holding}".encode()).fetchall()
    return frozenset(row[0] for row in rows)


def allowed(
    furnished: Furnished, surface: str, actor: Actor, operation: Operation, policy: Policy = CUSTOMERS
) -> Ids:
    """What the policies say."""
    may, scope = SURFACES[surface][1], furnished.stage.scope(actor)
    try:
        return frozenset(
            house.id
            for house in furnished.stage.houses
            if may(policy, operation, scope, house, furnished.owned[house.id])
        )
    finally:
        follow_ups.CUSTOMERS = of_parties.CUSTOMERS = CUSTOMERS  # type: ignore[attr-defined]  # as it was
