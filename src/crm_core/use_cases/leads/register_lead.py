"""A new lead: protected from now on, or reserved while only company and place are known."""

from collections.abc import Mapping

from attrs import frozen

from crm_core.domain.access.actor import Actor
from crm_core.domain.audit.entry import Deed
from crm_core.domain.ids import UserId
from crm_core.domain.leads.admittance import (
    MOST_PROBES,
    Application,
    is_told_anyway,
    refuse_alike,
    refuse_contended,
)
from crm_core.domain.leads.assignment import AssignmentId
from crm_core.domain.leads.contenders import CompanyKeys
from crm_core.domain.leads.events import LeadRegistered
from crm_core.domain.leads.lead import Lead, Phase
from crm_core.domain.leads.lifecycle import registered, reserved
from crm_core.domain.leads.refusals import CustomerExists, LeadIsProtectedElsewhere, TooManyProbes
from crm_core.domain.leads.registration import Registration, read_registration
from crm_core.domain.leads.settings import rules_set
from crm_core.domain.party import LeadId
from crm_core.ports.unit_of_work import UnitOfWork
from crm_core.ports.world import World

# What these answer is about other people's leads and customers.
REVEALING = (LeadIsProtectedElsewhere, CustomerExists)


@frozen
class RegisterLead:
    """The registration as it was written; `id` is given by whoever makes known data."""

    said: Mapping[str, object]
    id: LeadId | None = None


def register_lead(command: RegisterLead, *, actor: Actor, world: World) -> Lead:
    said = read_registration(command.said, actor=actor, now=world.clock.now())
    try:
        return _register(said, command.id, actor=actor, world=world)
    except REVEALING:
        if not is_told_anyway(actor):
            _count(actor, world)
        raise


def _register(said: Registration, lead_id: LeadId | None, *, actor: Actor, world: World) -> Lead:
    with world.unit_of_work(actor) as uow:
        lead = uow.leads.add(_made(said, lead_id, uow, world))
        _refuse_if_contended(lead, said, uow, world)
        if said.override is not None:
            uow.leads.note(lead.id, lead.id, said.override)
        if lead.phase is Phase.RUNNING and lead.owner_user_id is not None and lead.assignment is not None:
            place = (lead.owner_user_id, lead.territory, lead.region, str(lead.details.source))
            uow.outbox.add(LeadRegistered.of(lead, *place, lead.assignment.started_at))
        action = "register" if lead.phase is Phase.RUNNING else "reserve"
        uow.audit.record(Deed(action, "lead", str(lead.id), None, 1, _overridden(said)))
        uow.commit(lead)
    return lead


def _made(said: Registration, lead_id: LeadId | None, uow: UnitOfWork, world: World) -> Lead:
    """Whoever registers is the owner; rules are those of the day, frozen."""
    now = world.clock.now()
    lead = Lead(
        id=lead_id or LeadId(world.ids.new()),
        tenant_id=uow.actor.tenant,
        version=1,
        details=said.details,
        persons=said.persons,
        phase=Phase.RESERVED,
        created_at=now,
        created_by=uow.actor.user,
        updated_at=now,
        owner_user_id=UserId(uow.actor.user),
    )
    if not said.persons.complete:
        return reserved(lead, now)
    return registered(lead, rules_set(uow.settings.stored()), now, AssignmentId(world.ids.new()))


def _refuse_if_contended(lead: Lead, said: Registration, uow: UnitOfWork, world: World) -> None:
    """From the look at contenders on, nobody else registers the same company before this one is done."""
    keys = CompanyKeys.of(lead.details, lead.persons)
    application = Application(keys, uow.actor, lead.created_at, said.override)
    hidden = world.pseudonyms.sought(keys, lead.tenant_id)
    contenders = uow.leads.contenders(keys, itself=lead.id, hidden=hidden)
    refuse_contended(application, contenders)
    candidates = [one for one in uow.leads.alike(keys.company) if one.id != lead.id]
    refuse_alike(application, contenders, candidates)


def _count(actor: Actor, world: World) -> None:
    """In a unit of its own, which stays; beyond the limit the answer itself is withheld."""
    with world.once(None).unit_of_work(actor) as uow:
        count = uow.leads.count_probe(world.clock.now())
        uow.audit.record(Deed("probe", "lead", ""))
        uow.commit()
    if count > MOST_PROBES:
        raise TooManyProbes(seconds=60)


def _overridden(said: Registration) -> tuple[str, ...]:
    return () if said.override is None else ("override",)
