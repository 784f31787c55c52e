"""`crm evidence verify` believes pinned keys alone, and `crm evidence key` prints what others pin."""

import json
from pathlib import Path
from uuid import UUID

import pytest

from adapters.pdf.evidence_paper import ReportlabEvidencePaper
from crm_core.domain.leads.evidence import Issue, document_of, file_of, payload_of
from crm_core.domain.leads.evidence_entries import EvidenceEntry
from crm_core.domain.leads.signed_paper import signed_paper
from entrypoints.cli.exits import Exit
from entrypoints.cli.main import main
from entrypoints.composition.evidence import own_signer
from entrypoints.config import Config
from tests import given


@pytest.fixture
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, Path]:
    """A file and a paper as this installation would sign them, and its key."""
    monkeypatch.setenv("CRM_DATA_DIR", str(tmp_path / "data"))
    signer = own_signer(Config.from_environment())
    entries = [EvidenceEntry(given.START, "LEAD_RECORDED", {"by": str(given.user(1))})]
    document = document_of(Issue(UUID(int=1), UUID(int=2), given.START, signer.key_id), entries)
    paper = ReportlabEvidencePaper().pages(document)
    made = {
        "json": file_of(document, signer.sign(payload_of(document))),
        "pdf": signed_paper(paper, signer.key_id, signer.sign(paper)),
        "pub": signer.public_key.hex().encode() + b"\n",
    }
    places = {name: tmp_path / f"lead.{name}" for name in made}
    for name, body in made.items():
        places[name].write_bytes(body)
    return places


@pytest.mark.parametrize("form", ["json", "pdf"])
def test_a_file_holds_with_the_pinned_key(
    files: dict[str, Path], form: str, capsys: pytest.CaptureFixture[str]
) -> None:
    verify = ["evidence", "verify", str(files[form]), "--key"]
    assert main([*verify, str(files["pub"])]) == Exit.OK
    assert "unchanged" in capsys.readouterr().out
    assert main([*verify, "00" * 32, "--key", files["pub"].read_text().strip(), "--json"]) == Exit.OK
    told = json.loads(capsys.readouterr().out)
    assert told["holds"]
    assert told["key"].startswith("v1-")


@pytest.mark.parametrize("form", ["json", "pdf"])
def test_another_key_or_a_changed_byte_is_refused(
    files: dict[str, Path], form: str, capsys: pytest.CaptureFixture[str]
) -> None:
    verify = ["evidence", "verify", str(files[form])]
    assert main([*verify, "--key", "00" * 32]) == Exit.FOUND_WRONG
    assert "None of the pinned keys" in capsys.readouterr().out
    body = bytearray(files[form].read_bytes())
    body[len(body) // 2] ^= 1
    files[form].write_bytes(bytes(body))
    assert main([*verify, "--key", str(files["pub"]), "--json"]) == Exit.FOUND_WRONG
    assert json.loads(capsys.readouterr().out)["holds"] is False


def test_without_a_key_nothing_is_believed(files: dict[str, Path]) -> None:
    assert main(["evidence", "verify", str(files["json"])]) == Exit.USAGE
    assert main(["evidence", "verify", str(files["json"]), "--key", "abc"]) == Exit.DATA
    assert main(["evidence", "verify", "/nowhere", "--key", str(files["pub"])]) == Exit.DATA


def test_the_key_of_a_version_is_printed(files: dict[str, Path], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["evidence", "key"]) == Exit.OK
    first = capsys.readouterr().out
    assert first == files["pub"].read_text()
    assert main(["evidence", "key", "--version", "2"]) == Exit.OK
    assert capsys.readouterr().out not in ("", first)
