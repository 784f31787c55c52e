"""The policies of leads asked twice, in Python and in the database, for drawn people and drawn leads."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from random import Random
from uuid import UUID

from attrs import evolve, field, frozen

from adapters.postgres.identity import IDENTIFY, identity
from crm_core.domain.access.actor import Actor
from crm_core.domain.access.leads import LEAD_DECISIONS, LEAD_KEEPING, LEAD_PERSONS, LEADS
from crm_core.domain.access.policy import Operation, Policy
from crm_core.domain.access.scope import Scope
from tests.adapters.postgres.oracle import (
    REGIONS,
    TENANTS,
    TERRITORIES,
    USERS,
    Connection,
    drawn_actor,
)

PHASES = ["RESERVED", "RUNNING", "RUNNING", "RELEASED", "CONVERTED"]
ROLES = ["VIEW", "ASSIST", "NEGOTIATE"]
SCOPES = ["leads:read", "leads:write", "customers:write"]
COLUMNS = "tenant_id, id, phase, owner_user_id, former_owner_user_id, region, territory"
STAGE = f"""
    ALTER TABLE leads DROP CONSTRAINT leads_running_check, DROP CONSTRAINT leads_reserved_check,
        DROP CONSTRAINT leads_released_check, DROP CONSTRAINT leads_converted_check;
    CREATE FUNCTION tried(sql text, ids uuid[]) RETURNS uuid[] LANGUAGE plpgsql AS $$
    DECLARE one uuid; changed int; passed uuid[] := '{{}}';
    BEGIN
        FOREACH one IN ARRAY ids LOOP
            BEGIN
                EXECUTE sql USING one;
                GET DIAGNOSTICS changed = ROW_COUNT;
                IF changed > 0 THEN RAISE SQLSTATE 'CRM01'; END IF;
            EXCEPTION
                WHEN insufficient_privilege THEN NULL;
                WHEN SQLSTATE 'CRM01' THEN passed := passed || one;
            END;
        END LOOP;
        RETURN passed;
    END $$;
    GRANT EXECUTE ON FUNCTION tried TO crm_service;
    CREATE TABLE candidates AS SELECT {COLUMNS} FROM leads WHERE false;
    GRANT SELECT ON candidates TO crm_service"""
REST = """version, company_name, name_key, search_key, company_key, city_key, city, source, metadata,
    created_at, created_by, updated_at"""
_REST = "1, 'x', 'x', 'x', 'x', 'x', 'x', 'MESSE', '{}', now(), gen_random_uuid(), now()"
PUT = f"INSERT INTO leads ({COLUMNS}, {REST}) VALUES (%s, %s, %s, %s, %s, %s, %s, {_REST})"
VISIBLE = "SELECT array(SELECT {} FROM {})"
# What people try on each lead; $1 is the lead.
TRIES: Mapping[str, str] = {
    "engage": "UPDATE leads SET version = version + 1 WHERE id = $1",
    "describe": "UPDATE leads SET company_name = 'y' WHERE id = $1",
    "own": "UPDATE leads SET owner_user_id = NULL, phase = 'RELEASED' WHERE id = $1",
    "know": "UPDATE lead_persons SET phone = '1' WHERE lead_id = $1",
    "log": """INSERT INTO lead_notes (tenant_id, lead_id, about_id, text)
        SELECT tenant_id, id, gen_random_uuid(), 'x' FROM leads WHERE id = $1""",
    "hold": """INSERT INTO lead_holds (tenant_id, lead_id, id, reason, started_at, placed_at, placed_by)
        SELECT tenant_id, id, gen_random_uuid(), 'OTHER', now(), now(), id FROM leads WHERE id = $1""",
    "extend": """INSERT INTO lead_extensions (tenant_id, lead_id, id, months, days, granted_at, granted_by)
        SELECT tenant_id, id, gen_random_uuid(), 1, 0, now(), id FROM leads WHERE id = $1""",
    "help": """INSERT INTO lead_collaborators (tenant_id, lead_id, user_id, role, added_at, added_by)
        SELECT tenant_id, id, gen_random_uuid(), 'VIEW', now(), id FROM leads WHERE id = $1""",
    "dismiss": "DELETE FROM lead_collaborators WHERE lead_id = $1",
    "make": f"INSERT INTO leads ({COLUMNS}, {REST}) SELECT {COLUMNS}, {_REST} FROM candidates WHERE id = $1",
}
_R, _C, _W, _E = Operation.READ, Operation.CREATE, Operation.WRITE, Operation.ENGAGE


@frozen
class Prospect:
    """A lead as policies see it."""

    tenant_id: UUID
    id: UUID
    phase: str
    owner_user_id: UUID | None
    former_owner_user_id: UUID | None
    region: str | None
    territory: str
    collaborators: Mapping[UUID, str] = field(factory=dict)

    @property
    def columns(self) -> tuple[object, ...]:
        place = (self.owner_user_id, self.former_owner_user_id, self.region, self.territory)
        return (self.tenant_id, self.id, self.phase, *place)


@frozen
class LeadStage:
    leads: Sequence[Prospect]
    candidates: Sequence[Prospect]


def drawn_lead(draw: Random, number: int) -> Prospect:
    helpers = draw.sample(USERS, draw.choice((0, 0, 1, 2)))
    return Prospect(
        tenant_id=draw.choices(TENANTS, (9, 1))[0],
        id=UUID(int=0x1EAD_0000 + number),
        phase=draw.choice(PHASES),
        owner_user_id=draw.choice([None, *USERS]),
        former_owner_user_id=draw.choice([None, None, *USERS]),
        region=draw.choice([None, *REGIONS]),
        territory=draw.choice(TERRITORIES),
        collaborators={user: draw.choice(ROLES) for user in helpers},
    )


def drawn_lead_stage(draw: Random, size: int = 26) -> LeadStage:
    made = [drawn_lead(draw, 1000 + number) for number in range(size)]
    return LeadStage([drawn_lead(draw, number) for number in range(size)], made)


def drawn_person(draw: Random) -> Actor:
    scopes = draw.sample(SCOPES, draw.randint(0, 2))
    return evolve(drawn_actor(draw), token_scopes=frozenset(scopes))


def furnish(connection: Connection, stage: LeadStage) -> None:
    """Exchanges everything that stands in the database; as the superuser, whom no policy binds."""
    connection.execute("TRUNCATE leads, candidates CASCADE")
    with connection.cursor() as cursor:
        cursor.executemany(PUT, [lead.columns for lead in stage.leads])
        cursor.executemany(
            "INSERT INTO candidates VALUES (%s, %s, %s, %s, %s, %s, %s)",
            [lead.columns for lead in stage.candidates],
        )
        cursor.execute("INSERT INTO lead_persons (tenant_id, lead_id) SELECT tenant_id, id FROM leads")
        helpers = [
            (lead.tenant_id, lead.id, user, role)
            for lead in stage.leads
            for user, role in lead.collaborators.items()
        ]
        cursor.executemany(
            """INSERT INTO lead_collaborators (tenant_id, lead_id, user_id, role, added_at, added_by)
            VALUES (%s, %s, %s, %s, now(), gen_random_uuid())""",
            helpers,
        )


def by_database(connection: Connection, stage: LeadStage, actor: Actor) -> dict[str, frozenset[UUID]]:
    """What the database lets this person do, as the service's role inside the caller's transaction."""
    connection.execute(IDENTIFY, identity(actor))
    found = {
        "see": connection.execute(VISIBLE.format("id", "leads")),
        "meet": connection.execute(VISIBLE.format("lead_id", "lead_persons")),
    }
    told = {name: frozenset((cursor.fetchone() or ((),))[0]) for name, cursor in found.items()}
    for name, sql in TRIES.items():
        ids = [one.id for one in (stage.candidates if name == "make" else stage.leads)]
        row = connection.execute("SELECT tried(%s, %s::uuid[])", (sql, ids)).fetchone()
        told[name] = frozenset((row or ((),))[0])
    return told


def by_policy(
    stage: LeadStage, actor: Actor, policies: Mapping[str, Policy] | None = None
) -> dict[str, frozenset[UUID]]:
    """What the pure policies say. Whoever changes a row must find it first."""
    scope = Scope(actor)
    named = policies or {"leads": LEADS, "persons": LEAD_PERSONS}
    leads, persons = named["leads"], named["persons"]

    def where(may: Callable[[Prospect], bool], of: Iterable[Prospect] = stage.leads) -> frozenset[UUID]:
        return frozenset(lead.id for lead in of if may(lead))

    def permits(policy: Policy, operation: Operation) -> Callable[[Prospect], bool]:
        return lambda lead: leads.permits(_R, scope, lead) and policy.permits(operation, scope, lead)

    def keeps(lead: Prospect) -> bool:
        return permits(leads, _W)(lead) and permits(leads, _E)(lead)

    def lets_go(lead: Prospect) -> bool:
        after = evolve(lead, owner_user_id=None, phase="RELEASED")
        same = (lead.owner_user_id, lead.phase) == (after.owner_user_id, after.phase)
        before = permits(leads, _E)(lead) if same else keeps(lead)
        return before and permits(leads, _E)(after)

    return {
        "see": where(permits(leads, _R)),
        "meet": where(permits(persons, _R)),
        "engage": where(permits(leads, _E)),
        "describe": where(keeps),
        "own": where(lets_go),
        "know": where(lambda lead: permits(persons, _R)(lead) and permits(leads, _W)(lead)),
        "log": where(permits(leads, _E)),
        "hold": where(permits(leads, _W)),
        "extend": where(permits(LEAD_DECISIONS, _W)),
        "help": where(permits(LEAD_KEEPING, _W)),
        "dismiss": where(lambda lead: bool(lead.collaborators) and permits(LEAD_KEEPING, _W)(lead)),
        "make": where(lambda lead: leads.permits(_C, scope, lead), stage.candidates),
    }
