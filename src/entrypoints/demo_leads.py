"""Decides how the demo's leads come about: each step through its use case, at the time when it happened."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from uuid import UUID

from attrs import evolve

from crm_core.domain.access.actor import Actor
from crm_core.domain.ids import CorrelationId, UserId
from crm_core.domain.leads.history import HoldReason
from crm_core.domain.leads.lead import CollaboratorRole
from crm_core.domain.leads.lifecycle import released
from crm_core.domain.leads.notices import Attempt, Channel, window_of
from crm_core.domain.leads.recorded import NoticeAttempt, NoticeId
from crm_core.ports.world import World
from crm_core.use_cases.leads.convert_lead import ConvertLead, convert_lead
from crm_core.use_cases.leads.extend_protection import ExtendProtection, extend_protection
from crm_core.use_cases.leads.log_lead_activity import LogLeadActivity, log_lead_activity
from crm_core.use_cases.leads.place_hold import PlaceHold, place_hold
from crm_core.use_cases.leads.register_lead import RegisterLead, register_lead
from crm_core.use_cases.leads.set_collaborator import SetCollaborator, set_collaborator
from crm_core.use_cases.leads.transfer_lead import TransferLead, transfer_lead
from crm_core.use_cases.perform import perform
from entrypoints.composition.demo import DemoProspect, demo_actor, demo_prospects

EARLIER = Callable[[World, float], World]
REASON = "Die Verkostung in der Küche ist vereinbart."
DOCUMENT = UUID("00000000-0000-4000-8000-00000000d0c5")
SOME_DAYS = timedelta(days=6)
NOTES = {
    "QUALIFIED_CALL": "Mit der Küchenleitung den Bedarf durchgesprochen.",
    "NOTE": "Visitenkarte abgelegt.",
    "SAMPLE_FEEDBACK": "Die Schmorgerichte kamen gut an.",
}


def load_leads(world: World, earlier: EARLIER) -> int:
    """Tells every prospect's story from its registration on; how many there are."""
    told = demo_prospects()
    for prospect in told:
        _registered(prospect, earlier(world, prospect.days_ago))
        for days_ago, what in prospect.happened:
            _STEPS[what](prospect, earlier(world, days_ago))
    return len(told)


def _registered(prospect: DemoProspect, world: World) -> None:
    actor = _by(prospect.owner, world)
    perform(register_lead, RegisterLead(prospect.said, prospect.id), actor=actor, world=world)


def _logged(kind: str, prospect: DemoProspect, world: World) -> None:
    command = LogLeadActivity(prospect.id, kind, note=NOTES[kind])
    perform(log_lead_activity, command, actor=_by(prospect.owner, world), world=world)


def _held(reason: HoldReason, prospect: DemoProspect, world: World, *, days: timedelta | None = None) -> None:
    now = world.clock.now()
    command = PlaceHold(prospect.id, reason, now, None if days is None else now + days)
    perform(place_hold, command, actor=_by(prospect.owner, world), world=world)


def _reminded(prospect: DemoProspect, world: World, *, bounced: bool = False) -> None:
    """What the job does once it finds the reminder due."""
    now = world.clock.now()
    with world.unit_of_work(_system(prospect.owner, world)) as uow:
        lead = uow.leads.lock(prospect.id)
        facts, current = uow.leads.facts(lead.id), lead.assignments[-1]
        window = window_of(facts.history(current), current.rules, now)
        told = Attempt(window, Channel.EMAIL, 1, sent_at=now)
        told = evolve(told, bounced_at=now) if bounced else evolve(told, delivered_at=now, recorded_at=now)
        notice = NoticeAttempt(id=NoticeId(world.ids.new()), assignment_id=current.id, attempt=told)
        uow.leads.save(lead, facts.with_fact(notice))
        uow.commit()


def _extended(prospect: DemoProspect, world: World) -> None:
    command = ExtendProtection(prospect.id, REASON, months=2)
    perform(extend_protection, command, actor=_by(prospect.decider, world), world=world)


def _helped(prospect: DemoProspect, world: World) -> None:
    command = SetCollaborator(prospect.id, prospect.helper, CollaboratorRole.ASSIST)
    perform(set_collaborator, command, actor=_by(prospect.owner, world), world=world)


def _handed_over(prospect: DemoProspect, world: World) -> None:
    command = TransferLead(prospect.id, prospect.helper, REASON)
    perform(transfer_lead, command, actor=_by(prospect.decider, world), world=world)


def _agreed(prospect: DemoProspect, world: World) -> None:
    signed = world.clock.now()
    command = ConvertLead(prospect.id, DOCUMENT, signed, customer_id=prospect.customer)
    perform(convert_lead, command, actor=_by(prospect.owner, world), world=world)


def _released(prospect: DemoProspect, world: World) -> None:
    with world.unit_of_work(_system(prospect.owner, world)) as uow:
        lead = uow.leads.lock(prospect.id)
        uow.leads.save(released(lead, world.clock.now()), uow.leads.facts(lead.id))
        uow.commit()


_STEPS: dict[str, Callable[[DemoProspect, World], None]] = {
    "CALL": partial(_logged, "QUALIFIED_CALL"),
    "NOTE": partial(_logged, "NOTE"),
    "FEEDBACK": partial(_logged, "SAMPLE_FEEDBACK"),
    "REMINDER": _reminded,
    "BOUNCE": partial(_reminded, bounced=True),
    "PRICE_APPROVAL": partial(_held, HoldReason.FFZ_PRICE_APPROVAL),
    "SAMPLE_DELAY": partial(_held, HoldReason.FFZ_SAMPLE_DELAY, days=SOME_DAYS),
    "BLOCKED": partial(_held, HoldReason.CUSTOMER_BLOCKED),
    "EXTENSION": _extended,
    "HELP": _helped,
    "HANDOVER": _handed_over,
    "AGREEMENT": _agreed,
    "RELEASE": _released,
}


def _by(user: UserId, world: World) -> Actor:
    return demo_actor(user, CorrelationId(world.ids.new()))


def _system(user: UserId, world: World) -> Actor:
    actor = _by(user, world)
    return Actor.system(actor.tenant, actor.correlation)
