"""A pseudonym stands for one value and gives nothing of it away."""

from hypothesis import assume, given
from hypothesis.strategies import text

from adapters.system.pseudonyms import KeyedPseudonyms

PSEUDONYMS = KeyedPseudonyms(b"k" * 32)


@given(text(max_size=60))
def test_one_value_has_one_pseudonym_that_names_its_key(value: str) -> None:
    made = PSEUDONYMS.of(value)

    assert made == PSEUDONYMS.of(value)
    assert made.startswith("p1-")
    assert len(made) == len("p1-") + 24


@given(text(max_size=60), text(max_size=60))
def test_two_values_have_two(one: str, other: str) -> None:
    assume(one != other)
    assert PSEUDONYMS.of(one) != PSEUDONYMS.of(other)


@given(text(alphabet="abcdefgh", min_size=12, max_size=20))
def test_without_the_key_it_is_another(value: str) -> None:
    made = PSEUDONYMS.of(value)

    assert made != KeyedPseudonyms(b"x" * 32).of(value)
    assert value not in made
    assert "kkk" not in repr(PSEUDONYMS)
