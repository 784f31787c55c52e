"""What belongs to a lead, as rows: who it is about, whose it was, and every recorded fact."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ForeignKeyConstraint,
    Index,
    PrimaryKeyConstraint,
    Table,
    Text,
    UniqueConstraint,
    Uuid,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB

from adapters.postgres.tables.schema import SCHEMA, instant, tenant
from crm_core.domain.leads.history import QUALIFYING_KINDS, RECORDED_IN_TIME

# What waits for somebody's decision; the indexes below hold nothing else.
PENDING_HOLDS = "effective_at IS NULL AND rejected_at IS NULL AND withdrawn_at IS NULL"
LATE_ACTIVITIES = (
    f"credited AND confirmed_at IS NULL AND withdrawn_at IS NULL"
    f" AND recorded_at - occurred_at > interval '{RECORDED_IN_TIME.days} days'"
    f" AND kind IN ({', '.join(repr(str(kind)) for kind in sorted(QUALIFYING_KINDS))})"
)


def _of_lead(table: str) -> ForeignKeyConstraint:
    return ForeignKeyConstraint(
        ["tenant_id", "lead_id"], ["leads.tenant_id", "leads.id"], name=f"{table}_lead_fkey"
    )


def _of_assignment(table: str) -> ForeignKeyConstraint:
    return ForeignKeyConstraint(
        ["tenant_id", "lead_id", "assignment_id"],
        ["lead_assignments.tenant_id", "lead_assignments.lead_id", "lead_assignments.id"],
        name=f"{table}_assignment_fkey",
    )


LEAD_PERSONS = Table(
    "lead_persons",
    SCHEMA,
    tenant(),
    Column("lead_id", Uuid, primary_key=True),
    Column("first_name", Text),
    Column("last_name", Text),
    Column("email", Text),
    Column("phone", Text),
    Column("first_contact_channel", Text),
    instant("first_contact_at", nullable=True),
    Column("first_contact_note", Text),
    _of_lead("lead_persons"),
)

LEAD_NOTES = Table(
    "lead_notes",
    SCHEMA,
    tenant(),
    Column("lead_id", Uuid, primary_key=True),
    Column("about_id", Uuid, primary_key=True),
    Column("text", Text, nullable=False),
    _of_lead("lead_notes"),
)

# A salt that was destroyed is NULL; what was hashed over with it stays.
LEAD_COMMITMENTS = Table(
    "lead_commitments",
    SCHEMA,
    tenant(),
    Column("lead_id", Uuid, primary_key=True),
    Column("id", Uuid, primary_key=True),
    Column("about_id", Uuid, nullable=False),
    Column("field", Text, nullable=False),
    instant("made_at"),
    Column("digest", Text, nullable=False),
    Column("salt", Text),
    _of_lead("lead_commitments"),
)

LEAD_ASSIGNMENTS = Table(
    "lead_assignments",
    SCHEMA,
    tenant(),
    Column("lead_id", Uuid, primary_key=True),
    Column("id", Uuid, primary_key=True),
    Column("user_id", Uuid, nullable=False),
    instant("assigned_at"),
    instant("ended_at", nullable=True),
    Column("ended_because", Text),
    _of_lead("lead_assignments"),
)

LEAD_TERMS = Table(
    "lead_terms",
    SCHEMA,
    tenant(),
    Column("lead_id", Uuid, primary_key=True),
    Column("assignment_id", Uuid, primary_key=True),
    Column("number", BigInteger, primary_key=True),
    instant("recorded_at"),
    Column("recorded_by", Uuid, nullable=False),
    instant("started_at"),
    instant("inactivity_from"),
    Column("rules", JSONB, nullable=False),
    Column("cause", Text, nullable=False),
    Column("evidence_id", Uuid),
    _of_assignment("lead_terms"),
)

LEAD_ACTIVITIES = Table(
    "lead_activities",
    SCHEMA,
    tenant(),
    Column("lead_id", Uuid, primary_key=True),
    Column("id", Uuid, primary_key=True),
    Column("assignment_id", Uuid, nullable=False),
    Column("kind", Text, nullable=False),
    instant("occurred_at"),
    instant("recorded_at"),
    Column("recorded_by", Uuid, nullable=False),
    Column("credited", Boolean, nullable=False),
    Column("outcome", Text),
    instant("confirmed_at", nullable=True),
    Column("confirmed_by", Uuid),
    instant("withdrawn_at", nullable=True),
    Column("withdrawn_by", Uuid),
    _of_assignment("lead_activities"),
)

LEAD_HOLDS = Table(
    "lead_holds",
    SCHEMA,
    tenant(),
    Column("lead_id", Uuid, primary_key=True),
    Column("id", Uuid, primary_key=True),
    Column("reason", Text, nullable=False),
    instant("started_at"),
    instant("ended_at", nullable=True),
    instant("placed_at"),
    Column("placed_by", Uuid, nullable=False),
    Column("origin", Text),
    instant("effective_at", nullable=True),
    Column("approved_by", Uuid),
    instant("end_recorded_at", nullable=True),
    Column("ended_by", Uuid),
    instant("rejected_at", nullable=True),
    Column("rejected_by", Uuid),
    instant("withdrawn_at", nullable=True),
    _of_lead("lead_holds"),
)

LEAD_EXTENSIONS = Table(
    "lead_extensions",
    SCHEMA,
    tenant(),
    Column("lead_id", Uuid, primary_key=True),
    Column("id", Uuid, primary_key=True),
    Column("months", BigInteger, nullable=False),
    Column("days", BigInteger, nullable=False),
    instant("granted_at"),
    Column("granted_by", Uuid, nullable=False),
    _of_lead("lead_extensions"),
)

LEAD_NOTICES = Table(
    "lead_notices",
    SCHEMA,
    tenant(),
    Column("lead_id", Uuid, primary_key=True),
    Column("id", Uuid, primary_key=True),
    Column("assignment_id", Uuid, nullable=False),
    Column("window", Text, nullable=False),
    Column("channel", Text, nullable=False),
    Column("number", BigInteger, nullable=False),
    instant("sent_at", nullable=True),
    instant("delivered_at", nullable=True),
    instant("recorded_at", nullable=True),
    instant("bounced_at", nullable=True),
    instant("claimed_until", nullable=True),
    UniqueConstraint(
        "tenant_id", "assignment_id", "window", "channel", "number", name="lead_notices_attempt_key"
    ),
    _of_assignment("lead_notices"),
)

LEAD_COLLABORATORS = Table(
    "lead_collaborators",
    SCHEMA,
    tenant(),
    Column("lead_id", Uuid, primary_key=True),
    Column("user_id", Uuid, primary_key=True),
    Column("role", Text, nullable=False),
    instant("added_at"),
    Column("added_by", Uuid, nullable=False),
    _of_lead("lead_collaborators"),
)

LEAD_PROBES = Table(
    "lead_probes",
    SCHEMA,
    Column("tenant_id", Uuid),
    Column("user_id", Uuid),
    Column("id", Uuid),
    instant("at"),
    PrimaryKeyConstraint("tenant_id", "user_id", "at", "id", name="lead_probes_pkey"),
)

Index(
    "lead_assignments_current",
    LEAD_ASSIGNMENTS.c.tenant_id,
    LEAD_ASSIGNMENTS.c.lead_id,
    unique=True,
    postgresql_where=text("ended_at IS NULL"),
)
Index(
    "lead_holds_pending",
    LEAD_HOLDS.c.tenant_id,
    LEAD_HOLDS.c.placed_at,
    postgresql_where=text(PENDING_HOLDS),
)
Index(
    "lead_activities_late",
    LEAD_ACTIVITIES.c.tenant_id,
    LEAD_ACTIVITIES.c.lead_id,
    postgresql_where=text(LATE_ACTIVITIES),
)
Index(
    "lead_holds_open",
    LEAD_HOLDS.c.tenant_id,
    LEAD_HOLDS.c.started_at,
    postgresql_where=text("effective_at IS NOT NULL AND ended_at IS NULL"),
)
Index(
    "lead_holds_proposed",
    LEAD_HOLDS.c.tenant_id,
    LEAD_HOLDS.c.lead_id,
    postgresql_where=text(
        "origin IS NOT NULL AND ended_at IS NULL AND rejected_at IS NULL AND withdrawn_at IS NULL"
    ),
)
Index(
    "lead_collaborators_by_user",
    LEAD_COLLABORATORS.c.tenant_id,
    LEAD_COLLABORATORS.c.user_id,
    LEAD_COLLABORATORS.c.lead_id,
)
