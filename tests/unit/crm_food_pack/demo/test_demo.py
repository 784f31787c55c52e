"""The demo data is valid, telling, and the same every time."""

from adapters.memory.email_addresses import PlainEmailAddresses
from crm_core.domain.access.role import CLAIMABLE, Role
from crm_core.domain.customers.contact_form import NEW_CONTACT, person_from
from crm_core.domain.customers.customer import details_from, details_record
from crm_core.domain.customers.form import DETAILS
from crm_food_pack.demo.contacts import acquaintances, bounces
from crm_food_pack.demo.crowd import CHAIN_EVERY, CUSTOMERS_PER_CHAIN, CUSTOMERS_PER_REP, member
from crm_food_pack.demo.kitchens import WELL_KNOWN, kitchens
from crm_food_pack.demo.people import CANTEENS, PEOPLE, person_of

KITCHENS = list(kitchens())


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
