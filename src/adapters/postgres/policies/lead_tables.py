"""Who may read and change leads and what belongs to them: the lead's own policies, asked of its row."""

from adapters.postgres.policies.compiled import admitted, permitted
from adapters.postgres.policies.one_row import answered
from adapters.postgres.policies.session import USER, holds
from adapters.postgres.policies.wall import adding, changing, guarded, reading, removing, restriction
from adapters.postgres.roles import SERVICE, WORKER
from crm_core.domain.access.leads import (
    LEAD_DECISIONS,
    LEAD_EVIDENCE,
    LEAD_KEEPING,
    LEAD_PERSONS,
    LEADS,
)
from crm_core.domain.access.policy import Operation, Policy
from crm_core.domain.access.role import Role

_PURGED = "phase = 'RESERVED'"
_R, _C, _W, _E = Operation.READ, Operation.CREATE, Operation.WRITE, Operation.ENGAGE


def lead_policies() -> list[str]:
    """Whoever engages moves the lead's clock; what it is about is guarded by `guard_lead_details` besides."""
    return [
        *guarded("leads"),
        *(restriction("leads", f"within_{bound.claim}", admitted(bound)) for bound in LEADS.bounds),
        reading("leads", "may_read", permitted(LEADS, _R)),
        adding("leads", "may_create", permitted(LEADS, _C)),
        changing("leads", "may_engage", permitted(LEADS, _E)),
        removing("leads", "worker_may_purge", f"{holds((Role.SYSTEM,))} AND {_PURGED}"),
    ]


def lead_part_policies(table: str) -> list[str]:
    """The walls of the tables whose rows belong to a lead."""
    added, changed = _PARTS[table]
    read = (LEAD_PERSONS, _R) if table in _PERSONAL else None
    return [
        *guarded(table),
        reading(table, "may_read", of_a_lead(table, read)),
        adding(table, "may_create", on_a_lead(table, added)),
        *([] if changed is None else [changing(table, "may_write", on_a_lead(table, changed))]),
        *(
            [removing(table, "may_remove", on_a_lead(table, changed), to=(SERVICE, WORKER))]
            if changed is not None and table in _REMOVABLE
            else []
        ),
        *([_purging(table)] if table == "lead_notes" else []),
    ]


_Asked = tuple[Policy, Operation]
_PERSONAL = frozenset({"lead_persons", "lead_notes"})
_REMOVABLE = frozenset({"lead_collaborators"})
# For each table what adding and changing its rows asks for; None where a row never changes.
_PARTS: dict[str, tuple[_Asked, _Asked | None]] = {
    "lead_persons": ((LEADS, _W), (LEADS, _W)),
    "lead_notes": ((LEADS, _E), (LEADS, _E)),
    "lead_assignments": ((LEADS, _W), (LEADS, _W)),
    "lead_terms": ((LEADS, _W), None),
    "lead_activities": ((LEADS, _E), (LEADS, _E)),
    "lead_holds": ((LEADS, _W), (LEADS, _W)),
    "lead_extensions": ((LEAD_DECISIONS, _W), None),
    "lead_notices": ((LEADS, _E), (LEADS, _E)),
    "lead_collaborators": ((LEAD_KEEPING, _W), (LEAD_KEEPING, _W)),
}
LEAD_PARTS = tuple(_PARTS)


def lead_commitment_policies() -> list[str]:
    """Whoever writes values promises them; those read it who read evidence; the worker destroys salts."""
    table, system = "lead_commitments", holds((Role.SYSTEM,))
    return [
        *guarded(table),
        reading(table, "may_read", of_a_lead(table, (LEAD_EVIDENCE, _R))),
        adding(table, "may_create", on_a_lead(table, (LEADS, _E))),
        changing(table, "worker_may_forget", system, to=(WORKER,)),
        _purging(table),
    ]


def lead_probe_policies() -> list[str]:
    """Everybody counts their own questions; the worker forgets them."""
    return [
        *guarded("lead_probes"),
        reading("lead_probes", "may_read", f"user_id = {USER}", to=(SERVICE,)),
        reading("lead_probes", "worker_may_read", holds((Role.SYSTEM,)), to=(WORKER,)),
        adding("lead_probes", "may_create", f"user_id = {USER}", to=(SERVICE,)),
        removing("lead_probes", "worker_may_remove", holds((Role.SYSTEM,))),
    ]


def of_a_lead(table: str, asked: _Asked | None) -> str:
    """The lead stands behind a wall of its own, so that an invisible one has no visible parts; it is looked
    up row by row (see `of_customers`)."""
    condition = "true" if asked is None else f"({permitted(*asked)})"
    return f"""EXISTS (SELECT FROM leads l
        WHERE l.tenant_id = {table}.tenant_id AND l.id = {table}.lead_id AND {condition} OFFSET 0)"""


def on_a_lead(table: str, asked: _Asked) -> str:
    """Rows of leads to which the caller may do this."""
    return answered(*asked, f"{table}.lead_id")


def lead_agenda_policies() -> list[str]:
    """What the clock did with each lead: the worker's own notes, while it works for the tenant."""
    return [*_own_notes("lead_agenda"), _purging("lead_agenda")]


def lead_day_policies() -> list[str]:
    """How much the clock did in a day."""
    return _own_notes("lead_days")


def _purging(table: str) -> str:
    """What hangs on a reservation goes with it; of everything else nothing is removed."""
    system = holds((Role.SYSTEM,))
    condition = f"""{system} AND EXISTS (SELECT FROM leads l
        WHERE l.tenant_id = {table}.tenant_id AND l.id = {table}.lead_id AND l.{_PURGED} OFFSET 0)"""
    return removing(table, "worker_may_purge", condition)


def _own_notes(table: str) -> list[str]:
    system = holds((Role.SYSTEM,))
    return [
        *guarded(table),
        reading(table, "worker_may_read", system, to=(WORKER,)),
        adding(table, "worker_may_create", system, to=(WORKER,)),
        changing(table, "worker_may_write", system, to=(WORKER,)),
    ]
