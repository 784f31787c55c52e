"""The same company is recognised however its name is written, and another one is not taken for it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm_core.domain.company_names import (
    ENDINGS,
    LEGAL_FORMS,
    alike,
    company_key,
    email_key,
    place_key,
    similarity,
)

names = st.text(min_size=1, max_size=40).filter(str.strip)
words = st.lists(st.sampled_from(["hotel", "adler", "linde", "müller", "süd"]), min_size=1, max_size=4)

SAME = [
    ("Müller GmbH", "MUELLER G.m.b.H."),
    ("Müller & Söhne KG", "Mueller und Soehne"),
    ("Gasthaus Linde e. K.", "gasthaus  linde"),
    ("Gasthaus Linde e.K.", "Gasthaus-Linde"),
    ("Großküche Süß GmbH & Co. KG", "Grossküche Süss"),
    ("Hotel 'Zur Post' AG", "Hotel Zur Post"),
    ("Mu\u0308ller GmbH", "Müller"),
    ("Kantine Ost UG (haftungsbeschränkt)", "Kantine Ost"),
    ("GmbH Kantinenwerk", "Kantinenwerk"),
    ("St.Pauli Bistro", "St. Pauli Bistro"),
    ("Café Élysée", "Cafe Elysee"),
]
OTHER = [
    ("Bauer", "Bar"),
    ("Hotel Adler", "Hotel Adler Spa"),
    ("Gasthaus Linde", "Gasthaus Linden"),
    ("Hotel Adler 1", "Hotel Adler 2"),
    ("Muller", "Müller"),
    ("Μπακάλικο", "Ταβέρνα"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_the_same_company_has_the_same_key(one: str, other: str) -> None:
    assert company_key(one) == company_key(other)


@pytest.mark.parametrize(("one", "other"), OTHER)
def test_another_company_has_another_key(one: str, other: str) -> None:
    assert company_key(one) != company_key(other)


@given(names)
def test_a_name_always_has_a_key_and_the_key_of_a_key_is_itself(name: str) -> None:
    key = company_key(name)

    assert key
    assert company_key(key) == key
    assert place_key(place_key(name)) == place_key(name)


@given(words, st.sampled_from(sorted(LEGAL_FORMS | ENDINGS)))
def test_a_legal_form_at_the_end_says_nothing(parts: list[str], form: str) -> None:
    name = " ".join(parts)

    assert company_key(f"{name} {form.upper()}") == company_key(name)
    assert company_key(f"{name.title()}, {form}.") == company_key(name)


@given(words)
def test_case_hyphens_and_spaces_say_nothing(parts: list[str]) -> None:
    key = company_key("".join(parts))

    assert company_key("-".join(parts).upper()) == company_key("  ".join(parts)) == key


def test_a_mailbox_is_the_same_behind_capitals_and_tags() -> None:
    assert email_key(" Max.Koch+CRM@Example.COM ") == "max.koch@example.com"
    assert email_key("+@example.com") == "+@example.com"


@given(names, names)
def test_likeness_has_no_direction_and_equal_names_are_most_alike(one: str, other: str) -> None:
    first, second = company_key(one), company_key(other)

    assert similarity(first, second) == similarity(second, first)
    assert similarity(first, first) == 1
    assert alike(first, first)


def test_a_typing_error_is_alike_and_another_word_is_not() -> None:
    assert alike(company_key("Gasthaus Linde"), company_key("Gasthaus Lindee"))
    assert not alike(company_key("Gasthaus Linde"), company_key("Hotel Adler"))
