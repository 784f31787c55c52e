"""Each source finds what stands in its place, and nothing where nothing stands."""

import pytest
from hypothesis import given, strategies

from crm_core.domain.projections.hot_source import (
    At,
    HotSources,
    LengthOf,
    Newest,
    Source,
    UnlessThere,
    first_found,
)
from tests.unit.crm_core.domain.fields.drawn import json_values

FIELDS = {"deal": {"by": {"name": "Ada"}, "flags": [1, 2]}, "state": "NEW", "people": ["a"], "none": None}
SOURCES = HotSources(FIELDS, {"hire": {"state": "BOOKED"}})


@pytest.mark.parametrize(
    ("source", "found"),
    [
        (At("state"), "NEW"),
        (At("deal", ("by", "name")), "Ada"),
        (At("deal", ("by", "age")), None),
        (At("deal", ("by", "age"), otherwise=False), False),
        (At("nothing", ("by", "age"), otherwise=False), None),
        (At("none", otherwise=False), None),
        (At("people", ("by",), otherwise=False), False),
        (At("state", ("by",)), None),
        (LengthOf("people"), 1),
        (LengthOf("deal", ("flags",)), 2),
        (LengthOf("deal"), None),
        (LengthOf("state"), None),
        (Newest("hire", "state"), "BOOKED"),
        (Newest("hire", "day"), None),
        (Newest("sale", "state"), None),
        (UnlessThere("hire", "state"), None),
        (UnlessThere("sale", "state"), "NEW"),
    ],
)
def test_a_source_finds_what_stands_there(source: Source, found: object) -> None:
    assert source.find(SOURCES) == found


def test_the_first_source_with_anything_decides() -> None:
    assert first_found([At("none"), At("deal", ("by",)), At("state")], SOURCES) == {"name": "Ada"}
    assert first_found([At("deal", ("open",), otherwise=False), At("state")], SOURCES) is False
    assert first_found([At("none")], SOURCES) is None


def test_a_source_tells_what_it_reads() -> None:
    assert At("deal", ("by", "name")).reads == LengthOf("deal", ("by", "name")).reads == "deal.by.name"
    assert Newest("hire", "state").reads is None
    assert UnlessThere("hire", "state").reads == "state"


@given(strategies.dictionaries(strategies.sampled_from(["deal", "state"]), json_values))
def test_no_json_makes_a_source_fail(fields: dict[str, object]) -> None:
    sources = HotSources(fields)

    assert first_found([At("deal", ("by", "name"))], sources) is None or isinstance(fields["deal"], dict)
    assert isinstance(first_found([LengthOf("state")], sources), int | None)
