"""What would running leads have under other rules, and may they be given them?"""

from collections.abc import Sequence

from attrs import frozen

from crm_core.domain.access.actor import Actor
from crm_core.domain.leads.rules import ProtectionRules
from crm_core.domain.leads.settings import rules_set
from crm_core.domain.leads.what_if import Effect, Running, Summary, summary, what_if
from crm_core.domain.party import LeadId
from crm_core.ports.world import World


@frozen
class WhatIf:
    """The effects on one batch, by lead, and the lead behind which the next one begins."""

    effects: Sequence[Effect]
    summary: Summary
    next_after: LeadId | None


def rules_today(*, actor: Actor, world: World) -> ProtectionRules:
    """Those of leads that are registered now."""
    return rules_set(world.setting_readings.stored(actor))


def rules_what_if(
    rules: ProtectionRules, *, after: LeadId | None, limit: int, actor: Actor, world: World
) -> WhatIf:
    """Of the leads that the caller sees, in the order of their ids; nothing is stored."""
    now = world.clock.now()
    batch = world.lead_readings.running(actor, after=after, limit=limit)
    running = [
        Running(str(one.lead.id), one.facts.history(one.lead.assignments[-1]), one.lead.assignments[-1].rules)
        for one in batch
    ]
    effects = list(what_if(running, rules, now))
    behind = batch[-1].lead.id if len(batch) == limit else None
    return WhatIf(effects, summary(effects), behind)
