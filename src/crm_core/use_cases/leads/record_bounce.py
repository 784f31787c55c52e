"""A letter came back: it never took effect, and another one will follow."""

from attrs import evolve, frozen

from crm_core.domain.access.actor import Actor
from crm_core.domain.access.role import Role
from crm_core.domain.audit.entry import Deed
from crm_core.domain.days import local_day
from crm_core.domain.leads.clock_work import Measure
from crm_core.domain.leads.notices import Channel
from crm_core.domain.leads.recorded import NoticeAttempt, NoticeId
from crm_core.domain.party import LeadId
from crm_core.domain.refusals import NotAllowed, NotFound
from crm_core.ports.world import World


@frozen
class RecordBounce:
    lead_id: LeadId
    notice_id: NoticeId


def record_bounce(command: RecordBounce, *, actor: Actor, world: World) -> NoticeAttempt:
    """By a machine that reads returned mail, or by an administrator; said twice it is as said once."""
    now = world.clock.now()
    with world.unit_of_work(actor) as uow:
        lead = uow.leads.lock(command.lead_id)
        if not actor.holds(Role.ADMIN, Role.SYSTEM, Role.SERVICE):
            raise NotAllowed(action="record-bounce", resource="lead", resource_id=str(lead.id))
        facts = uow.leads.facts(lead.id)
        notice = next((one for one in facts.notices if one.id == command.notice_id), None)
        if notice is None or notice.attempt.channel is not Channel.EMAIL:
            raise NotFound
        if notice.attempt.sent_at is None or notice.attempt.bounced_at is not None:
            return notice
        back = evolve(notice, attempt=evolve(notice.attempt, bounced_at=now))
        saved = uow.leads.save(lead, facts.with_fact(back))
        if actor.is_system:
            uow.lead_agenda.count(local_day(now), Measure.BOUNCED)
        uow.audit.record(Deed("record-bounce", "lead", str(lead.id), lead.version - 1, saved.version))
        uow.commit(back)
    return back
