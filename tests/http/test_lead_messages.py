"""Messages about leads over HTTP: in the inbox of whom they were told to, opened by nobody else."""

from uuid import UUID

from crm_core.domain.leads.message import Message
from tests import given
from tests.contracts.test_messages import told
from tests.http.site import Site

OWNER, LEAD = given.rep(1), given.team_lead("BERLIN")
INBOX = "/api/inbox/leads"
LEADS = [str(UUID(int=5))]


def summary(site: Site, **more: object) -> Message:
    said = {"day": "2026-03-02", "DUE": {"count": 1, "leads": LEADS}}
    return told(site.world, "summary", said=said, **more)


def test_a_summary_is_found_and_opened(site: Site) -> None:
    made = summary(site, owner_user_id=OWNER.user)
    [waiting] = site.get(INBOX, by=OWNER).json()["items"]
    assert (waiting["id"], waiting["toTeam"], waiting["day"]) == (str(made.id), False, "2026-03-02")
    assert (waiting["due"], waiting["lapsed"]) == ({"count": 1, "leads": LEADS}, None)

    opened = site.post(f"{INBOX}/{made.id}/open", by=OWNER)
    assert (opened.status_code, opened.json()["openedAt"]) == (200, "2026-03-02T08:00:00Z")
    assert site.post(f"{INBOX}/{made.id}/open", by=OWNER).json() == opened.json()
    assert site.get(INBOX, by=OWNER).json() == {"items": []}


def test_nobody_opens_what_was_told_to_somebody_else_and_nobody_a_letter(site: Site) -> None:
    made = summary(site, owner_user_id=OWNER.user)
    letter = told(site.world, "letter", owner_user_id=OWNER.user, by_letter=True)
    for stranger in (given.rep(2), LEAD, given.AUDITOR, given.actor(tenant=given.OTHER_TENANT)):
        assert site.post(f"{INBOX}/{made.id}/open", by=stranger).status_code == 404
    assert site.post(f"{INBOX}/{letter.id}/open", by=OWNER).status_code == 404
    assert site.post(f"{INBOX}/{UUID(int=9)}/open", by=OWNER).status_code == 404
