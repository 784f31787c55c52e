"""Notices over HTTP: they wait in the owner's inbox, are opened by nobody else, and come back to machines."""

from collections.abc import Iterator

import pytest

from adapters.memory.mailer import MemoryMailer
from crm_core.use_cases.protection_clock import ProtectionClock
from tests import given
from tests.http.lead_site import LEADER, OWNER, SOMEBODY, pass_by, registered
from tests.http.site import Site, serving


@pytest.fixture
def site() -> Iterator[Site]:
    with serving() as serves:
        yield serves


@pytest.fixture
def notice(site: Site) -> str:
    """The address of the notice in the owner's inbox."""
    registered(site)
    pass_by(site, days=60)
    ProtectionClock(site.world, MemoryMailer(site.world.clock)).run(given.SYSTEM)
    (one,) = site.get("/api/inbox", by=OWNER).json()["items"]
    return f"/api/leads/{one['leadId']}/notices/{one['id']}"


def test_it_waits_for_its_owner_and_is_opened_once(site: Site, notice: str) -> None:
    for other in (LEADER, SOMEBODY, given.ADMIN):
        assert site.get("/api/inbox", by=other).json()["items"] == []
    opened = [site.post(notice + "/open", by=OWNER) for _ in range(2)]

    assert [one.status_code for one in opened] == [200, 200]
    assert opened[0].json() == opened[1].json()
    assert opened[0].json()["deliveredAt"] == opened[0].json()["sentAt"]
    assert site.get("/api/inbox", by=OWNER).json()["items"] == []
    lead = notice.split("/notices")[0]
    assert site.get(lead, by=OWNER).json()["state"] == "GRACE"
    assert site.get(lead + "/notices", by=LEADER).json()["items"] == [opened[0].json()]


def test_nobody_else_opens_it_and_strangers_do_not_find_it(site: Site, notice: str) -> None:
    assert site.post(notice + "/open", by=LEADER).status_code == 403
    assert site.post(notice + "/open", by=SOMEBODY).status_code == 404
    assert site.get(notice.rsplit("/", 1)[0], by=SOMEBODY).status_code == 404
    assert site.post(notice[:-4] + "ffff/open", by=OWNER).status_code == 404


def test_what_was_no_letter_does_not_come_back_and_only_machines_say_so(site: Site, notice: str) -> None:
    assert site.post(notice + "/bounce", by=OWNER).status_code == 403
    assert site.post(notice + "/bounce", by=given.ADMIN).status_code == 404
