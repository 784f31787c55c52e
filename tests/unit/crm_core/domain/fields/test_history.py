"""History keeps every change, and gives back the fields of any moment."""

from collections.abc import Mapping
from datetime import datetime, timedelta

import pytest
from attrs import evolve
from hypothesis import given as for_all
from hypothesis import strategies

from crm_core.domain.fields.catalogue import Catalogue
from crm_core.domain.fields.clearance import FULL
from crm_core.domain.fields.definition import Definition
from crm_core.domain.fields.field_set import FieldChange, FieldSet, Stamp
from crm_core.domain.fields.history import FieldHistory, HistoryIsBroken, replay
from crm_core.domain.fields.kinds import Text
from crm_core.domain.fields.numbers import Number
from crm_core.domain.fields.patch import patch_fields
from crm_core.domain.fields.record import Member, Record
from tests import given

CATALOGUE = Catalogue.of(
    [
        Definition("bins", Number(), "Tonnen", "Bins", group="g"),
        Definition(
            "deal",
            Record((Member("name", Text(3)), Member("size", Number()))),
            "Abschluss",
            "Deal",
            group="g",
        ),
    ]
)
HOUR = timedelta(hours=1)


def stamp(version: int, at: datetime = given.START) -> Stamp:
    return Stamp(given.user(1), at, given.CORRELATION, version)


FIRST = FieldChange("bins", None, 1, stamp(1))
SECOND = FieldChange("bins", 1, 2, stamp(2, given.START + HOUR))
THIRD = FieldChange("bins", 2, None, stamp(3, given.START + HOUR))
LINE = FieldHistory().appended([FIRST, SECOND, THIRD])

steps = strategies.lists(
    strategies.tuples(
        strategies.integers(-2, 3),
        strategies.fixed_dictionaries(
            {},
            optional={
                "bins": strategies.none() | strategies.integers(0, 2),
                "deal": strategies.none()
                | strategies.fixed_dictionaries(
                    {},
                    optional={
                        "name": strategies.sampled_from([None, "a", "b"]),
                        "size": strategies.sampled_from([None, 1, 2]),
                    },
                ),
            },
        ),
    ),
    max_size=12,
)


@for_all(steps)
def test_as_of_any_moment_equals_what_stood_there(taken: list[tuple[int, Mapping[str, object]]]) -> None:
    fields, history, clock = FieldSet(), FieldHistory(), given.START
    stood: dict[datetime, FieldSet] = {}
    for version, (hours, patch) in enumerate(taken, start=1):
        # The clocks of two machines may differ: an hour back is as good as an hour ahead.
        clock += hours * HOUR
        outcome = patch_fields(
            fields, patch, catalogue=CATALOGUE, clearance=FULL, stamp=stamp(version, clock)
        )
        fields, history = outcome.fields, history.appended(outcome.changes)
        if fields.changed_at is not None:
            stood[fields.changed_at] = fields

    assert replay(history.changes) == fields
    for moment in sorted(stood):
        assert history.as_of(moment) == stood[moment]
        assert history.as_of(moment + HOUR / 2) == stood[moment]
    assert history.as_of(given.START - 100 * HOUR) == FieldSet()


def test_intermediate_edits_are_all_kept() -> None:
    assert LINE.of_field("bins") == (FIRST, SECOND, THIRD)
    assert LINE.of_field("deal") == ()


def test_of_several_changes_at_one_moment_the_last_one_stands() -> None:
    assert LINE.as_of(given.START).plain() == {"bins": 1}
    assert LINE.as_of(given.START + HOUR).plain() == {}


@pytest.mark.parametrize(
    "stray",
    [
        evolve(SECOND, old=7),
        evolve(THIRD, old=None, new=None),
        evolve(SECOND, old=None, stamp=stamp(4)),
        FIRST,
    ],
)
def test_a_line_with_a_gap_is_not_continued(stray: FieldChange) -> None:
    with pytest.raises(HistoryIsBroken):
        LINE.appended([stray])


def test_a_moment_needs_its_offset() -> None:
    naive = given.START.replace(tzinfo=None)

    with pytest.raises(ValueError, match="offset"):
        LINE.as_of(naive)
    with pytest.raises(ValueError, match="offset"):
        FieldHistory().appended([evolve(FIRST, stamp=stamp(1, naive))])
