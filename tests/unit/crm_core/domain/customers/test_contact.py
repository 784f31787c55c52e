"""A contact is a person with roles; what is written is kept in normal form, changes are told by names."""

import pytest
from attrs import evolve

from crm_core.domain.customers.contact import ROLE_LABELS, Contact, ContactId, ContactRole, Person, RoleAt
from crm_core.domain.customers.contact import changed_names as changed
from crm_core.domain.customers.contact_form import (
    CONTACT,
    NEW_CONTACT,
    contact_record,
    person_from,
    roles_from,
)
from crm_core.domain.ids import CustomerId
from crm_core.domain.refusals import Invalid
from tests import given
from tests.given import CountingIds

IDS = [CustomerId(CountingIds().new()), CustomerId(given.nobody_knows())]
CHEF, BUYER = (
    RoleAt(customer, role) for customer, role in zip(IDS, (ContactRole.CHEF, ContactRole.BUYER), strict=True)
)
MARIA = Contact(
    ContactId(IDS[0]),
    given.TENANT,
    3,
    Person("Maria", "m@example.com"),
    [BUYER, CHEF, BUYER],
    given.START,
    given.START,
)


def person(values: dict[str, object]) -> Person:
    def as_it_is(text: str) -> str | None:
        return None if text.startswith("bad") else text

    return person_from(NEW_CONTACT.read(values), country="DE", normal_email=as_it_is)


def test_every_role_is_called_something_in_both_languages() -> None:
    assert set(ROLE_LABELS) == set(ContactRole)
    assert ROLE_LABELS[ContactRole.CHEF][0] == "Küchenchef"


def test_roles_stand_once_and_in_order() -> None:
    assert MARIA.roles == tuple(sorted([CHEF, BUYER]))
    assert MARIA.accounts == tuple(sorted(IDS))


def test_the_same_again_changes_nothing() -> None:
    assert MARIA.known_as(MARIA.person, reversed(MARIA.roles), given.START.replace(day=9)) is MARIA


def test_names_of_what_changed() -> None:
    other = MARIA.known_as(Person("Maria", None, "+4930123", "x"), [CHEF], given.START)
    assert changed(MARIA, other) == ("email", "phone", "note", "roles")
    assert changed(MARIA, evolve(MARIA, version=4)) == ()


def test_what_is_written_is_read_again() -> None:
    values = CONTACT.read(contact_record(MARIA))
    assert (*roles_from(values),) == MARIA.roles
    assert person_from(values, country=None, normal_email=str) == MARIA.person


def test_a_person_is_kept_in_normal_form() -> None:
    assert person({"name": " Maria ", "phone": "030 1234567"}) == Person("Maria", None, "+49301234567")


def test_every_bad_way_is_named() -> None:
    with pytest.raises(Invalid) as refusal:
        person({"name": "Maria", "email": "bad@example.com", "phone": "---"})
    assert {error.pointer: error.code for error in refusal.value.errors} == {
        "/email": "not-an-email",
        "/phone": "not-a-phone-number",
    }


def test_an_unknown_member_and_role_are_refused() -> None:
    with pytest.raises(Invalid) as refusal:
        NEW_CONTACT.read({"name": "", "role": "COOK", "birthday": "1980-01-01"})
    assert {error.code for error in refusal.value.errors} == {"too-short", "not-a-choice", "unknown-field"}
