"""A kind is called wider only if it takes whatever the other took."""

from collections.abc import Callable
from decimal import Decimal

import pytest
from hypothesis import assume, given, strategies
from hypothesis.strategies import SearchStrategy

from crm_core.domain.fields.alternatives import AnyOf
from crm_core.domain.fields.choices import MultiChoice
from crm_core.domain.fields.definition import Definition
from crm_core.domain.fields.faults import Faults
from crm_core.domain.fields.kinds import Boolean, Choice, Day, Instant, Kind, Text
from crm_core.domain.fields.numbers import Money, Number
from crm_core.domain.fields.record import ListOf, Member, Record
from crm_core.domain.fields.widening import is_wider
from tests.unit.crm_core.domain.fields.drawn import json_of, kinds, numbers, words

ONE = Record((Member("a", Text(3), required=True),))
WIDER = [
    (Text(9), Text(5)),
    (Text(5, min_length=0), Text(5)),
    (Text(5), Text(5, pattern="[A-Z]{2,3}")),
    (Number(places=2), Number(places=0)),
    (Number(), Number(minimum=Decimal(0))),
    (Choice(("A", "B")), Choice(("B",))),
    (MultiChoice(("B", "A")), MultiChoice(("A",))),
    (Record((Member("a", Text(3)), Member("b", Text(1)))), ONE),
    (ListOf(Text(5), 5), ListOf(Text(3), 3, 1)),
    (AnyOf((Boolean(), Text(3))), Text(2)),
    (AnyOf((Boolean(), Text(3), Number())), AnyOf((Text(3), Boolean()))),
    (Day(), Day()),
]
NOT_WIDER = [
    (Text(3), Text(5)),
    (Text(5), Text(5, min_length=0)),
    (Text(5, pattern="[A-Z]{2,3}"), Text(5)),
    (Text(5), Choice(("A",))),
    (Number(places=0), Number(places=2)),
    (Number(minimum=Decimal(0)), Number()),
    (Number(maximum=Decimal(5)), Number()),
    (Number(), Money()),
    (Choice(("A",)), Choice(("A", "B"))),
    (Record((Member("b", Text(3)),)), Record((Member("a", Text(3)), Member("b", Text(3))))),
    (ONE, Record((Member("a", Text(3)),))),
    (Record((*ONE.members, Member("b", Text(1), required=True))), ONE),
    (ListOf(Text(3), 2), ListOf(Text(3), 3)),
    (ListOf(Text(3), 3, 1), ListOf(Text(3), 3)),
    (ListOf(Text(2), 3), ListOf(Text(3), 3)),
    (Text(3), AnyOf((Boolean(), Text(3)))),
    (Instant(), Day()),
]


@pytest.mark.parametrize(("after", "before"), WIDER)
def test_what_takes_more_is_wider(after: Kind, before: Kind) -> None:
    assert is_wider(after, before)


@pytest.mark.parametrize(("after", "before"), NOT_WIDER)
def test_what_might_refuse_anything_is_not(after: Kind, before: Kind) -> None:
    assert not is_wider(after, before)


@given(kinds)
def test_every_kind_is_as_wide_as_itself(kind: Kind) -> None:
    assert is_wider(kind, kind)


texts = strategies.builds(Text, strategies.integers(2, 4), strategies.integers(0, 2))
alike: list[SearchStrategy[Kind]] = [
    numbers(),
    texts,
    strategies.builds(Choice, words),
    strategies.builds(MultiChoice, words),
]
pairs = strategies.one_of([strategies.tuples(one, one) for one in alike])
around: list[Callable[[Kind], Kind]] = [
    lambda kind: kind,
    lambda kind: ListOf(kind, 2),
    lambda kind: Record((Member("a", kind), Member("b", Day()))),
    lambda kind: AnyOf((Boolean(), Record((Member("a", kind, required=True),)))),
]


@given(strategies.sampled_from(WIDER) | pairs, strategies.sampled_from(around), strategies.data())
def test_a_wider_kind_takes_everything_that_was_stored(
    pair: tuple[Kind, Kind], inside: Callable[[Kind], Kind], data: strategies.DataObject
) -> None:
    after, before = map(inside, pair)
    assume(is_wider(after, before))
    stored = Definition("a", before, "A", "A", group="g").normal(data.draw(json_of(before)), Faults())
    faults = Faults()
    after.parse(stored, "", faults)

    assert faults.found == []
