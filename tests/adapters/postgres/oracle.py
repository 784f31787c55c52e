"""The policy asked twice, in Python and in the database, for drawn people and drawn customers."""

from collections.abc import Iterable, Iterator, Sequence
from random import Random
from typing import Any, TypeAlias
from uuid import UUID

import psycopg
from attrs import evolve, frozen

from adapters.postgres.identity import IDENTIFY, identity
from adapters.postgres.policies.compiled import permitted
from adapters.postgres.policies.of_customers import of_a_customer
from adapters.postgres.policies.wall import reading
from crm_core.domain.access.actor import Actor
from crm_core.domain.access.policy import CUSTOMERS, Operation, Policy
from crm_core.domain.access.role import Role
from crm_core.domain.access.scope import Scope
from crm_core.domain.customers.customer import CoveragePolicy
from crm_core.domain.ids import TenantId, UserId
from tests import given
from tests.server import Database

Connection: TypeAlias = "psycopg.Connection[tuple[Any, ...]]"

TENANTS = (given.TENANT, given.OTHER_TENANT)
USERS = [given.user(number) for number in range(1, 7)]
REGIONS = ["BERLIN", "KIEL", 'Süd, "West"', "{}"]
TERRITORIES = ["DE", "AT"]
CHANNELS = ["DIRECT", "PARTNER"]
CHAINS = [UUID(int=0xC4A1_0000 + number) for number in range(6)]
SCOPES = ["customers:read", "customers:write", "leads:read"]
STAGE = """
    ALTER TABLE customers DROP CONSTRAINT customers_parent_fkey, DROP CONSTRAINT customers_parent_check;
    CREATE TABLE candidates (number int PRIMARY KEY, tenant_id uuid, id uuid, is_chain boolean,
        parent_id uuid, owner_user_id uuid, region text, territory text, channel text);
    GRANT SELECT ON candidates TO crm_service;
    CREATE TABLE errands (tenant_id uuid, customer_id uuid);
    ALTER TABLE errands ENABLE ROW LEVEL SECURITY;
    GRANT SELECT ON errands TO crm_service;
    CREATE FUNCTION tried_inserts(numbers int[]) RETURNS int[] LANGUAGE plpgsql AS $$
    DECLARE n int; passed int[] := '{}';
    BEGIN
        FOREACH n IN ARRAY numbers LOOP
            BEGIN
                INSERT INTO customers (version, name, name_key, search_key, type, coverage_policy,
                    contactability, created_at, updated_at, tenant_id, id, is_chain, parent_id, owner_user_id,
                    region, territory, channel)
                SELECT 1, 'x', 'x', 'x', 'HOTEL', 'OWNER_ONLY', 'OK', now(), now(), tenant_id, id, is_chain,
                    parent_id, owner_user_id, region, territory, channel FROM candidates WHERE number = n;
                RAISE SQLSTATE 'CRM01';
            EXCEPTION
                WHEN insufficient_privilege THEN NULL;
                -- A row is compared with others only after the policies have let it pass.
                WHEN unique_violation OR SQLSTATE 'CRM01' THEN passed := passed || n;
            END;
        END LOOP;
        RETURN passed;
    END $$;
    CREATE FUNCTION tried_moves(moved uuid[], numbers int[]) RETURNS int[] LANGUAGE plpgsql AS $$
    DECLARE i int; changed int; passed int[] := '{}';
    BEGIN
        FOR i IN 1 .. cardinality(numbers) LOOP
            BEGIN
                UPDATE customers c SET owner_user_id = x.owner_user_id, region = x.region,
                    parent_id = x.parent_id, is_chain = false, territory = x.territory, channel = x.channel
                FROM candidates x WHERE x.number = numbers[i] AND c.id = moved[i];
                GET DIAGNOSTICS changed = ROW_COUNT;
                IF changed > 0 THEN RAISE SQLSTATE 'CRM01'; END IF;
            EXCEPTION
                WHEN insufficient_privilege THEN NULL;
                WHEN SQLSTATE 'CRM01' THEN passed := passed || i;
            END;
        END LOOP;
        RETURN passed;
    END $$;
    GRANT EXECUTE ON FUNCTION tried_inserts, tried_moves TO crm_service"""
VISIBLE = "SELECT array(SELECT id FROM customers)"
WRITABLE = "SELECT array(SELECT id FROM customers FOR UPDATE)"
ENGAGED = "SELECT array(SELECT customer_id FROM errands)"
# Row by row and from left to right: what was known of the one before is forgotten first.
TAKEN_UP = """SELECT set_config('app.engaged', '', true), (SELECT count(*) FROM app.take_up_customer(h.id)),
    coalesce(nullif(current_setting('app.engaged', true), '')::uuid = h.id, false), h.id
    FROM unnest(%s::uuid[]) AS h (id)"""
