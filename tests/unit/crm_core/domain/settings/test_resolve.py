"""The nearest allowed scope decides, within what wider ones limit, and the answer says where it came from."""

from decimal import Decimal

import pytest
from hypothesis import given as drawn
from hypothesis import strategies as st

from crm_core.domain.fields.kinds import Boolean
from crm_core.domain.fields.numbers import Number
from crm_core.domain.settings.resolve import bound_for, resolve
from crm_core.domain.settings.setting import Effective, Limit, Scope, Seat, Setting, StoredValue
from tests import given

ALL = tuple(Scope)
SWITCH = Setting("a.switch", Boolean(), default=False, label_de="Schalter", label_en="Switch", scopes=ALL)
GLOBAL_ONLY = Setting("a.limit", Boolean(), False, "Grenze", "Limit", scopes=(Scope.GLOBAL,))
USER = given.user(1)
SEAT = Seat("BERLIN", USER)
GLOBAL = StoredValue("a.switch", Scope.GLOBAL, True, 4)
TENANT = StoredValue("a.switch", Scope.TENANT, False, 2)
ORG = StoredValue("a.switch", Scope.ORG, True, 7, "BERLIN")
OWN = StoredValue("a.switch", Scope.USER, False, 1, str(USER))
WHOSE = {Scope.GLOBAL: "", Scope.TENANT: "", Scope.ORG: "BERLIN", Scope.USER: str(USER)}
NUMBER = Number(minimum=Decimal(0), maximum=Decimal(100), places=0)


def most(limit: Limit, default: int = 50) -> Setting:
    return Setting("a.most", NUMBER, default, "Höchstens", "At most", scopes=ALL, limit=limit)


def test_without_a_value_the_default_applies() -> None:
    assert resolve(SWITCH, []) == Effective("a.switch", False, None, 0)


@pytest.mark.parametrize("count", [1, 2, 3, 4])
def test_the_nearest_decides_whatever_the_order(count: int) -> None:
    values = [GLOBAL, TENANT, ORG, OWN][:count]
    nearest = values[-1]

    assert resolve(SWITCH, reversed(values), SEAT) == Effective(
        "a.switch", nearest.value, nearest.scope, nearest.version, tuple(values)
    )


def test_a_scope_that_may_not_decide_is_not_heard() -> None:
    stored = [StoredValue("a.limit", Scope.TENANT, True, 1)]

    assert resolve(GLOBAL_ONLY, stored) == Effective("a.limit", False, None, 0)


def test_another_key_is_not_heard() -> None:
    assert resolve(SWITCH, [StoredValue("b.switch", Scope.TENANT, True, 1)]).source is None


def test_what_was_taken_back_is_not_heard() -> None:
    gone = StoredValue("a.switch", Scope.TENANT, None, 3)

    assert resolve(SWITCH, [GLOBAL, gone]).source is Scope.GLOBAL


@pytest.mark.parametrize("seat", [Seat(), Seat("KIEL", given.user(2))])
def test_other_regions_and_other_people_are_not_heard(seat: Seat) -> None:
    assert resolve(SWITCH, [GLOBAL, ORG, OWN], seat).source is Scope.GLOBAL


def test_whoever_has_one_region_stands_in_it() -> None:
    assert Seat.of(given.rep(1, regions={"BERLIN"})) == SEAT
    assert Seat.of(given.rep(1)).region is None
    both = given.rep(1, regions={"BERLIN", "KIEL"})
    assert (Seat.of(both).region, Seat.of(both, "KIEL").region) == (None, "KIEL")
    assert Seat.of(given.SYSTEM).user is None


VALUES = st.dictionaries(st.sampled_from(Scope), st.integers(0, 100))


@drawn(VALUES, st.sampled_from(Limit), st.integers(0, 100))
def test_nobody_gets_past_what_a_wider_scope_allows(
    said: dict[Scope, int], limit: Limit, default: int
) -> None:
    setting = most(limit, default)
    stored = [StoredValue("a.most", scope, value, 1, WHOSE[scope]) for scope, value in said.items()]
    effective = resolve(setting, stored, SEAT)

    tightest = min if limit is Limit.UPPER else max
    assert effective.value == tightest([said.get(Scope.GLOBAL, default), *said.values()])
    nearest = max(said, key=ALL.index, default=None)
    assert effective.limited == (nearest is not None and said[nearest] != effective.value)
    if effective.source is not None:
        assert said[effective.source] == effective.value


@drawn(VALUES, st.sampled_from(Limit), st.integers(0, 100))
def test_a_nearer_value_never_loosens(said: dict[Scope, int], limit: Limit, own: int) -> None:
    """Adding a value of one's own leaves the bound where it was, or makes it tighter."""
    wider = [
        StoredValue("a.most", scope, value, 1, WHOSE[scope])
        for scope, value in said.items()
        if scope is not Scope.USER
    ]
    setting = most(limit)
    before = resolve(setting, wider, SEAT).value
    after = resolve(setting, [*wider, StoredValue("a.most", Scope.USER, own, 1, str(USER))], SEAT).value
    assert isinstance(before, int)
    assert isinstance(after, int)
    assert after <= before if limit is Limit.UPPER else after >= before
    assert bound_for(setting, Scope.USER, wider, SEAT).value == before


def test_yes_can_be_forbidden_too() -> None:
    setting = Setting("a.open", Boolean(), True, "Offen", "Open", scopes=ALL, limit=Limit.UPPER)
    closed = StoredValue("a.open", Scope.GLOBAL, False, 1)
    wish = StoredValue("a.open", Scope.USER, True, 1, str(USER))

    assert resolve(setting, [closed, wish], SEAT) == Effective(
        "a.open", False, Scope.GLOBAL, 1, (closed, wish), limited=True
    )
