"""The evidence file is handed out on the page to those who may prove, as it was signed."""

import json
from collections.abc import Iterator
from http import HTTPStatus

import pytest
from attrs import evolve
from litestar.testing import TestClient

from adapters.pdf.evidence_paper import ReportlabEvidencePaper
from adapters.system.evidence_signer import Ed25519Signer
from tests.web.leads import Leads, at_lead
from tests.web.reader import Reader
from tests.web.scene import JOERG, MIRIAM, Scene, application, parts


@pytest.fixture
def proving(scene: Scene) -> Iterator[Reader]:
    signer, paper = Ed25519Signer(b"e" * 32), ReportlabEvidencePaper()
    scene.world = evolve(scene.world, evidence_signer=signer, evidence_paper=paper)
    with TestClient(application(parts(scene)), raise_server_exceptions=False) as client:
        yield Reader(client)


def test_the_owner_takes_the_file_as_pages_or_as_data(proving: Reader, scene: Scene) -> None:
    lead = Leads(scene).registered()
    proving.sign_in(MIRIAM).get(at_lead(lead))
    assert f"{at_lead(lead)}/evidence?format=pdf" in proving.last.text
    paper = proving.get(f"{at_lead(lead)}/evidence?format=pdf")
    assert paper.headers["content-type"] == "application/pdf"
    assert paper.content.startswith(b"%PDF-")
    assert paper.headers["cache-control"] == "no-store"
    told = proving.get(f"{at_lead(lead)}/evidence?format=json")
    assert "attachment" in told.headers["content-disposition"]
    assert str(lead.id) in json.dumps(json.loads(told.content))


def test_who_helps_proves_nothing(proving: Reader, scene: Scene) -> None:
    leads = Leads(scene)
    lead = leads.registered()
    proving.sign_in(MIRIAM).get(f"{at_lead(lead)}/steps/collaborator")
    proving.send(f"{at_lead(lead)}/steps/collaborator", userId=str(JOERG.id), role="ASSIST")
    proving.client.cookies.clear()
    assert "/evidence" not in proving.sign_in(JOERG).get(at_lead(lead)).text
    assert proving.get(f"{at_lead(lead)}/evidence").status_code == HTTPStatus.FORBIDDEN