INSERTS = "SELECT tried_inserts(%s::int[])"
MOVES = "SELECT tried_moves(%s::uuid[], %s::int[])"
PUT = """INSERT INTO customers (version, name, name_key, search_key, type, coverage_policy, contactability,
    created_at, updated_at, tenant_id, id, is_chain, parent_id, owner_user_id, region, territory, channel)
    VALUES (1, 'x', 'x', 'x', 'HOTEL', %s, 'OK', now(), now(), %s, %s, %s, %s, %s, %s, %s, %s)"""


@frozen
class House:
    """A customer as policies see it."""

    tenant_id: UUID
    id: UUID
    is_chain: bool
    parent_id: UUID | None
    owner_user_id: UUID | None
    region: str | None
    territory: str
    channel: str
    coverage_policy: CoveragePolicy = CoveragePolicy.OWNER_ONLY

    @property
    def chain_root_id(self) -> UUID | None:
        return self.id if self.is_chain else self.parent_id

    @property
    def columns(self) -> tuple[object, ...]:
        place = (self.owner_user_id, self.region, self.territory, self.channel)
        return (self.tenant_id, self.id, self.is_chain, self.parent_id, *place)

    @property
    def row(self) -> tuple[object, ...]:
        return (self.coverage_policy, *self.columns)


@frozen
class Footing(Scope):
    """A scope that has counted its grips once, for it is asked about many rows."""

    counted: frozenset[str] = frozenset()

    @property
    def grips(self) -> frozenset[str]:
        return self.counted


@frozen
class Stage:
    """What stands in the database, and what people will try to put there."""

    houses: Sequence[House]
    candidates: Sequence[House]

    def scope(self, actor: Actor) -> Scope:
        own = (h for h in self.houses if h.tenant_id == actor.tenant and h.owner_user_id == actor.user)
        own_chains = frozenset(h.chain_root_id for h in own if h.chain_root_id)
        shared = (h for h in self.houses if h.coverage_policy is CoveragePolicy.CHAIN_SHARED)
        ours = frozenset(h.id for h in shared if h.tenant_id == actor.tenant and h.id in own_chains)
        return Footing(actor, own_chains, ours, Scope(actor).grips)


@frozen
class Trial:
    """One person, and what they try to make and to move."""

    actor: Actor
    inserts: Sequence[int] = ()
    moves: Sequence[tuple[int, int]] = ()


@frozen
class Verdict:
    """What one person may do, by whichever side answered."""

    visible: frozenset[UUID]
    writable: frozenset[UUID]
    engaged: frozenset[UUID]
    made: frozenset[int]
    moved: frozenset[int]


def drawn_house(draw: Random, number: int) -> House:
    is_chain = draw.random() < 0.2
    return House(
        tenant_id=draw.choices(TENANTS, (9, 1))[0],
        id=draw.choice(CHAINS) if is_chain and number < 0 else UUID(int=0x10_0000 + number),
        is_chain=is_chain,
        parent_id=None if is_chain else draw.choice([None, None, *CHAINS]),
        owner_user_id=draw.choice([None, *USERS]),
        region=draw.choice([None, *REGIONS]),
        territory=draw.choice(TERRITORIES),
        channel=draw.choice(CHANNELS),
        coverage_policy=draw.choice(list(CoveragePolicy)),
    )


def drawn_stage(draw: Random, size: int = 48) -> Stage:
    roots = [
        evolve(drawn_house(draw, -1), tenant_id=given.TENANT, id=chain, is_chain=True, parent_id=None)
        for chain in CHAINS
    ]
    houses = [drawn_house(draw, number) for number in range(size)]
    return Stage([*roots, *houses], [drawn_house(draw, 1000 + number) for number in range(size)])


def drawn_actor(draw: Random) -> Actor:
    roles = draw.sample(list(Role), draw.choices((1, 2, 3), (6, 3, 1))[0])
    return Actor(
        user=UserId(draw.choice(USERS)),
        tenant=TenantId(draw.choices(TENANTS, (9, 1))[0]),
        roles=frozenset(roles),
        correlation=given.CORRELATION,
        regions=_some(draw, REGIONS),
        chains=frozenset(draw.sample(CHAINS, draw.randint(0, 2))),
        territories=draw.choice([None, None, _some(draw, TERRITORIES)]),
        channels=draw.choice([None, None, _some(draw, CHANNELS)]),
        token_scopes=_some(draw, SCOPES),
    )


def drawn_trial(draw: Random, stage: Stage, tries: int = 6) -> Trial:
    numbers = draw.sample(range(len(stage.candidates)), tries)
    moves = [(draw.randrange(len(stage.houses)), number) for number in numbers]
    return Trial(drawn_actor(draw), numbers, moves)


