"""What stands around a customer on its page: people, what is due, samples, what happened."""

from collections.abc import Sequence

from attrs import frozen

from adapters.web.follow_up_words import due_in_words, title_of
from adapters.web.sample_words import SampleWords
from adapters.web.values.speaking import money
from adapters.web.visit import Visit
from crm_core.domain.customers.contact import ROLE_LABELS, Contact
from crm_core.domain.customers.customer import Customer
from crm_core.domain.follow_ups.follow_up import FollowUp, State
from crm_core.domain.follow_ups.listing import FollowUpFilter
from crm_core.domain.ids import CustomerId
from crm_core.queries.contacts import list_contacts
from crm_core.queries.follow_ups import list_follow_ups
from crm_food_pack.domain.kpis.pipeline import currency_of
from crm_food_pack.domain.roi.scenario import RoiScenario
from crm_food_pack.domain.samples.listing import SampleFilter
from crm_food_pack.domain.samples.sample import Sample
from crm_food_pack.queries.roi_scenarios import list_scenarios
from crm_food_pack.queries.samples import list_samples

_PEOPLE, _DUE, _SAMPLES, _CALCULATIONS = 50, 20, 20, 3


@frozen
class PersonRow:
    """Somebody at this customer: what they are here, and where else one meets them."""

    contact: Contact
    role: str
    elsewhere: tuple[tuple[CustomerId, str], ...]


@frozen
class DueRow:
    follow_up: FollowUp
    title: str
    badge: str
    due: str


@frozen
class CalculationRow:
    """A saved calculation, and what it comes to in a month."""

    scenario: RoiScenario
    total: str


@frozen
class Surroundings:
    people: Sequence[PersonRow]
    due: Sequence[DueRow]
    samples: Sequence[Sample]
    calculations: Sequence[CalculationRow]
    sample_words: SampleWords


def surroundings(visit: Visit, customer: Customer) -> Surroundings:
    return Surroundings(
        _people(visit, customer),
        _due(visit, customer),
        _samples(visit, customer),
        _calculations(visit, customer),
        SampleWords.of(visit),
    )


def _people(visit: Visit, customer: Customer) -> list[PersonRow]:
    found = list_contacts(customer.id, limit=_PEOPLE, cursor=None, actor=visit.actor, world=visit.world)
    side = 0 if visit.tongue.code == "de" else 1
    return [
        PersonRow(
            row.contact,
            ", ".join(
                ROLE_LABELS[held.role][side] for held in row.contact.roles if held.customer_id == customer.id
            ),
            tuple((place, name) for place, name in row.names.items() if place != customer.id),
        )
        for row in found.rows
    ]


def _due(visit: Visit, customer: Customer) -> list[DueRow]:
    wanted = FollowUpFilter(customer=customer.id, state=State.OPEN)
    found = list_follow_ups(wanted, limit=_DUE, cursor=None, actor=visit.actor, world=visit.world)
    return [
        DueRow(
            one,
            title_of(visit, one.rule),
            str(one.badge(found.now) or ""),
            due_in_words(visit, one, found.now),
        )
        for one in found.rows
    ]


def _samples(visit: Visit, customer: Customer) -> list[Sample]:
    wanted = SampleFilter(customer=customer.id)
    found = list_samples(wanted, limit=_SAMPLES, cursor=None, actor=visit.actor, world=visit.world)
    return [row.sample for row in found.rows]


def _calculations(visit: Visit, customer: Customer) -> Sequence[CalculationRow]:
    currency = currency_of(customer.territory)
    found = list_scenarios(
        customer.id, limit=_CALCULATIONS, cursor=None, actor=visit.actor, world=visit.world
    )
    return [
        CalculationRow(
            seen.scenario, money(seen.scenario.result.total_monthly_savings, currency, visit.tongue)
        )
        for seen in found.rows
    ]
