"""The audit over HTTP: who may read it, and what stands in it."""

import pytest

from crm_core.domain.access.role import Role
from tests import given
from tests.http.site import Site

MAY = {Role.AUDITOR, Role.ADMIN}


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.SYSTEM])
def test_only_auditors_and_admins_read_it(site: Site, role: Role) -> None:
    answer = site.get("/api/audit", by=given.actor(role, number=60))
    assert answer.status_code == (200 if role in MAY else 403)


def test_it_tells_deeds_and_denials_with_the_requests_identifier(site: Site) -> None:
    asked = "11111111-2222-4333-8444-555555555555"
    place = site.created().headers["location"]
    site.ask("PATCH", place, json={"name": "Geheimer Name"}, headers={"x-correlation-id": asked})
    site.ask("DELETE", place, by=given.actor(Role.AUDITOR, number=60))
    newest, changed, made = site.get("/api/audit", by=given.AUDITOR).json()["items"]
    assert (made["action"], made["versionAfter"]) == ("create", 1)
    assert (changed["correlationId"], changed["fields"], changed["versionBefore"]) == (asked, ["name"], 1)
    assert (newest["outcome"], newest["userId"]) == ("DENIED", str(given.user(60)))
    assert "Geheimer" not in site.get("/api/audit", by=given.AUDITOR).text


def test_it_is_limited(site: Site) -> None:
    for number in range(3):
        site.created(name=f"Haus {number}")
    assert len(site.get("/api/audit?limit=2", by=given.AUDITOR).json()["items"]) == 2
    assert site.get("/api/audit?limit=0", by=given.AUDITOR).status_code == 400