def _some(draw: Random, of: Sequence[str]) -> frozenset[str]:
    return frozenset(draw.sample(list(of), draw.randint(0, len(of))))


def by_policy(policy: Policy, stage: Stage, trial: Trial) -> Verdict:
    """What the pure policy says."""
    scope = stage.scope(trial.actor)

    def may(operation: Operation, house: House) -> bool:
        """Whoever deals with a row must find it first: in the database all but creating includes reading."""
        if operation is not Operation.CREATE and not policy.permits(Operation.READ, scope, house):
            return False
        return policy.permits(operation, scope, house)

    return Verdict(
        visible=frozenset(h.id for h in stage.houses if may(Operation.READ, h)),
        writable=frozenset(h.id for h in stage.houses if may(Operation.WRITE, h)),
        engaged=frozenset(h.id for h in stage.houses if may(Operation.ENGAGE, h)),
        made=frozenset(n for n in trial.inserts if may(Operation.CREATE, stage.candidates[n])),
        moved=frozenset(
            place
            for place, (house, number) in enumerate(trial.moves)
            if may(Operation.WRITE, stage.houses[house])
            and may(Operation.WRITE, moved(stage.houses[house], stage.candidates[number]))
        ),
    )


def moved(house: House, like: House) -> House:
    """The house with another's owner and places."""
    place = (like.owner_user_id, like.region, like.territory, like.channel)
    return House(house.tenant_id, house.id, False, like.parent_id, *place, house.coverage_policy)


def by_database(connection: Connection, stage: Stage, trials: Iterable[Trial]) -> list[Verdict]:
    """What the database does, as the service's role inside the transaction of the caller."""
    asked = []
    with connection.pipeline():
        for trial in trials:
            connection.execute(IDENTIFY, identity(trial.actor))
            ids = [stage.houses[house].id for house, _ in trial.moves]
            numbers = [number for _, number in trial.moves]
            asked.append(
                [
                    connection.execute(VISIBLE),
                    connection.execute(WRITABLE),
                    connection.execute(ENGAGED),
                    connection.execute(INSERTS, (list(trial.inserts),)),
                    connection.execute(MOVES, (ids, numbers)),
                ]
            )
    return [_verdict(*(cursor.fetchone() or ((),) for cursor in cursors)) for cursors in asked]


def _verdict(*rows: tuple[Any, ...]) -> Verdict:
    visible, writable, engaged, made, moved_at = (row[0] for row in rows)
    return Verdict(
        visible=frozenset(visible),
        writable=frozenset(writable),
        engaged=frozenset(engaged),
        made=frozenset(made),
        moved=frozenset(at - 1 for at in moved_at),
    )


def taken_up(
    connection: Connection, stage: Stage, actors: Iterable[Actor]
) -> Iterator[tuple[frozenset[UUID], frozenset[UUID]]]:
    """Whom each one takes up, and of whom the walls then know that they may be engaged with."""
    everybody = [house.id for house in stage.houses]
    for actor in actors:
        connection.execute(IDENTIFY, identity(actor))
        rows = connection.execute(TAKEN_UP, (everybody,)).fetchall()
        yield frozenset(row[3] for row in rows if row[1]), frozenset(row[3] for row in rows if row[2])


def set_up(database: Database) -> None:
    with database.connect() as connection:
        connection.execute(STAGE.encode())
        wall(connection, CUSTOMERS)


def wall(connection: Connection, policy: Policy) -> None:
    """Lets errands be seen by those who may engage with their customer: what activities and samples do."""
    connection.execute("DROP POLICY IF EXISTS may_read ON errands")
    engaged = of_a_customer("errands", f"({permitted(policy, Operation.ENGAGE)})")
    connection.execute(reading("errands", "may_read", engaged).encode())


def furnish(connection: Connection, stage: Stage) -> None:
    """Exchanges everything that stands in the database; as the superuser, whom no policy binds."""
    connection.execute("TRUNCATE customers, cm_customer_hot_proj, candidates, errands CASCADE")
    with connection.cursor() as cursor:
        cursor.executemany(PUT, [house.row for house in stage.houses])
        cursor.execute("INSERT INTO errands SELECT tenant_id, id FROM customers")
        numbered = [(number, *house.columns) for number, house in enumerate(stage.candidates)]
        cursor.executemany("INSERT INTO candidates VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s)", numbered)


def mismatches(
    done: Sequence[Verdict], policy: Policy, stage: Stage, trials: Sequence[Trial]
) -> Iterator[Trial]:
    """Those about whom the policy says other than what the database did."""
    for trial, verdict in zip(trials, done, strict=True):
        if verdict != by_policy(policy, stage, trial):
            yield trial
