"""Other rules for running leads: looked at without a trace, and given only where they are never shorter."""

from collections.abc import Iterator

import pytest

from tests import given
from tests.http.lead_site import OWNER, SOMEBODY, pass_by, registered, told
from tests.http.site import Site, serving

WHAT_IF, APPLY = "/api/lead-protection/what-if", "/api/lead-protection/apply-rules"


@pytest.fixture
def site() -> Iterator[Site]:
    with serving() as serves:
        for name in ("Alpha", "Beta", "Gamma"):
            registered(serves, companyName=name, contact={"lastName": name})
        registered(serves, by=SOMEBODY, companyName="Delta", contact={"lastName": "Delta"})
        yield serves


def setting(site: Site, key: str, value: object) -> None:
    path = f"/api/settings/lead.protection.{key}"
    answer = site.ask("PUT", path, by=given.ADMIN, json={"value": value}, headers={"if-match": "*"})
    assert answer.status_code == 200, answer.text


def test_a_proposal_shows_what_each_lead_would_have(site: Site) -> None:
    found = site.post(WHAT_IF, json={"rules": {"progressDays": 90}}).json()

    assert found["summary"] == {"running": 4, "longer": 4, "same": 0, "shorter": 0, "wouldLapse": 0}
    assert {(one["gainedSeconds"], one["mayBeApplied"]) for one in found["items"]} == {(30 * 86_400.0, True)}
    shorter = site.post(WHAT_IF, json={"rules": {"baseMonths": 1}}).json()
    assert {one["mayBeApplied"] for one in shorter["items"]} == {False}


def test_a_proposal_speaks_of_the_leads_that_the_caller_sees(site: Site) -> None:
    assert site.post(WHAT_IF, by=SOMEBODY, json={}).json()["summary"]["running"] == 1
    assert site.post(WHAT_IF, by=given.rep(9), json={}).json()["items"] == []


def test_a_proposal_goes_on_in_batches(site: Site) -> None:
    first = site.post(WHAT_IF, json={"limit": 3}).json()
    rest = site.post(WHAT_IF, json={"limit": 3, "cursor": first["nextCursor"]}).json()

    assert (len(first["items"]), len(rest["items"]), rest["nextCursor"]) == (3, 1, None)
    assert site.post(WHAT_IF, json={"cursor": "x"}).json()["errors"][0]["code"] == "bad-cursor"


def test_rules_of_today_hold_for_leads_that_start_afterwards(site: Site) -> None:
    setting(site, "baseMonths", 9)
    late = registered(site, companyName="Epsilon", contact={"lastName": "E"})
    early = site.get("/api/leads?q=alpha", by=OWNER).json()["items"][0]

    assert late["baseExpiryAt"] == "2026-12-02T08:00:00Z"
    assert early["baseExpiryAt"] == "2026-09-02T08:00:00Z"
    assert told(site, late, "/protection")["rules"]["name"] == "tenant"


def test_longer_rules_are_given_to_running_leads_by_a_manager(site: Site) -> None:
    setting(site, "baseMonths", 9)
    pass_by(site, days=10)
    assert site.post(APPLY, by=OWNER, json={}).status_code == 403
    first = site.post(APPLY, json={"limit": 3}).json()
    rest = site.post(APPLY, json={"limit": 3, "cursor": first["nextCursor"]}).json()
    assert [len(one["changed"]) for one in (first, rest)] == [3, 1]
    lead = site.get("/api/leads?q=alpha", by=OWNER).json()["items"][0]
    assert lead["baseExpiryAt"] == "2026-12-02T08:00:00Z"
    before = told(site, lead, "/protection?as_of=2026-03-04T00:00:00Z&known_at=2026-03-04T00:00:00Z")
    assert (before["rules"]["baseMonths"], before["baseExpiryAt"]) == (6, "2026-09-02T08:00:00Z")
    again = site.post(APPLY, json={}).json()
    assert (again["changed"], again["kept"]) == ([], 4)


def test_shorter_rules_are_given_to_nobody(site: Site) -> None:
    setting(site, "progressDays", 30)
    assert site.post(APPLY, json={}).json()["changed"] == []
    setting(site, "progressDays", 90)
    setting(site, "graceStart", "AUTOMATIC")
    assert site.post(APPLY, json={}).json()["changed"] == []
