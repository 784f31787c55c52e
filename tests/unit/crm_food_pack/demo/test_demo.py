"""The demo data is valid, telling, and the same every time."""

from datetime import UTC, datetime
from uuid import UUID, uuid4

from attrs import evolve
from hypothesis import given as for_all
from hypothesis import strategies

from adapters.memory.email_addresses import PlainEmailAddresses
from crm_core.domain.access.actor import Actor
from crm_core.domain.access.leads import LEAD_DECISIONS, LEAD_EVIDENCE, LEAD_KEEPING, LEAD_PERSONS, LEADS
from crm_core.domain.access.policy import CUSTOMERS, Operation
from crm_core.domain.access.reach import RegionRows
from crm_core.domain.access.role import CLAIMABLE, Role
from crm_core.domain.access.scope import Scope
from crm_core.domain.access.visible import RESTRICTED_FIELDS
from crm_core.domain.customers.contact_form import NEW_CONTACT, person_from
from crm_core.domain.customers.customer import Customer, details_from, details_record
from crm_core.domain.customers.form import DETAILS
from crm_core.domain.ids import CorrelationId
from crm_core.domain.views.view import VIEWS, SavedView, ViewDetails
from crm_food_pack.demo.contacts import acquaintances, bounces
from crm_food_pack.demo.crowd import CHAIN_EVERY, CUSTOMERS_PER_CHAIN, CUSTOMERS_PER_REP, member
from crm_food_pack.demo.kitchens import (
    BERLIN,
    HAMBURG,
    MUNICH,
    VIENNA,
    WELL_KNOWN,
    ZURICH,
    Kitchen,
    kitchens,
)
from crm_food_pack.demo.people import ANA, CANTEENS, HENRIK, JANA, PEOPLE, SABINE, TENANT, Person, person_of

KITCHENS = list(kitchens())
NOW = datetime(2026, 5, 1, tzinfo=UTC)


def _actor(person: Person) -> Actor:
    return person.acting(CorrelationId(UUID(int=0)))


def test_some_sixty_customers_in_five_cities_and_two_chains() -> None:
    cities = {kitchen.details.address.city for kitchen in KITCHENS}

    assert 55 <= len(KITCHENS) <= 65
    assert cities == {"Berlin", "Hamburg", "München", "Wien", "Zürich"}
    assert sum(kitchen.details.is_chain for kitchen in KITCHENS) == 2
    assert WELL_KNOWN in {kitchen.id for kitchen in KITCHENS}


def test_ids_and_people_are_unique_and_every_human_role_has_somebody() -> None:
    assert len({kitchen.id for kitchen in KITCHENS}) == len(KITCHENS)
    assert len({person.id for person in PEOPLE}) == len(PEOPLE)
    assert {person.role for person in PEOPLE} == CLAIMABLE - {Role.SERVICE}
    assert person_of(Role.SERVICE) is None


def test_every_demo_customer_would_pass_the_form() -> None:
    for kitchen in KITCHENS:
        assert details_from(DETAILS.read(details_record(kitchen.details))) == kitchen.details


def test_the_crowd_is_valid_and_always_the_same() -> None:
    members = [member(number, base=9) for number in range(2 * CHAIN_EVERY)]

    assert members == [member(number, base=9) for number in range(2 * CHAIN_EVERY)]
    assert len({one.id for one in members}) == len(members)
    for one in members:
        assert details_from(DETAILS.read(details_record(one.details))) == one.details


def test_the_crowd_has_the_shape_that_measurements_rely_on() -> None:
    members = [member(number, base=9) for number in range(CHAIN_EVERY)]
    roots = [one.id for one in members if one.details.is_chain]

    assert sum(one.details.parent_id == roots[0] for one in members) == CUSTOMERS_PER_CHAIN
    assert sum(one.owner == members[0].owner for one in members) == CUSTOMERS_PER_REP


def test_every_contact_would_pass_the_form_and_one_buys_for_a_whole_chain() -> None:
    known = list(acquaintances())
    emails = PlainEmailAddresses()

    assert len({one.id for one in known}) == len(known)
    assert {one.account for one in known} == {kitchen.id for kitchen in KITCHENS}
    for one in known:
        values = NEW_CONTACT.read(one.values)
        found = person_from(values, country="DE", normal_email=emails.normal)
        assert (found.email, found.phone) == (one.values.get("email"), _digits(one.values.get("phone")))
    (everywhere,) = (one for one in known if one.also_at)
    chain = {kitchen.id for kitchen in KITCHENS if kitchen.details.parent_id == CANTEENS}
    assert {everywhere.account, *everywhere.also_at} == chain


def _digits(phone: object) -> str | None:
    return None if phone is None else str(phone).replace(" ", "")


def test_letters_come_back_from_one_house_that_left_no_other_way() -> None:
    (bounce,) = bounces()
    there = [one.values for one in acquaintances() if one.account == bounce.customer_id]

    assert there
    assert not any({"email", "phone"} & values.keys() for values in there)


def test_a_representative_belongs_to_the_team_of_their_city() -> None:
    teams = {city.rep.id: {city.region} for city in (BERLIN, HAMBURG, MUNICH, VIENNA, ZURICH)}
    reps = [one for one in PEOPLE if one.role is Role.SALES_REP]

    assert {one.id: set(one.regions) for one in reps} == teams
    shared = SavedView(
        uuid4(), TENANT, 1, SABINE.id, ViewDetails("Hotels Nord", {}, "name", (), "BERLIN"), NOW, NOW
    )
    seen = [one.name for one in PEOPLE if VIEWS.permits(Operation.READ, Scope(_actor(one)), shared)]
    assert seen == [JANA.name, SABINE.name, HENRIK.name, ANA.name]


@for_all(
    person=strategies.sampled_from([one for one in PEOPLE if one.role is Role.SALES_REP]),
    kitchen=strategies.sampled_from(KITCHENS),
    operation=strategies.sampled_from(Operation),
    stands=strategies.booleans(),
)
def test_a_team_opens_no_customer_and_no_lead(
    person: Person, kitchen: Kitchen, operation: Operation, stands: bool
) -> None:
    row = Customer(kitchen.id, TENANT, 1, kitchen.details, kitchen.owner, NOW, NOW)
    own = frozenset({row.chain_root_id}) if stands and row.chain_root_id else frozenset()
    with_team, without = (
        Scope(actor, own) for actor in (_actor(person), evolve(_actor(person), regions=frozenset()))
    )
    for policy in (CUSTOMERS, RESTRICTED_FIELDS):
        assert policy.permits(operation, with_team, row) == policy.permits(operation, without, row)
    for policy in (LEADS, LEAD_PERSONS, LEAD_KEEPING, LEAD_DECISIONS, LEAD_EVIDENCE):
        by_region = [one for one in policy.grants if isinstance(one.reach, RegionRows)]
        assert not any(with_team.grips & one.grips for one in by_region)
