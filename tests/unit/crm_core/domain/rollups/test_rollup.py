"""A roll-up counts words, adds money by territory, and leaves out what is not there."""

from crm_core.domain.follow_ups.follow_up import Badge
from crm_core.domain.rollups.rollup import Part, counted, rolled_up, summed
from crm_core.pack import hot_columns_of
from crm_food_pack.pack import FOOD

HOT = hot_columns_of(FOOD)
NOTHING: dict[str, object] = {column.name: None for column in HOT.columns}


def part(territory: str, *, is_location: bool = True, **hot: object) -> Part:
    return Part(territory, is_location, {**NOTHING, **hot})


def test_words_and_money_are_found_in_the_declaration() -> None:
    assert [one.name for one in counted(HOT)] == ["sample_status", "roi_bucket"]
    assert [one.name for one in summed(HOT)] == ["roi_value_cents"]


def test_everything_is_taken_together() -> None:
    parts = [
        part("DE", is_location=False, roi_bucket="LOW", roi_value_cents=0),
        part("DE", roi_bucket="LOW", roi_value_cents=250, sample_status="SHIPPED"),
        part("CH", roi_value_cents=100),
        part("AT"),
    ]
    found = rolled_up(parts, [Badge.OVERDUE, Badge.OVERDUE, Badge.ON_TRACK, Badge.DONE], HOT)

    assert found.locations == 3
    assert found.counts == {"sample_status": {"SHIPPED": 1}, "roi_bucket": {"LOW": 2}}
    assert found.sums == {"roi_value_cents": {"DE": 250, "CH": 100}}
    assert found.open_follow_ups == {Badge.ON_TRACK: 1, Badge.DUE_SOON: 0, Badge.OVERDUE: 2}


def test_nothing_comes_to_nothing() -> None:
    found = rolled_up([], [], HOT)
    assert (found.locations, found.sums["roi_value_cents"]) == (0, {})
