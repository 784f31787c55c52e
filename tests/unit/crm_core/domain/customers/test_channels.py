"""Phone numbers have one form, and another way is one that was not known before."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm_core.domain.customers.channels import mark, normal_phone, others
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
    ("stored", "known", "country", "another"),
    [
        (["+49 30 99999"], [], None, True),
        (["+49 30 99999"], [None, "+493099999"], None, False),
        (["K@example.com"], ["k@Example.com"], None, False),
        (["k@example.com", None], ["m@example.com"], None, True),
        ([None, None], [], None, False),
        ([], ["k@example.com"], None, False),
        (["+49 30 111222"], ["030 111222"], "DE", False),
        (["030/111222"], ["+49 (0)30 111222"], "DE", False),
        (["+43 30 111222"], ["030 111222"], "DE", True),
        (["+43 30 111222"], ["030 111222"], "AT", False),
        (["030 111223"], ["030 111222"], "DE", True),
        (["0049 30 111222"], ["030 111222"], None, False),
        (["030 111222"], ["+41 30 111222"], "FR", False),
        (["-- 11 --"], ["k@example.com"], "DE", False),
    ],
)
def test_another_way_is_one_that_was_not_known(
    stored: list[str], known: list[str], country: str | None, another: bool
) -> None:
    assert bool(others(stored, known, country)) is another


@given(text=st.from_regex(PHONE, fullmatch=True), country=st.sampled_from(["DE", "AT", "CH", "FR", None]))
def test_no_number_is_another_than_itself_however_it_is_written(text: str, country: str | None) -> None:
    written = [text, normal_phone(text, country), text.replace(" ", "/")]
    assert others(written, [text], country) == others([text], written, country) == ()


def test_a_mark_tells_ways_and_salts_apart_and_is_shorter_than_any_way() -> None:
    salts = [bytes([number]) * 16 for number in range(2)]
    marks = {mark(form, salt) for form in ("+4930111222", "k@example.com") for salt in salts}
    assert len(marks) == 4
    assert {len(one) for one in marks} == {5}
