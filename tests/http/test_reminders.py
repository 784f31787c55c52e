"""Reminders over HTTP: in the inbox of whom they were told to, opened by nobody else."""

from uuid import UUID

from crm_core.domain.follow_ups.reminder import Reminder, ReminderId
from crm_core.domain.follow_ups.sla import Notch
from tests import due, given
from tests.http.site import Site

OWNER, LEAD = given.rep(1), given.team_lead("BERLIN")
INBOX = "/api/inbox/follow-ups"


def told(site: Site, **more: object) -> Reminder:
    customer = given.customer(site.world, owner=OWNER.user)
    about = due.opened(site.world, customer.id, owner=OWNER.user)
    made = Reminder(
        ReminderId(site.world.ids.new()),
        given.TENANT,
        about.id,
        Notch.ESCALATION if "region" in more else Notch.REMINDER,
        given.START,
        given.START,
        **more,  # type: ignore[arg-type]  # a builder's loose arguments
    )
    with site.world.unit_of_work(given.SYSTEM) as uow:
        uow.reminders.add(made)
        uow.commit()
    return made


def test_the_owner_finds_it_with_what_is_due_and_opens_it(site: Site) -> None:
    made = told(site, owner_user_id=OWNER.user)
    [waiting] = site.get(INBOX, by=OWNER).json()["items"]
    assert (waiting["id"], waiting["kind"], waiting["toTeam"]) == (str(made.id), "REMINDER", False)
    assert waiting["followUp"]["dueAt"] == "2026-03-09T23:00:00Z"

    opened = site.post(f"{INBOX}/{made.id}/open", by=OWNER)
    assert (opened.status_code, opened.json()["openedAt"]) == (200, "2026-03-02T08:00:00Z")
    again = site.post(f"{INBOX}/{made.id}/open", by=OWNER)
    assert again.json() == opened.json()
    assert site.get(INBOX, by=OWNER).json() == {"items": []}


def test_an_escalation_is_the_teams(site: Site) -> None:
    made = told(site, region="BERLIN")
    assert site.get(INBOX, by=OWNER).json() == {"items": []}
    [waiting] = site.get(INBOX, by=LEAD).json()["items"]
    assert (waiting["id"], waiting["kind"], waiting["toTeam"]) == (str(made.id), "ESCALATION", True)
    assert site.post(f"{INBOX}/{made.id}/open", by=LEAD).status_code == 200


def test_nobody_opens_what_was_told_to_somebody_else_or_to_nobody(site: Site) -> None:
    made = told(site, owner_user_id=OWNER.user)
    other = given.actor(tenant=given.OTHER_TENANT)
    for stranger in (given.rep(2), LEAD, given.AUDITOR, other):
        assert site.post(f"{INBOX}/{made.id}/open", by=stranger).status_code == 404
    assert site.post(f"{INBOX}/{UUID(int=9)}/open", by=OWNER).status_code == 404
