"""Effects are declared and become values; a correction undoes exactly what no longer follows."""

from datetime import timedelta
from uuid import UUID

import pytest
from attrs import evolve
from hypothesis import given as given_any
from hypothesis import strategies

from crm_core.domain.activities.activity import Activity, ActivityId
from crm_core.domain.activities.effects import (
    Consequence,
    FieldWrite,
    StatusMove,
    Telling,
    consequences,
    difference,
)
from crm_core.domain.activities.reading import Limits, read_entry
from crm_core.domain.party import LeadId, Party
from tests import given
from tests.unit.crm_core.domain.activities.tastings import CASK, TASTING, WINE, CaskTasted, tasting

MOVE = StatusMove("cask", CASK, "EMPTY", given.START)
WRITE = FieldWrite("budget", {"yearly": "12.50"}, given.START, "years")
TELLING = Telling(CaskTasted(CASK))


def follows(*, flags: set[str] | None = None, **more: object) -> tuple[Consequence, ...]:
    entry = read_entry(tasting(**more), dictionary=WINE, limits=Limits(given.START))
    activity = Activity(ActivityId(UUID(int=1)), given.TENANT, entry, given.user(1), given.START)
    return consequences(TASTING.effects, activity, flags=flags or set())


def test_an_outcome_moves_what_the_activity_names() -> None:
    assert follows() == (MOVE, TELLING)
    assert follows(outcome="LEFT") == (TELLING,)


def test_an_effect_with_a_flag_follows_only_while_it_is_on() -> None:
    assert follows(spends="12.50") == (MOVE, TELLING)
    assert follows(spends="12.50", flags={"wine.budget"}) == (MOVE, WRITE, TELLING)
    assert follows(flags={"wine.budget"}) == (MOVE, TELLING)


def test_a_lead_has_no_fields_to_write() -> None:
    entry = read_entry(tasting(spends="12.50"), dictionary=WINE, limits=Limits(given.START))
    lead = evolve(entry, party=Party(lead_id=LeadId(UUID(int=6))))
    activity = Activity(ActivityId(UUID(int=1)), given.TENANT, lead, given.user(1), given.START)

    assert WRITE not in consequences(TASTING.effects, activity, flags={"wine.budget"})


@pytest.mark.parametrize(
    ("current", "after"),
    [
        (None, {"yearly": "12.50"}),
        ({"yearly": "1.00", "years": [1]}, {"yearly": "12.50", "years": [1]}),
        ([1, 2], {"yearly": "12.50", "years": [1, 2]}),
    ],
)
def test_a_field_keeps_what_the_write_does_not_name(current: object, after: object) -> None:
    assert WRITE.onto(current) == after


def test_a_corrected_outcome_undoes_the_former_and_does_the_new() -> None:
    other = StatusMove("cask", CASK, "FULL", given.START)

    assert difference([MOVE, TELLING], [other, TELLING]).undo == (MOVE,)
    assert difference([MOVE, TELLING], [other, TELLING]).do == (other,)


def test_a_withdrawal_undoes_everything_but_what_was_told() -> None:
    assert difference([MOVE, WRITE, TELLING], []).undo == (MOVE, WRITE)


some = strategies.lists(
    strategies.sampled_from([MOVE, WRITE, TELLING, StatusMove("cask", CASK, "FULL", given.START)]),
    unique_by=str,
)


@given_any(some, some)
def test_undoing_and_doing_leads_from_one_to_the_other(
    before: list[Consequence], after: list[Consequence]
) -> None:
    change = difference(before, after)
    standing = [one for one in before if one not in change.undo] + list(change.do)

    assert {str(one) for one in standing} == {str(one) for one in [*after, *_told(before)]}
    assert difference(after, after).undo == difference(after, after).do == ()


def _told(those: list[Consequence]) -> list[Consequence]:
    return [one for one in those if isinstance(one, Telling)]


@pytest.mark.parametrize(
    ("current", "said", "after"),
    [
        ({"agree": True, "count": 2}, {}, {"count": 2, "agree": None}),
        ({"agree": True}, {}, None),
        ({"agree": True}, {"agree": None}, None),
        ({"agree": True}, {"agree": False}, {"agree": False}),
        ([{"name": "Kim"}], {"agree": True}, {"agree": True, "members": [{"name": "Kim"}]}),
        (None, {}, None),
        ([{"name": "Kim"}], {}, [{"name": "Kim"}]),
    ],
)
def test_what_was_written_makes_way_for_something_else_or_nothing(
    current: object, said: dict[str, object], after: object
) -> None:
    aligned = FieldWrite("deciders", {"agree": True}, given.START, list_member="members")
    assert aligned.instead(current, said) == after


def test_when_it_happened_is_a_part_of_what_follows() -> None:
    other = evolve(MOVE, at=given.START + timedelta(days=1))
    change = difference([MOVE, WRITE], [other, WRITE])
    assert (change.undo, change.do) == ((MOVE,), (other,))
