"""The evidence file over HTTP: signed to the last byte, for those who may have it, each reading audited."""

from collections.abc import Iterator

import pytest

from adapters.system.evidence_signer import PinnedKeys
from adapters.system.ids import SystemIds
from crm_core.domain.leads.evidence import verified
from crm_core.domain.leads.signed_paper import verified_paper
from tests import given
from tests.http.lead_site import OWNER, pass_by, registered, rose
from tests.http.site import EVIDENCE_SIGNER, Site, serving
from tests.worlds import on_postgres

CHECK = PinnedKeys.of([EVIDENCE_SIGNER.public_key])


@pytest.fixture(params=["memory", "postgres"])
def site(request: pytest.FixtureRequest) -> Iterator[Site]:
    clock = given.StandingClock()
    if request.param == "memory":
        with serving(clock=clock) as serves:
            yield serves
    else:
        world = on_postgres(request.getfixturevalue("pools"), clock=clock, ids=SystemIds())
        with serving(clock=clock, world=world) as serves:
            yield serves


def test_the_file_holds_and_tells_no_value(site: Site) -> None:
    made = registered(site)
    answer = site.get(f"/api/leads/{made['id']}/evidence", by=OWNER)

    assert answer.status_code == 200, answer.text
    found = verified(answer.content, CHECK)
    assert (found.lead_id, found.entries) == (made["id"], len(answer.json()["entries"]))
    kinds = [entry["kind"] for entry in answer.json()["entries"]]
    assert {"LEAD_RECORDED", "PROTECTION_REGISTERED", "VALUE_RECORDED"} <= set(kinds)
    told = answer.text
    assert rose()["companyName"] not in told
    assert "@" not in told


def test_the_chain_grows_and_keeps_its_beginning(site: Site) -> None:
    made = registered(site)
    path = f"/api/leads/{made['id']}"
    before = site.get(f"{path}/evidence", by=OWNER).json()
    pass_by(site, days=1)
    hold = {"reason": "FFZ_SAMPLE_DELAY", "startAt": "2026-03-03T08:00:00Z"}
    assert site.post(f"{path}/holds", by=OWNER, json=hold).status_code == 201
    after = site.get(f"{path}/evidence", by=OWNER).json()

    count = len(before["entries"])
    assert after["entries"][:count] == before["entries"]
    assert [one["kind"] for one in after["entries"][count:]] == ["HOLD_EFFECTIVE", "HOLD_PLACED"]


def test_a_paper_holds_too(site: Site) -> None:
    made = registered(site)
    path = f"/api/leads/{made['id']}/evidence?format=pdf"
    answer = site.get(path, by=given.AUDITOR, headers={"accept": "application/pdf"})

    assert (answer.status_code, answer.headers["content-type"]) == (200, "application/pdf")
    assert verified_paper(answer.content, CHECK) == EVIDENCE_SIGNER.key_id
    assert site.get(path, by=given.AUDITOR).content == answer.content


def test_each_reading_is_audited_and_each_refused_one_too(site: Site) -> None:
    made = registered(site)
    path = f"/api/leads/{made['id']}"
    body = {"userId": str(given.user(33)), "role": "NEGOTIATE"}
    assert site.post(f"{path}/collaborators", by=OWNER, json=body).status_code == 201
    helper = given.rep(33)
    assert site.get(path, by=helper).status_code == 200
    assert site.get(f"{path}/evidence", by=helper).status_code == 403
    assert site.get(f"{path}/evidence", by=given.AUDITOR).status_code == 200
    assert site.get(f"{path}/evidence", by=given.rep(34)).status_code == 404

    entries = site.get("/api/audit", by=given.AUDITOR).json()["items"]
    told = [(one["action"], one["outcome"]) for one in entries if one["action"] == "read-evidence"]
    assert told == [("read-evidence", "READ"), ("read-evidence", "DENIED")]
