"""The pictures of state machines show the tables in the code, arrow for arrow."""

import re
from collections.abc import Mapping
from enum import StrEnum

import pytest

from crm_core.domain.follow_ups import follow_up
from crm_food_pack.domain.samples import status
from crm_food_pack.domain.samples.refusals import NoSuchTransition, SampleIsFinal
from tests.architecture.source import ROOT

ARROW = re.compile(r"^    (\[\*\]|\w+) --> (\[\*\]|\w+)$", re.MULTILINE)
OUTSIDE = "[*]"
PICTURES: list[tuple[str, StrEnum, Mapping[StrEnum, frozenset[StrEnum]]]] = [
    ("sample", status.SampleStatus.REQUESTED, status.TRANSITIONS),  # type: ignore[list-item]  # mappings are invariant in keys
    ("follow_up", follow_up.State.OPEN, follow_up.TRANSITIONS),  # type: ignore[list-item]  # likewise
]


def drawn(name: str) -> list[tuple[str, str]]:
    return ARROW.findall((ROOT / "docs" / "states" / f"{name}.md").read_text())


@pytest.mark.parametrize(("name", "first", "table"), PICTURES, ids=[name for name, *_ in PICTURES])
def test_a_picture_shows_its_table(
    name: str, first: StrEnum, table: Mapping[StrEnum, frozenset[StrEnum]]
) -> None:
    arrows = drawn(name)
    steps = {(str(old), str(new)) for old, news in table.items() for new in news}
    ends = {(str(old), OUTSIDE) for old, news in table.items() if not news}

    assert len(arrows) == len(set(arrows))
    assert set(arrows) == steps | ends | {(OUTSIDE, str(first))}


def test_a_page_names_the_codes_of_its_refusals() -> None:
    page = (ROOT / "docs" / "states" / "sample.md").read_text()

    for refusal in (SampleIsFinal, NoSuchTransition):
        assert f"`{refusal.code}`" in page
