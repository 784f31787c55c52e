"""Kinds and JSON as Hypothesis draws them: every kind, composed, with values that it takes."""

from datetime import date
from decimal import Decimal

from hypothesis import strategies
from hypothesis.strategies import SearchStrategy

from crm_core.domain.fields.alternatives import AnyOf, have_distinct_shapes
from crm_core.domain.fields.choices import MultiChoice
from crm_core.domain.fields.kinds import CONTACT, Boolean, Choice, Day, Identity, Instant, Kind, Text, zulu
from crm_core.domain.fields.numbers import Money, Number
from crm_core.domain.fields.record import ListOf, Member, Record

Json = SearchStrategy[object]

words = strategies.lists(strategies.sampled_from("ABCDE"), min_size=1, max_size=4, unique=True).map(tuple)
keys = strategies.sampled_from(["a", "b", "c"])


@strategies.composite
def numbers(draw: strategies.DrawFn) -> Number:
    low, span = draw(strategies.integers(-50, 50)), draw(strategies.integers(0, 60))
    places = draw(strategies.integers(0, 3))
    return Number(minimum=Decimal(low), maximum=Decimal(low + span), places=places)


simple_kinds: SearchStrategy[Kind] = strategies.one_of(
    strategies.builds(Text, strategies.integers(1, 8), strategies.integers(0, 2)).filter(
        lambda text: text.min_length <= text.max_length
    ),
    strategies.just(Text(3, pattern="[A-Z]{2,3}")),
    numbers(),
    strategies.just(Money(minimum=Decimal(0))),
    strategies.just(Money()),
    strategies.sampled_from([Boolean(), Day(), Instant(), Identity(), Identity(CONTACT)]),
    strategies.builds(Choice, words),
    strategies.builds(MultiChoice, words),
)


def _records(inner: SearchStrategy[Kind]) -> SearchStrategy[Kind]:
    member = strategies.builds(Member, keys, inner, strategies.booleans())
    unlike = strategies.lists(member, min_size=1, max_size=3, unique_by=lambda one: one.key)
    return strategies.builds(Record, unlike.map(tuple))


def _lists(inner: SearchStrategy[Kind]) -> SearchStrategy[Kind]:
    return strategies.builds(ListOf, inner, strategies.integers(1, 3), strategies.integers(0, 1))


def _any_of(inner: SearchStrategy[Kind]) -> SearchStrategy[Kind]:
    single = inner.filter(lambda kind: not isinstance(kind, AnyOf))
    several = strategies.lists(single, min_size=2, max_size=3).map(tuple)
    return several.filter(have_distinct_shapes).map(AnyOf)


def _deeper(inner: SearchStrategy[Kind]) -> SearchStrategy[Kind]:
    return strategies.one_of(_records(inner), _lists(inner))


composed = _deeper(simple_kinds)
kinds: SearchStrategy[Kind] = strategies.one_of(
    simple_kinds,
    composed,
    _deeper(strategies.one_of(simple_kinds, composed)),
    _any_of(strategies.one_of(simple_kinds, composed)),
)

json_values: Json = strategies.recursive(
    strategies.none()
    | strategies.booleans()
    | strategies.integers()
    | strategies.floats()
    | strategies.decimals()
    | strategies.text(),
    lambda inner: (
        strategies.lists(inner, max_size=3)
        | strategies.dictionaries(strategies.text() | keys, inner, max_size=3)
    ),
    max_leaves=6,
)


def json_of(kind: Kind) -> Json:
    """JSON that a kind takes."""
    match kind:
        case Record():
            required = {m.key: json_of(m.kind) for m in kind.members if m.required}
            optional = {m.key: json_of(m.kind) for m in kind.members if not m.required}
            return strategies.fixed_dictionaries(required, optional=optional)
        case ListOf():
            return strategies.lists(json_of(kind.item), min_size=kind.min_items, max_size=kind.max_items)
        case AnyOf():
            return strategies.one_of([json_of(one) for one in kind.alternatives])
        case MultiChoice():
            return strategies.lists(strategies.sampled_from(kind.options), unique=True)
        case Choice():
            return strategies.sampled_from(kind.options)
        case Number():
            return _numbers_of(kind)
        case Text():
            return _texts_of(kind)
        case _:
            return _plain_of(kind)


def _numbers_of(kind: Number) -> Json:
    highest = min(kind.maximum, Decimal(10**6))
    scale = 10**kind.places
    units = strategies.integers(int(max(kind.lowest, Decimal(-(10**6))) * scale), int(highest * scale))
    return units.map(lambda unit: Decimal(unit) / scale)


def _texts_of(kind: Text) -> Json:
    if kind.pattern is not None:
        return strategies.sampled_from(["AB", "XYZ", " DE "])
    letters = strategies.characters(codec="utf-8", exclude_categories=["Cc"])
    text = strategies.text(letters, min_size=kind.min_length, max_size=kind.max_length)
    return text.filter(lambda drawn: len(drawn.strip()) >= kind.min_length)


def _plain_of(kind: Kind) -> Json:
    if isinstance(kind, Boolean):
        return strategies.booleans()
    if isinstance(kind, Identity):
        return strategies.uuids().map(str)
    if isinstance(kind, Day):
        return strategies.dates(date(1900, 1, 1), date(2200, 12, 31)).map(lambda day: day.isoformat())
    moments = strategies.datetimes(timezones=strategies.timezones()).filter(lambda at: 1901 < at.year < 2200)
    return moments.map(zulu)
