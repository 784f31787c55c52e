"""What we seal we recognise; nothing else is ours."""

import string

import pytest
from hypothesis import given, strategies

from adapters.system.seals import KeyedSeals

SEALS = KeyedSeals(b"k" * 32)
ALPHABET = string.ascii_letters + string.digits + "-_"


@given(strategies.binary(max_size=200))
def test_a_sealed_payload_comes_back(payload: bytes) -> None:
    assert SEALS.open(SEALS.seal(payload)) == payload


@given(strategies.binary(min_size=1, max_size=60), strategies.data())
def test_one_changed_character_is_noticed(payload: bytes, data: strategies.DataObject) -> None:
    sealed = SEALS.seal(payload)
    at = data.draw(strategies.integers(0, len(sealed) - 1))
    other = data.draw(strategies.sampled_from(ALPHABET).filter(lambda char: char != sealed[at]))

    assert SEALS.open(sealed[:at] + other + sealed[at + 1 :]) is None


@given(strategies.text(max_size=80))
def test_a_foreign_text_is_not_ours(text: str) -> None:
    assert SEALS.open(text) is None


def test_another_key_does_not_open_it() -> None:
    assert KeyedSeals(b"x" * 32).open(SEALS.seal(b"payload")) is None


@pytest.mark.parametrize("length", [1, 64, 65, 96])
def test_a_key_may_be_of_any_length_and_counts_to_its_end(length: int) -> None:
    sealed = KeyedSeals(b"x" * length).seal(b"payload")
    assert KeyedSeals(b"x" * length).open(sealed) == b"payload"
    assert KeyedSeals(b"x" * (length - 1) + b"y").open(sealed) is None


def test_the_key_is_not_shown() -> None:
    assert "kkk" not in repr(SEALS)
