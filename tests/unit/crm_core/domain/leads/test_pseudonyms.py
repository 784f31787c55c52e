"""Pseudonyms: the same for the same, nothing without the key, and a company is known again by its own."""

from uuid import UUID

import pytest
from hypothesis import given as drawn
from hypothesis import strategies as st

from crm_core.domain.leads.contenders import CompanyKeys
from crm_core.domain.leads.lead import LeadContact, LeadDetails, Persons
from crm_core.domain.leads.pseudonyms import NO_PSEUDONYMS, NoKeyForPseudonyms, Pseudonyms

TENANT, LEAD = UUID(int=1), UUID(int=2)
BOTH = Pseudonyms({1: b"first", 2: b"second"})
names = st.text(min_size=1, max_size=40)


@drawn(names, names, st.none() | st.text(min_size=1, max_size=10), st.none() | st.emails())
def test_a_company_is_found_again_by_what_is_written_in_its_place(
    name: str, city: str, postal: str | None, email: str | None
) -> None:
    details = LeadDetails(name, city, "DE", postal_code=postal)
    persons = Persons() if email is None else Persons(LeadContact(email=email))
    keys = CompanyKeys.of(details, persons)
    for key in (1, 2):
        written = BOTH.company(keys, TENANT, version=key)
        shown = LeadDetails(written.company, written.city, "DE", postal_code=written.postal_code)
        reached = Persons() if email is None else Persons(LeadContact(email=written.email))
        assert CompanyKeys.of(shown, reached) == BOTH.sought(keys, TENANT)[key - 1]


@drawn(names, names)
def test_other_values_keys_and_scopes_have_other_pseudonyms(one: str, other: str) -> None:
    first = BOTH.of(one, TENANT, LEAD)
    assert first == BOTH.of(one, TENANT, LEAD)
    assert first.startswith("v2-")
    assert (first == BOTH.of(other, TENANT, LEAD)) == (one == other)
    elsewhere = (
        BOTH.of(one, TENANT, UUID(int=3)),
        BOTH.of(one, UUID(int=3), LEAD),
        Pseudonyms({2: b"other"}).of(one, TENANT, LEAD),
    )
    assert first not in elsewhere


def test_scope_and_value_cannot_run_into_each_other() -> None:
    assert BOTH.of("b", "a") != BOTH.of("ab", "")
    assert BOTH.of('b","c', "a") != BOTH.of("c", "a", "b")


def test_without_a_key_nothing_is_made_and_nobody_sought() -> None:
    with pytest.raises(NoKeyForPseudonyms):
        NO_PSEUDONYMS.of("Koch", TENANT)
    assert NO_PSEUDONYMS.sought(CompanyKeys("rose", "berlin", None, None), TENANT) == ()


def test_keys_are_not_shown() -> None:
    assert "first" not in repr(BOTH)


def test_no_words_stay_no_words() -> None:
    hide = BOTH.texts(TENANT, LEAD)
    assert (hide(""), hide("x")[:3]) == ("", "v2-")
