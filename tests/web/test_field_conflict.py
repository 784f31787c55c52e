"""When two people change one field, each part that only one of them touched is kept as they made it."""

from hypothesis import given as drawn
from hypothesis import strategies as st

from adapters.web.field_conflict import WHOLE, compared
from crm_core.domain.fields.canonical import same
from crm_food_pack.domain.fields import DECISION_MAKERS, MEALS_PER_DAY, ROI_POTENTIAL

_VALUES = st.none() | st.dictionaries(st.sampled_from(["bucket", "value"]), st.sampled_from(["LOW", "HIGH"]))


def test_parts_that_do_not_touch_are_both_kept() -> None:
    base: dict[str, object] = {"bucket": "LOW", "value": 10}
    found = compared(
        ROI_POTENTIAL.kind, base=base, mine={**base, "value": 20}, theirs={**base, "bucket": "MID"}
    )
    assert found.clashes == ()
    assert found.solved({}) == {"bucket": "MID", "value": 20}


def test_what_both_changed_is_asked_for_part_by_part() -> None:
    found = compared(
        ROI_POTENTIAL.kind,
        base={"bucket": "LOW", "value": 10},
        mine={"bucket": "MID", "value": 20},
        theirs={"bucket": "HIGH", "value": 30},
    )
    assert [side.name for side in found.clashes] == ["bucket", "value"]
    assert found.solved({"bucket": "mine"}) == {"bucket": "MID", "value": 30}


def test_a_value_without_parts_is_taken_as_a_whole() -> None:
    found = compared(MEALS_PER_DAY.kind, base=80, mine=180, theirs=90)
    assert [side.name for side in found.clashes] == [WHOLE]
    assert (found.solved({}), found.solved({WHOLE: "mine"})) == (90, 180)


def test_another_shape_is_taken_as_a_whole() -> None:
    found = compared(DECISION_MAKERS.kind, base=["Anke"], mine={"count": 2}, theirs=["Anke", "Bernd"])
    assert found.solved({WHOLE: "mine"}) == {"count": 2}


@drawn(base=_VALUES, mine=_VALUES, theirs=_VALUES)
def test_nothing_that_only_one_of_them_changed_is_lost(base: object, mine: object, theirs: object) -> None:
    solved = compared(ROI_POTENTIAL.kind, base=base, mine=mine, theirs=theirs).solved({})
    for name in ("bucket", "value"):
        before, my, their, now = (_at(one, name) for one in (base, mine, theirs, solved))
        assert same(now, their) if same(my, before) or not same(their, before) else same(now, my)


def _at(value: object, name: str) -> object:
    return value.get(name) if isinstance(value, dict) else None
