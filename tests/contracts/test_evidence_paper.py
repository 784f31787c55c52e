"""What everybody who writes evidence on pages keeps: all of it, and the same bytes for the same file."""

from datetime import timedelta
from uuid import UUID

import pytest

from adapters.pdf.evidence_paper import ReportlabEvidencePaper
from crm_core.domain.leads.evidence import Issue, document_of
from crm_core.domain.leads.evidence_entries import EvidenceEntry
from crm_core.ports.evidence_paper import EvidencePaper
from tests import given


@pytest.fixture
def paper() -> EvidencePaper:
    return ReportlabEvidencePaper()


def written(paper: EvidencePaper, count: int) -> bytes:
    entries = [
        EvidenceEntry(given.START + timedelta(days=n), "HOLD_PLACED", {"reason": "<&>", "rules": {"a": n}})
        for n in range(count)
    ]
    return paper.pages(document_of(Issue(UUID(int=1), UUID(int=2), given.START, "v1-0011"), entries))


def pages_of(made: bytes) -> int:
    return made.count(b"/Type /Page\n") + made.count(b"/Type /Page ")


def test_the_same_file_has_the_same_bytes(paper: EvidencePaper) -> None:
    assert written(paper, 5) == written(ReportlabEvidencePaper(), 5)
    assert written(paper, 5) != written(paper, 6)


def test_it_is_a_pdf_with_as_many_pages_as_it_needs(paper: EvidencePaper) -> None:
    assert written(paper, 1).startswith(b"%PDF-")
    assert pages_of(written(paper, 1)) == 1
    assert pages_of(written(paper, 120)) > 2
