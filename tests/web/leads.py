"""Leads on the pages, each brought into its state by the use cases that people use."""

from datetime import timedelta

from attrs import evolve, frozen

from adapters.web.parts import DemoUser
from crm_core.domain.leads.history import HoldReason
from crm_core.domain.leads.lead import Lead
from crm_core.domain.leads.notices import Attempt, Channel, window_of
from crm_core.domain.leads.recorded import LeadActivity, NoticeAttempt, NoticeId, PlacedHold
from crm_core.use_cases.leads.log_lead_activity import LogLeadActivity, log_lead_activity
from crm_core.use_cases.leads.place_hold import PlaceHold, place_hold
from crm_core.use_cases.leads.register_lead import RegisterLead, register_lead
from tests import given
from tests.web.scene import MIRIAM, Scene

KIM = {"firstName": "Kim", "lastName": "Koch", "email": "koch@rose.example", "phone": "+49 30 123456"}


@frozen
class Leads:
    """What happens to leads in a scene, at the scene's time."""

    scene: Scene

    def registered(self, company: str = "Gasthaus Rose", *, by: DemoUser = MIRIAM, **more: object) -> Lead:
        said: dict[str, object] = {
            "companyName": company,
            "city": "Berlin",
            "postalCode": "10115",
            "territory": "DE",
            "region": "BERLIN",
            "contact": {**KIM, "email": f"kim@{company.lower().replace(' ', '-')}.example"},
            **more,
        }
        said = {name: value for name, value in said.items() if value is not None}
        command = RegisterLead(said)
        return register_lead(command, actor=by.actor(given.TENANT), world=self.scene.world)

    def reserved(self, company: str = "Bierhalle", *, by: DemoUser = MIRIAM) -> Lead:
        return self.registered(company, by=by, contact=None)

    def later(self, **by: float) -> "Leads":
        self.scene.clock.at += timedelta(**by)
        return self

    def logged(
        self, lead: Lead, kind: str = "QUALIFIED_CALL", *, days_ago: float = 0, note: str | None = None
    ) -> LeadActivity:
        at = self.scene.clock.at - timedelta(days=days_ago)
        command = LogLeadActivity(lead.id, kind, at, note)
        return log_lead_activity(command, actor=MIRIAM.actor(given.TENANT), world=self.scene.world).activity

    def held(
        self,
        lead: Lead,
        reason: HoldReason = HoldReason.FFZ_PRICE_APPROVAL,
        *,
        by: DemoUser = MIRIAM,
        days: float | None = None,
    ) -> PlacedHold:
        now = self.scene.clock.at
        command = PlaceHold(lead.id, reason, now, None if days is None else now + timedelta(days=days))
        return place_hold(command, actor=by.actor(given.TENANT), world=self.scene.world).hold

    def reminded(self, lead: Lead, *, channel: Channel = Channel.EMAIL) -> NoticeAttempt:
        """What the clock does when a reminder is due; in the inbox it waits to be opened."""
        world, now = self.scene.world, self.scene.clock.at
        with world.unit_of_work(given.SYSTEM) as uow:
            found = uow.leads.lock(lead.id)
            facts, current = uow.leads.facts(lead.id), found.assignments[-1]
            window = window_of(facts.history(current), current.rules, now)
            attempt = Attempt(window, channel, 1, sent_at=now)
            if channel is Channel.EMAIL:
                attempt = evolve(attempt, delivered_at=now, recorded_at=now)
            notice = NoticeAttempt(id=NoticeId(world.ids.new()), assignment_id=current.id, attempt=attempt)
            uow.leads.save(found, facts.with_fact(notice))
            uow.commit()
        return notice

    def in_grace(self, company: str = "Gasthaus Rose") -> Lead:
        lead = self.registered(company)
        self.later(days=61).reminded(lead)
        self.later(days=2)
        return lead

    def lapsed(self, company: str = "Gasthaus Rose") -> Lead:
        lead = self.registered(company)
        self.later(days=61).reminded(lead)
        self.later(days=10, hours=2)
        return lead

    def present(self, lead: Lead) -> Lead:
        return self.scene.store.state.leads[lead.id].lead


def at_lead(lead: Lead) -> str:
    return f"/leads/{lead.id}"
