"""Giving the rules of today to leads that run already: they may become longer, never shorter."""

from attrs import frozen

from crm_core.domain.access.actor import Actor
from crm_core.domain.access.role import Role
from crm_core.domain.audit.entry import Deed
from crm_core.domain.leads.lead import Lead, Phase
from crm_core.domain.leads.lifecycle import under_rules
from crm_core.domain.leads.rules import ProtectionRules
from crm_core.domain.leads.settings import rules_set
from crm_core.domain.leads.what_if import Running, what_if
from crm_core.domain.party import LeadId
from crm_core.domain.refusals import NotAllowed
from crm_core.ports.unit_of_work import UnitOfWork
from crm_core.ports.world import World


@frozen
class ApplyRules:
    """To so many running leads behind one, by id; each is its own aggregate and is locked."""

    after: LeadId | None = None
    limit: int = 100


@frozen
class Applied:
    """What was done to this batch, and the lead behind which the next one begins."""

    rules: ProtectionRules
    changed: tuple[LeadId, ...]
    kept: int
    next_after: LeadId | None


def apply_rules(command: ApplyRules, *, actor: Actor, world: World) -> Applied:
    batch = world.lead_readings.running(actor, after=command.after, limit=command.limit)
    with world.unit_of_work(actor) as uow:
        if not actor.holds(Role.MANAGER, Role.ADMIN):
            raise NotAllowed(action="apply-rules", resource="lead")
        rules = rules_set(uow.settings.stored())
        ids = sorted(reading.lead.id for reading in batch)
        changed = tuple(lead_id for lead_id in ids if _apply(lead_id, rules, uow, world))
        behind = ids[-1] if len(ids) == command.limit else None
        done = Applied(rules, changed, len(ids) - len(changed), behind)
        uow.commit(done)
    return done


def _apply(lead_id: LeadId, rules: ProtectionRules, uow: UnitOfWork, world: World) -> bool:
    found, now = uow.leads.lock(lead_id), world.clock.now()
    facts, current = uow.leads.facts(lead_id), found.assignments[-1]
    if found.phase is not Phase.RUNNING or current.rules == rules:
        return False
    running = Running(str(lead_id), facts.history(current), current.rules)
    effect = next(what_if([running], rules, now), None)
    if effect is None or not effect.may_be_applied:
        return False
    lead = uow.leads.save(under_rules(found, rules, by=uow.actor.user, now=now), facts)
    _remember(found, lead, uow)
    return True


def _remember(before: Lead, lead: Lead, uow: UnitOfWork) -> None:
    deed = Deed("apply-rules", "lead", str(lead.id), before.version - 1, lead.version, ("rules",))
    uow.audit.record(deed)
