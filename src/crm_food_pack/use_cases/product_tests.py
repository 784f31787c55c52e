"""A lead that became a customer gets its product test by itself: the default kit, five working days ahead."""

from uuid import UUID

from attrs import frozen

from crm_core.domain.customers.refusals import CustomerIsArchived
from crm_core.domain.days import local_day
from crm_core.domain.events.envelope import RecordedEvent
from crm_core.domain.follow_ups.working_time import Place
from crm_core.domain.ids import CustomerId
from crm_core.domain.leads.events import LeadConverted
from crm_core.ports.unit_of_work import UnitOfWork
from crm_core.ports.world import World
from crm_core.use_cases.consumers import Consumer
from crm_core.use_cases.what_is_set import what_is_set
from crm_food_pack.domain.samples.lateness import automatic_delivery_date
from crm_food_pack.domain.samples.settings import SAMPLES_FEATURE
from crm_food_pack.use_cases.samples.request_sample import RequestSample, request_sample


@frozen
class ProductTests:
    world: World

    def ask(self, event: RecordedEvent, uow: UnitOfWork) -> None:
        """In the unit of work of the checkpoint, so that it happens once."""
        fact = event.envelope
        if fact.type != LeadConverted.type or what_is_set(uow, self.world)(SAMPLES_FEATURE) is not True:
            return
        customer = uow.customers.find(CustomerId(UUID(str(fact.data["customerId"]))))
        if customer is None:
            return
        calendar = self.world.working_days.at(Place.of(customer.details.address))
        day = automatic_delivery_date(local_day(fact.time), calendar)
        wish = RequestSample({"customerId": str(customer.id), "deliveryDate": day.isoformat()})
        try:
            request_sample(wish, actor=uow.actor, world=self.world.inside(uow))
        except CustomerIsArchived:
            return


def product_tests(world: World) -> Consumer:
    return Consumer("product-tests", ProductTests(world).ask)
