"""Changing what is known about a lead; a reservation that gets a contact becomes a registration."""

from collections.abc import Mapping

from attrs import evolve, fields, frozen

from crm_core.domain.access.actor import Actor
from crm_core.domain.audit.entry import Deed
from crm_core.domain.fields.merge_patch import merged
from crm_core.domain.leads.admittance import Application, refuse_alike, refuse_contended
from crm_core.domain.leads.assignment import AssignmentId
from crm_core.domain.leads.contenders import CompanyKeys
from crm_core.domain.leads.events import LeadRegistered
from crm_core.domain.leads.lead import Lead, LeadDetails, Persons, Phase
from crm_core.domain.leads.lifecycle import refuse_if_over, registered
from crm_core.domain.leads.registration import Registration, lead_record, read_changed
from crm_core.domain.leads.settings import rules_set
from crm_core.domain.party import LeadId
from crm_core.domain.refusals import FieldError, Invalid, NotAllowed
from crm_core.ports.unit_of_work import UnitOfWork
from crm_core.ports.world import World


@frozen
class UpdateLead:
    """A merge patch (RFC 7396) on what is known, on top of `version` when that is given."""

    lead_id: LeadId
    patch: Mapping[str, object]
    version: int | None = None


def update_lead(command: UpdateLead, *, actor: Actor, world: World) -> Lead:
    now = world.clock.now()
    with world.unit_of_work(actor) as uow:
        found = uow.leads.lock(command.lead_id, version=command.version)
        said = read_changed(merged(lead_record(found), command.patch), now=now)
        _refuse_less_than_a_registration(found, said)
        refuse_if_over(found, now)
        if (said.details, said.persons) == (found.details, found.persons):
            return evolve(found, version=found.version - 1)
        changed = evolve(found, details=said.details, persons=said.persons, updated_at=now)
        _refuse_if_contended(found, changed, said, uow, world)
        lead = _completed(changed, uow, world)
        kept = uow.leads.save(lead, uow.leads.facts(found.id))
        names = _changed(found, kept)
        uow.audit.record(Deed("update", "lead", str(kept.id), found.version - 1, kept.version, names))
        uow.commit(kept)
    return kept


def _completed(lead: Lead, uow: UnitOfWork, world: World) -> Lead:
    """Protection starts with the contact, for the one who reserved."""
    if lead.phase is not Phase.RESERVED or not lead.persons.complete:
        return lead
    if lead.owner_user_id != uow.actor.user:
        raise NotAllowed(action="register", resource="lead", resource_id=str(lead.id))
    rules = rules_set(uow.settings.stored())
    begun = registered(lead, rules, lead.updated_at, AssignmentId(world.ids.new()))
    assert begun.assignment is not None  # noqa: S101 - it was just registered
    place = (uow.actor.user, begun.territory, begun.region, str(begun.details.source))
    uow.outbox.add(LeadRegistered.of(begun, *place, begun.assignment.started_at))
    return begun


def _refuse_less_than_a_registration(found: Lead, said: Registration) -> None:
    """What made the registration complete is not taken away from it."""
    if found.phase is Phase.RUNNING and not said.persons.complete:
        raise Invalid(errors=[FieldError("/contact", "required")])


def _refuse_if_contended(before: Lead, lead: Lead, said: Registration, uow: UnitOfWork, world: World) -> None:
    """Another name, place or mailbox is looked at like a new registration, and so is the first contact."""
    keys = CompanyKeys.of(lead.details, lead.persons)
    same = keys == CompanyKeys.of(before.details, before.persons)
    begins = before.phase is Phase.RESERVED and lead.persons.complete
    if same and not begins:
        return
    application = Application(keys, uow.actor, world.clock.now(), said.override)
    hidden = world.pseudonyms.sought(keys, lead.tenant_id)
    contenders = uow.leads.contenders(keys, itself=lead.id, hidden=hidden)
    refuse_contended(application, contenders)
    if not same:
        candidates = [one for one in uow.leads.alike(keys.company) if one.id != lead.id]
        refuse_alike(application, contenders, candidates)


def _changed(before: Lead, after: Lead) -> tuple[str, ...]:
    """The names of what differs, never the values."""
    names = [a.name for a in fields(LeadDetails) if _differs(before.details, after.details, a.name)]
    names += [a.name for a in fields(Persons) if _differs(before.persons, after.persons, a.name)]
    return tuple(names)


def _differs(before: object, after: object, name: str) -> bool:
    return bool(getattr(before, name) != getattr(after, name))
