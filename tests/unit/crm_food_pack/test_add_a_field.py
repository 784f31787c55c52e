"""The page on adding a field works as it is written."""

import re

from tests.architecture.source import ROOT

PAGE = ROOT / "docs" / "how_to" / "add_a_field.md"
BLOCK = re.compile(r"^```python\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def test_the_page_runs_from_top_to_bottom() -> None:
    blocks = BLOCK.findall(PAGE.read_text())
    names: dict[str, object] = {}
    for block in blocks:
        exec(compile(block, str(PAGE), "exec"), names)  # noqa: S102 - our own page

    assert len(blocks) == 4
    assert names["forbidden"] == "field-restricted"
