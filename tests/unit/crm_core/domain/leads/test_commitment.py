"""A commitment holds somebody to a value without telling it, and to nothing once its salt is gone."""

from datetime import UTC, datetime
from uuid import UUID

import pytest
from attrs import evolve
from hypothesis import given as drawn
from hypothesis import strategies as st

from crm_core.domain.leads.commitment import (
    Commitment,
    digest_of,
    opens,
    personal_values,
    values_to_commit,
)
from crm_core.domain.leads.lead import ContactChannel, FirstContact, LeadContact, Persons
from tests import given
from tests.worlds import in_memory

SALT = "5a" * 32
TEXTS = st.text(max_size=20)


def made(value: object, salt: str | None = SALT) -> Commitment:
    return Commitment(
        id=UUID(int=1),
        about_id=UUID(int=2),
        field="contact.email",
        made_at=datetime(2026, 3, 2, tzinfo=UTC),
        digest=digest_of(value, SALT),
        salt=salt,
    )


@drawn(TEXTS, TEXTS)
def test_it_opens_to_its_own_value_only(value: str, other: str) -> None:
    assert opens(made(value), value)
    assert opens(made(value), other) == (value == other)


@drawn(TEXTS)
def test_without_its_salt_it_opens_to_nothing(value: str) -> None:
    assert not opens(made(value, salt=None), value)


@drawn(TEXTS)
def test_another_salt_is_another_digest(value: str) -> None:
    assert digest_of(value, SALT) != digest_of(value, "5b" * 32)


def test_a_salt_is_not_printed() -> None:
    assert SALT not in repr(made("x"))


def test_everything_that_may_name_somebody_is_committed() -> None:
    first = FirstContact(ContactChannel.PHONE, given.START, "Rief zurück")
    persons = Persons(LeadContact("Anke", "Dietz", "anke@rose.example", "+49 30 1"), first)
    lead = given.lead_made(in_memory(), persons=persons)

    assert set(personal_values(lead)) == {
        "companyName",
        "city",
        "postalCode",
        *(f"contact.{name}" for name in ("firstName", "lastName", "email", "phone")),
        *(f"firstContact.{name}" for name in ("channel", "at", "note")),
    }
    assert values_to_commit(None, lead) == personal_values(lead)


@pytest.mark.parametrize("email", ["anke@rose.example", "neu@rose.example", None])
def test_only_what_is_new_is_committed_again(email: str | None) -> None:
    before = given.lead_made(in_memory(), persons=Persons(LeadContact(email="anke@rose.example")))
    after = evolve(before, persons=Persons(LeadContact(email=email)))

    assert values_to_commit(before, after) == (
        {"contact.email": email} if email == "neu@rose.example" else {}
    )
