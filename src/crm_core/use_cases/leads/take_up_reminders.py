"""Taking up the reminders that are due: the inbox holds them at once, letters are claimed and handed out."""

from collections.abc import Mapping
from datetime import datetime

from attrs import evolve, frozen

from crm_core.domain.access.actor import Actor
from crm_core.domain.days import local_day
from crm_core.domain.ids import UserId
from crm_core.domain.leads.assignment import Assignment
from crm_core.domain.leads.clock_work import LOOK_AGAIN, Measure, begun, sent_measures
from crm_core.domain.leads.events import LeadProtectionReminder
from crm_core.domain.leads.lead import Lead, Phase
from crm_core.domain.leads.lead_facts import LeadFacts, attempts
from crm_core.domain.leads.notice_letter import Reminder, letter
from crm_core.domain.leads.notices import Channel, Due, due_now, next_look
from crm_core.domain.leads.recorded import NoticeAttempt, NoticeId
from crm_core.domain.leads.settings import channels_set
from crm_core.domain.mail import Mail
from crm_core.domain.party import LeadId
from crm_core.domain.people.card import Card
from crm_core.ports.unit_of_work import UnitOfWork
from crm_core.ports.world import World


@frozen
class TakeUpReminders:
    """For several leads at once; `address` leads to a lead's page when its id is put behind it."""

    lead_ids: tuple[LeadId, ...]
    address: str | None = None


@frozen
class Outgoing:
    """A letter that is now to be sent, outside of any unit of work."""

    lead_id: LeadId
    notice_id: NoticeId
    mail: Mail


def take_up_reminders(command: TakeUpReminders, *, actor: Actor, world: World) -> tuple[Outgoing, ...]:
    """Leads are locked in the order of their ids, so that two that do the same at once wait, and one finds
    nothing more to do."""
    outgoing: list[Outgoing] = []
    with world.unit_of_work(actor) as uow:
        channels = channels_set(uow.settings.stored())
        in_order = sorted(command.lead_ids)
        uow.leads.foresee(in_order)
        leads = [uow.leads.lock(lead_id) for lead_id in in_order]
        cards = uow.people.known({lead.assignment.user_id for lead in leads if lead.assignment is not None})
        for lead in leads:
            outgoing += _taken_up(lead, cards, channels, command.address, uow, world)
        uow.commit()
    return tuple(outgoing)


def _taken_up(
    lead: Lead,
    cards: Mapping[UserId, Card],
    channels: tuple[Channel, ...],
    address: str | None,
    uow: UnitOfWork,
    world: World,
) -> list[Outgoing]:
    now, facts, assignment = world.clock.now(), uow.leads.facts(lead.id), lead.assignment
    if assignment is None or lead.phase is not Phase.RUNNING:
        uow.lead_agenda.looked(lead.id, lead.version, None)
        return []
    card = cards.get(assignment.user_id)
    has_address = card is not None and card.email is not None
    usable = tuple(one for one in channels if one is not Channel.EMAIL or has_address)
    due = due_now(facts.history(assignment), attempts(facts, assignment), assignment.rules, usable, now)
    known = {notice.id for notice in facts.notices}
    notices = [_notice(one, facts, assignment, now, world) for one in due]
    for notice in notices:
        facts = facts.with_fact(notice)
    saved = uow.leads.save(lead, facts)
    uow.lead_agenda.looked(saved.id, saved.version, _look(facts, assignment, usable, channels, now))
    _tell(saved, [one for one in notices if one.id not in known], uow, now)
    mails = [one for one in notices if one.attempt.channel is Channel.EMAIL]
    return [] if card is None else [_outgoing(saved, one, card, address) for one in mails]


def _notice(due: Due, facts: LeadFacts, assignment: Assignment, now: datetime, world: World) -> NoticeAttempt:
    """A new attempt, or the one that somebody did not live to finish."""
    name = (due.window, due.channel, due.number)
    for one in facts.notices:
        made = one.attempt
        if one.assignment_id == assignment.id and (made.window, made.channel, made.number) == name:
            return evolve(one, attempt=begun(due, now))
    return NoticeAttempt(id=NoticeId(world.ids.new()), assignment_id=assignment.id, attempt=begun(due, now))


def _look(
    facts: LeadFacts,
    assignment: Assignment,
    usable: tuple[Channel, ...],
    channels: tuple[Channel, ...],
    now: datetime,
) -> datetime | None:
    made = attempts(facts, assignment)
    look = next_look(facts.history(assignment), made, assignment.rules, usable, now)
    if usable == channels:
        return look
    # The address may come at any time, and nothing about the lead tells of it.
    return min(look or now + LOOK_AGAIN, now + LOOK_AGAIN)


def _tell(lead: Lead, begun_now: list[NoticeAttempt], uow: UnitOfWork, now: datetime) -> None:
    """What somebody did not live to finish was counted when it was begun."""
    day, due_since = local_day(now), None if lead.standing is None else lead.standing.reminder_due_at
    for notice in begun_now:
        made = notice.attempt
        if made.number == 1:
            uow.lead_agenda.count(day, Measure.DUE)
        if made.sent_at is not None:
            told = (made.window, str(made.channel), made.number, made.sent_at)
            uow.outbox.add(LeadProtectionReminder.of(lead, *told))
            for measure, by in sent_measures(made, due_since, made.sent_at).items():
                uow.lead_agenda.count(day, measure, by)


def _outgoing(lead: Lead, notice: NoticeAttempt, card: Card, address: str | None) -> Outgoing:
    assert lead.assignment is not None  # noqa: S101 - it was taken up for one
    assert lead.standing is not None  # noqa: S101
    rules, standing = lead.assignment.rules, lead.standing
    subject, text = letter(
        Reminder(
            company=lead.details.company_name,
            city=lead.details.city,
            due_since=standing.reminder_due_at or lead.updated_at,
            base_expiry_at=standing.base_expiry_at or lead.updated_at,
            progress_days=rules.progress_days,
            grace_days=rules.grace_days,
            link=None if address is None else f"{address}{lead.id}",
        ),
        card.language,
    )
    return Outgoing(lead.id, notice.id, Mail(str(notice.id), card.email or "", subject, text))
