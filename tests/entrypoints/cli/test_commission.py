"""`crm commission check` tells differences with a status that means something."""

import json
from pathlib import Path
from typing import Any

import pytest

from entrypoints.cli.exits import Exit
from entrypoints.cli.main import main

ASKED: dict[str, list[Any]] = {
    "locations": [{"id": "kiel", "years": [{"start": "2025-03-01", "end": "2026-03-01"}]}],
    "receipts": [
        {"id": f"r{n}", "locationId": "kiel", "collectedOn": "2025-06-01", "net": 100} for n in (1, 2)
    ],
    "credited": [{"receiptId": "r1", "amount": 7}, {"receiptId": "r2", "amount": 9.5}],
}  # fmt: skip


def test_differences_are_lines_and_a_status(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    place = tmp_path / "check.json"
    place.write_text(json.dumps(ASKED))
    assert main(["commission", "check", str(place), "--json"]) == Exit.FOUND_WRONG
    out, err = capsys.readouterr()
    assert [json.loads(line)["delta"] for line in out.splitlines()] == ["2.50"]
    assert "1 differences, in all 2.50 too much and 0.00 too little" in err

    assert main(["commission", "check", str(place)]) == Exit.FOUND_WRONG
    assert "r2: credited 9.50, by the contract 7.00 (7 %), difference 2.50" in capsys.readouterr().out


def test_what_is_right_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    place = tmp_path / "check.json"
    place.write_text(
        json.dumps({**ASKED, "receipts": ASKED["receipts"][:1], "credited": ASKED["credited"][:1]})
    )
    assert main(["commission", "check", str(place)]) == Exit.OK
    assert "No difference" in capsys.readouterr().err


@pytest.mark.parametrize("text", ["{", "[]", '{"receipts": []}'])
def test_what_cannot_be_read_is_told(text: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    place = tmp_path / "check.json"
    place.write_text(text)
    assert main(["commission", "check", str(place)]) == Exit.DATA
    assert capsys.readouterr().err
