"""Making sure that nobody can be known any more by leads whose protection has ended."""

from attrs import frozen

from crm_core.domain.access.actor import Actor
from crm_core.domain.access.system import refuse_people
from crm_core.domain.activities.words import Words
from crm_core.domain.audit.entry import Deed
from crm_core.domain.days import local_day
from crm_core.domain.follow_ups.follow_up import Closing
from crm_core.domain.leads.clock_work import Measure
from crm_core.domain.leads.events import LeadPseudonymised
from crm_core.domain.leads.lead import Ground, Lead
from crm_core.domain.leads.pseudonymising import ground_for, pseudonymised
from crm_core.domain.party import LeadId, Party
from crm_core.ports.unit_of_work import UnitOfWork
from crm_core.ports.world import World

HIDDEN = ("company_name", "city", "postal_code", "metadata", "persons", "words")


@frozen
class PseudonymiseLeads:
    lead_ids: tuple[LeadId, ...]


def pseudonymise_leads(command: PseudonymiseLeads, *, actor: Actor, world: World) -> int:
    """How many it was. A lead is done as a whole or not at all, and once: under the lock it shows."""
    refuse_people(actor, "pseudonymise", "lead", "")
    count = 0
    with world.unit_of_work(actor) as uow:
        for lead_id in sorted(command.lead_ids):
            lead = uow.leads.lock(lead_id)
            ground = ground_for(lead)
            if ground is not None:
                _forget(lead, ground, uow, world)
                count += 1
        uow.commit()
    return count


def _forget(lead: Lead, ground: Ground, uow: UnitOfWork, world: World) -> None:
    now, hide = world.clock.now(), world.pseudonyms.texts(lead.tenant_id, lead.id)
    for waiting in uow.follow_ups.open_of(Party(lead_id=lead.id)):
        # Nobody is left to be asked, and what is closed takes no more words.
        uow.follow_ups.save(waiting.canceled(Closing(now)))
    hidden = pseudonymised(lead, ground, world.pseudonyms, now)
    saved = uow.leads.save(hidden, uow.leads.facts(lead.id))
    uow.leads.forget_words(lead.id, hide)
    uow.activities.forget_words(lead.id, Words(world.activity_types, hide))
    uow.follow_ups.forget_words(lead.id, hide)
    for port in world.keep_words:
        uow.of(port).forget_words(lead.id, hide)
    uow.leads.destroy_salts(lead.id)
    uow.outbox.add(LeadPseudonymised.of(saved, str(ground)))
    uow.lead_agenda.count(local_day(now), Measure.PSEUDONYMISED)
    uow.audit.record(Deed("pseudonymise", "lead", str(lead.id), lead.version - 1, saved.version, HIDDEN))
