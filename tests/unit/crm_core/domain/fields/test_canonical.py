"""One text for all ways to write the same value."""

import json
import re
from decimal import Decimal

import pytest
from hypothesis import given, strategies

from crm_core.domain.fields.canonical import canonical_text, json_text, same, without_absent
from tests.unit.crm_core.domain.fields.drawn import json_values

ALIKE = [
    (1800, Decimal("1800.00")),
    (Decimal("1.8e3"), 1800),
    (0, Decimal("-0.00")),
    (0.1, Decimal("0.1")),
    ({"a": 1, "b": [1.0]}, {"b": [Decimal("1.000")], "a": 1}),
    ([1, 2], (1, 2)),
    (10**400, Decimal(10**400)),
]
UNLIKE = [
    (True, 1),
    (False, 0),
    ("1", 1),
    (None, ""),
    (None, {}),
    ([1, 2], [2, 1]),
    ({"a": None}, {}),
    (Decimal("0.1000000000000000000000000000001"), Decimal("0.1")),
    (float("inf"), None),
    (float("inf"), float("-inf")),
]


@pytest.mark.parametrize(("one", "other"), ALIKE)
def test_the_same_value_is_the_same_however_it_is_written(one: object, other: object) -> None:
    assert same(one, other)


@pytest.mark.parametrize(("one", "other"), UNLIKE)
def test_other_values_differ(one: object, other: object) -> None:
    assert not same(one, other)


def test_written_decimals_keep_their_places() -> None:
    assert json_text({"b": Decimal("1800.00"), "a": ["Küche", None, True]}) == (
        '{"a":["Küche",null,true],"b":1800.00}'
    )


@given(json_values)
def test_every_value_is_written_as_json_that_reads_back(value: object) -> None:
    read = json.loads(json_text(value), parse_float=Decimal, parse_int=Decimal)

    assert json_text(read) == json_text(value)
    if not re.search("[nN]a[nN]|inf|Inf", canonical_text(value)):
        assert same(read, value)


@given(strategies.decimals(allow_nan=False, allow_infinity=False, places=2), strategies.integers(0, 5))
def test_trailing_zeros_say_nothing(amount: Decimal, zeros: int) -> None:
    sign, digits, exponent = amount.as_tuple()
    assert isinstance(exponent, int)

    assert same(amount, Decimal((sign, digits + (0,) * zeros, exponent - zeros)))


def test_absent_members_are_left_out_at_every_depth() -> None:
    assert without_absent({"a": None, "b": {"c": None, "d": 0}, "e": ({"f": None},)}) == {
        "b": {"d": 0},
        "e": [{}],
    }


def test_what_is_no_json_is_refused() -> None:
    with pytest.raises(TypeError):
        json_text(object())
