"""A late sample proposes a hold on its lead, once; when it arrives or is called off, that ends with it."""

from datetime import datetime

from attrs import frozen

from crm_core.domain.access.actor import Actor
from crm_core.domain.audit.entry import Deed
from crm_core.domain.follow_ups.working_time import Place
from crm_core.domain.leads.events import LeadHoldEnded, LeadHoldProposed
from crm_core.domain.leads.history import HoldReason
from crm_core.domain.leads.holding import over_with_its_cause, proposed
from crm_core.domain.leads.lead import Lead
from crm_core.domain.leads.lifecycle import refuse_unless_protected
from crm_core.domain.leads.recorded import HoldId, PlacedHold
from crm_core.domain.refusals import Conflict
from crm_core.ports.unit_of_work import UnitOfWork
from crm_core.ports.world import World
from crm_food_pack.domain.samples.delay import Delay, ended_at, origin_of
from crm_food_pack.domain.samples.lateness import is_late, late_from
from crm_food_pack.domain.samples.sample import Sample
from crm_food_pack.ports.samples import SAMPLES


@frozen
class ProposeHolds:
    """Candidates, not verdicts: each is looked at under the locks of its lead and then its sample."""

    delays: tuple[Delay, ...]


def propose_holds(command: ProposeHolds, *, actor: Actor, world: World) -> int:
    """How many holds were proposed or ended."""
    done = 0
    with world.unit_of_work(actor) as uow:
        for delay in sorted(command.delays, key=lambda one: (one.lead_id, one.sample_id)):
            with uow.part() as part:
                if _looked_at(delay, part, world):
                    part.commit()
                    done += 1
        uow.commit()
    return done


def _looked_at(delay: Delay, uow: UnitOfWork, world: World) -> bool:
    """Whether there was something to do."""
    now = world.clock.now()
    lead = uow.leads.lock(delay.lead_id)
    try:
        refuse_unless_protected(lead, now)
    except Conflict:
        return False
    sample = uow.of(SAMPLES).lock(delay.sample_id)
    held = uow.leads.facts(lead.id).holds
    known = next((one for one in held if one.origin == origin_of(sample.id)), None)
    if known is None:
        return is_late(sample, now, world.working_days.at(Place())) and _propose(sample, lead, uow, world)
    over_at = ended_at(sample)
    return over_at is not None and _end(known, over_at, lead, uow, now)


def _propose(sample: Sample, lead: Lead, uow: UnitOfWork, world: World) -> bool:
    now, calendar = world.clock.now(), world.working_days.at(Place())
    hold = proposed(
        HoldId(world.ids.new()),
        HoldReason.FFZ_SAMPLE_DELAY,
        late_from(sample.wanted.delivery_date, calendar),
        origin=origin_of(sample.id),
        by=uow.actor.user,
        now=now,
    )
    saved = uow.leads.save(lead, uow.leads.facts(lead.id).with_fact(hold))
    uow.outbox.add(LeadHoldProposed.by(saved, hold))
    uow.audit.record(Deed("propose-hold", "lead", str(lead.id), lead.version - 1, saved.version))
    return True


def _end(known: PlacedHold, at: datetime, lead: Lead, uow: UnitOfWork, now: datetime) -> bool:
    over = over_with_its_cause(known, at, by=uow.actor.user, now=now)
    if over == known:
        return False
    saved = uow.leads.save(lead, uow.leads.facts(lead.id).with_fact(over))
    if over.end_recorded_at is not None and over.end is not None:
        uow.outbox.add(LeadHoldEnded.of(saved, over.id, str(over.reason), over.end))
    uow.audit.record(Deed("end-hold", "lead", str(lead.id), lead.version - 1, saved.version))
    return True
