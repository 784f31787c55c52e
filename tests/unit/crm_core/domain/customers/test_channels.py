"""Phone numbers have one form, and another way is one that was not known before."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm_core.domain.customers.channels import is_another, normal_phone
from crm_core.domain.customers.form import PHONE


@pytest.mark.parametrize(
    ("text", "country", "number"),
    [
        ("030 1234567", "DE", "+49301234567"),
        ("030 1234567", None, "0301234567"),
        ("030 1234567", "FR", "0301234567"),
        ("+49 (0)30 123-4567", "AT", "+49301234567"),
        ("0049 (0) 30/123.4567", None, "+49301234567"),
        ("0049 30 1234567", "CH", "+49301234567"),
        ("(01) 587 63 46", "AT", "+4315876346"),
        ("+41 44 668 18 00", "DE", "+41446681800"),
        ("110", "DE", None),
        ("---", "DE", None),
        ("1234567890123456", None, None),
    ],
)
def test_a_number_has_one_form(text: str, country: str | None, number: str | None) -> None:
    assert normal_phone(text, country) == number


@given(text=st.from_regex(PHONE, fullmatch=True), country=st.sampled_from(["DE", "AT", "CH", "FR", None]))
def test_a_normal_number_stays_as_it_is(text: str, country: str | None) -> None:
    number = normal_phone(text, country)
    assert number is None or normal_phone(number) == number


@pytest.mark.parametrize(
    ("stored", "known", "another"),
    [
        (["+49 30 99999"], [], True),
        (["+49 30 99999"], [None, "+493099999"], False),
        (["K@example.com"], ["k@Example.com"], False),
        (["k@example.com", None], ["m@example.com"], True),
        ([None, None], [], False),
        ([], ["k@example.com"], False),
    ],
)
def test_another_way_is_one_that_was_not_known(stored: list[str], known: list[str], another: bool) -> None:
    assert is_another(stored, known) is another
