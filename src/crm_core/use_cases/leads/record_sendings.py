"""What became of letters that were sent: taken by the receiving server, or refused by it for good."""

from collections.abc import Sequence
from datetime import datetime

from attrs import evolve, frozen

from crm_core.domain.access.actor import Actor
from crm_core.domain.days import local_day
from crm_core.domain.leads.clock_work import Measure, accepted, refused, sent_measures
from crm_core.domain.leads.events import LeadProtectionReminder
from crm_core.domain.leads.recorded import NoticeId
from crm_core.domain.leads.telling import grace_begun
from crm_core.domain.party import LeadId
from crm_core.ports.unit_of_work import UnitOfWork
from crm_core.ports.world import World


@frozen
class Sending:
    """`accepted_at` is None when the server refused the letter for good."""

    lead_id: LeadId
    notice_id: NoticeId
    accepted_at: datetime | None


@frozen
class RecordSendings:
    sendings: Sequence[Sending]


def record_sendings(command: RecordSendings, *, actor: Actor, world: World) -> int:
    """How many were recorded; one that another worker has recorded already stays as it is."""
    recorded = 0
    with world.unit_of_work(actor) as uow:
        in_order = sorted(command.sendings, key=lambda one: one.lead_id)
        uow.leads.foresee(list(dict.fromkeys(one.lead_id for one in in_order)))
        for sending in in_order:
            recorded += _recorded(sending, uow, world)
        uow.commit()
    return recorded


def _recorded(sending: Sending, uow: UnitOfWork, world: World) -> bool:
    now = world.clock.now()
    lead = uow.leads.lock(sending.lead_id)
    facts = uow.leads.facts(lead.id)
    notice = next((one for one in facts.notices if one.id == sending.notice_id), None)
    if notice is None or notice.attempt.sent_at is not None:
        return False
    at, made = sending.accepted_at, notice.attempt
    done = refused(made, now) if at is None else accepted(made, at, now)
    saved = uow.leads.save(lead, facts.with_fact(evolve(notice, attempt=done)))
    day = local_day(now)
    if at is None:
        uow.lead_agenda.count(day, Measure.BOUNCED)
        return True
    due_since = None if lead.standing is None else lead.standing.reminder_due_at
    for measure, by in sent_measures(made, due_since, at).items():
        uow.lead_agenda.count(day, measure, by)
    uow.outbox.add(LeadProtectionReminder.of(saved, made.window, str(made.channel), made.number, at))
    begun = grace_begun(lead, saved, at)
    if begun is not None:
        uow.outbox.add(begun)
    return True
