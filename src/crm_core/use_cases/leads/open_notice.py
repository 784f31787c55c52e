"""Opening a notice in the inbox: from then on its owner has been told."""

from attrs import evolve, frozen

from crm_core.domain.access.actor import Actor
from crm_core.domain.audit.entry import Deed
from crm_core.domain.leads.notices import Channel
from crm_core.domain.leads.recorded import NoticeAttempt, NoticeId
from crm_core.domain.leads.telling import grace_begun
from crm_core.domain.party import LeadId
from crm_core.domain.refusals import NotAllowed, NotFound
from crm_core.ports.world import World


@frozen
class OpenNotice:
    lead_id: LeadId
    notice_id: NoticeId


def open_notice(command: OpenNotice, *, actor: Actor, world: World) -> NoticeAttempt:
    """By the one it is addressed to; opened twice it is as opened once."""
    now = world.clock.now()
    with world.unit_of_work(actor) as uow:
        lead = uow.leads.lock(command.lead_id)
        facts = uow.leads.facts(lead.id)
        notice = next((one for one in facts.notices if one.id == command.notice_id), None)
        if notice is None or notice.attempt.channel is not Channel.INAPP:
            raise NotFound
        addressed = {one.user_id for one in lead.assignments if one.id == notice.assignment_id}
        if actor.user not in addressed:
            raise NotAllowed(action="open-notice", resource="lead", resource_id=str(lead.id))
        if notice.attempt.delivered_at is not None:
            return notice
        seen = evolve(notice, attempt=evolve(notice.attempt, delivered_at=now, recorded_at=now))
        saved = uow.leads.save(lead, facts.with_fact(seen))
        begun = grace_begun(lead, saved, now)
        if begun is not None:
            uow.outbox.add(begun)
        uow.audit.record(Deed("open-notice", "lead", str(lead.id), lead.version - 1, saved.version))
        uow.commit(seen)
    return seen
