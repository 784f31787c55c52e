"""What is due before a day that stands in a customer's field: asked for as soon as the field says so."""

from collections.abc import Iterator, Mapping
from uuid import UUID

from attrs import frozen

from crm_core.domain.customers.fields_changed import CustomerFieldsChanged
from crm_core.domain.events.envelope import RecordedEvent
from crm_core.domain.follow_ups.matching import FieldDay
from crm_core.domain.follow_ups.sla import SlaRule
from crm_core.domain.ids import CustomerId
from crm_core.domain.party import Party
from crm_core.domain.refusals import Conflict, NotFound
from crm_core.ports.unit_of_work import UnitOfWork
from crm_core.ports.world import World
from crm_core.use_cases.consumers import Consumer
from crm_core.use_cases.deadlines import Deadlines
from crm_core.use_cases.taking_up import Counterpart, met_again
from crm_core.use_cases.what_is_set import what_is_set


@frozen
class FieldDays:
    """Reads what stands when it looks, so that looking twice, or late, changes nothing."""

    world: World

    def follow(self, event: RecordedEvent, uow: UnitOfWork) -> None:
        fact = event.envelope
        changed = fact.data.get("changed")
        if fact.type != CustomerFieldsChanged.type or not isinstance(changed, Mapping):
            return
        asked = [(rule, day) for rule, day in self._days() if day.field in changed]
        customer_id = CustomerId(UUID(str(fact.data["customerId"])))
        counterpart = _engaged(customer_id, uow) if asked else None
        if counterpart is None:
            return
        stands = uow.field_values.of(customer_id).plain()
        deadlines = Deadlines(counterpart, uow, self.world, what_is_set(uow, self.world))
        for rule, day in asked:
            deadlines.appoint(rule, day.day(stands.get(day.field)))

    def _days(self) -> Iterator[tuple[SlaRule, FieldDay]]:
        for rule in self.world.follow_up_rules.values():
            if isinstance(rule.trigger, FieldDay):
                yield rule, rule.trigger


def _engaged(customer_id: CustomerId, uow: UnitOfWork) -> Counterpart | None:
    """The customer, held; with one that is gone or archived nothing is done any more."""
    try:
        return met_again(Party(customer_id), uow)
    except (NotFound, Conflict):
        return None


def field_days(world: World) -> Consumer:
    return Consumer("field-days", FieldDays(world).follow)
