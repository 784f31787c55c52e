"""Asking for a sample: for a customer or a lead, with items of one's own, of a kit, or of the default kit."""

from datetime import datetime

from attrs import frozen

from crm_core.domain.access.actor import Actor
from crm_core.domain.audit.entry import Deed
from crm_core.domain.customers.contactability import needs_another_channel
from crm_core.domain.follow_ups.alternative_channel import ALTERNATIVE_CHANNEL
from crm_core.domain.follow_ups.working_time import Place
from crm_core.domain.leads.lifecycle import refuse_unless_protected
from crm_core.domain.party import LEAD, Party
from crm_core.domain.refusals import unknown_reference
from crm_core.ports.unit_of_work import UnitOfWork
from crm_core.ports.world import World
from crm_core.use_cases.taking_up import met
from crm_core.use_cases.what_is_set import what_is_set
from crm_food_pack.domain.samples.assortment import Assortment
from crm_food_pack.domain.samples.events import SampleRequested
from crm_food_pack.domain.samples.listing import SeenSample
from crm_food_pack.domain.samples.request import Terms, read_request, refuse_dead_channel
from crm_food_pack.domain.samples.sample import Sample, SampleId, Wanted
from crm_food_pack.domain.samples.settings import DEFAULT_KIT, REJECT_PAST_DELIVERY
from crm_food_pack.ports.product_catalogue import PRODUCT_CATALOGUE
from crm_food_pack.ports.samples import SAMPLES


@frozen
class RequestSample:
    """What somebody wrote; whether it is right depends on the catalogue and on what the tenant has set."""

    wish: object
    id: SampleId | None = None


def request_sample(command: RequestSample, *, actor: Actor, world: World) -> SeenSample:
    catalogue, now = world.of(PRODUCT_CATALOGUE), world.clock.now()
    assortment = Assortment.of(catalogue.products(), catalogue.kits())
    with world.unit_of_work(actor) as uow:
        set_to = what_is_set(uow, world)
        terms = Terms(str(set_to(DEFAULT_KIT)), set_to(REJECT_PAST_DELIVERY) is True, now)
        party, wanted = read_request(command.wish, assortment=assortment, terms=terms)
        place, name = _reached_at(party, wanted, uow, now)
        sample_id = command.id or SampleId(world.ids.new())
        seen = SeenSample(Sample(sample_id, actor.tenant, party, wanted, actor.user, now), place, name)
        sample = seen.sample
        uow.of(SAMPLES).add(sample)
        uow.outbox.add(SampleRequested.of(sample))
        uow.audit.record(Deed("request", "sample", str(sample.id), None, sample.version))
        uow.commit(seen)
    return seen


def _reached_at(party: Party, wanted: Wanted, uow: UnitOfWork, now: datetime) -> tuple[Place, str]:
    """Where somebody is, and their name, whom the caller may work with and whose mail does not come back."""
    if party.lead_id is not None:
        lead = uow.leads.find(party.lead_id)
        if lead is None:
            raise unknown_reference(f"/{LEAD.key}")
        refuse_unless_protected(lead, now)
        return Place(), lead.details.company_name
    customer = met(party, uow).customer
    assert customer is not None  # noqa: S101 - the party is one
    if needs_another_channel(customer):
        demanded = uow.follow_ups.open_of(party, rule=ALTERNATIVE_CHANNEL.key)
        refuse_dead_channel(wanted, customer, channel_is_missing=bool(demanded))
    return Place.of(customer.details.address), customer.details.name
