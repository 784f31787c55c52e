"""As many invented leads as a measurement needs: the same number tells the same story every time."""

from datetime import datetime, timedelta
from uuid import UUID

from attrs import evolve, frozen

from crm_core.domain.ids import TenantId, UserId
from crm_core.domain.leads.assignment import AssignmentId
from crm_core.domain.leads.history import QUALIFYING_KINDS, HoldReason
from crm_core.domain.leads.lead import Lead, LeadContact, LeadDetails, LeadSource, Persons, Phase
from crm_core.domain.leads.lead_facts import LeadFacts, settled
from crm_core.domain.leads.lifecycle import registered, releasable_from, released, reserved
from crm_core.domain.leads.notices import Attempt, Channel
from crm_core.domain.leads.recorded import (
    HoldId,
    LeadActivity,
    LeadActivityId,
    NoticeAttempt,
    NoticeId,
    PlacedHold,
)
from crm_core.domain.leads.rules import CONTRACT_2025
from crm_core.domain.party import LeadId
from crm_food_pack.demo.crowd import CITIES, CUSTOMERS_PER_REGION, FIRST, PLACES, SECOND, owner_of

KINDS = tuple(sorted(QUALIFYING_KINDS))
LONGEST = 400  # days ago, the first registration
DAY = timedelta(days=1)


@frozen
class Story:
    lead: Lead
    facts: LeadFacts


@frozen
class Teller:
    """Tells the lead of a number as it stands at an instant; ids lie in a range that starts at `base`."""

    tenant: TenantId
    base: int
    now: datetime

    def id_of(self, number: int) -> LeadId:
        return LeadId(self._id(0, number))

    def story(self, number: int) -> Story:
        start = self.now - self._age(number) * DAY
        bare = self._bare(number, start)
        if number % 23 == 0:
            recent = self.now - number % 50 * DAY
            return Story(reserved(evolve(bare, persons=Persons(), created_at=recent), recent), LeadFacts())
        lead = registered(bare, CONTRACT_2025, start, AssignmentId(self._id(1, number)))
        facts = self._facts(number, lead, start)
        return Story(self._as_of_now(settled(lead, facts)), facts)

    def _age(self, number: int) -> int:
        """Most are young: old ones have lapsed or were agreed."""
        return number * 7919 % (LONGEST if number % 3 == 0 else 110)

    def _bare(self, number: int, start: datetime) -> Lead:
        city, owner = CITIES[number % len(CITIES)], owner_of(number, self.base)
        first, second = FIRST[number % len(FIRST)], SECOND[number // 7 % len(SECOND)]
        details = LeadDetails(
            company_name=f"{first} {second} {PLACES[number // 11 % len(PLACES)]} {number}",
            city=city.name,
            territory=city.territory,
            region=f"R{number // CUSTOMERS_PER_REGION:03}",
            postal_code=city.postal_code,
            source=tuple(LeadSource)[number % len(LeadSource)],
        )
        contact = LeadContact("Kim", f"Koch {number}", f"koch{number}@lead.example", f"{city.dial} {number}")
        return Lead(
            id=self.id_of(number),
            tenant_id=self.tenant,
            version=1,
            details=details,
            persons=Persons(contact),
            phase=Phase.RESERVED,
            created_at=start,
            created_by=owner,
            updated_at=start,
            owner_user_id=owner,
        )

    def _facts(self, number: int, lead: Lead, start: datetime) -> LeadFacts:
        """An activity every few weeks, a hold on every ninth, a notice where nobody did anything for long."""
        step = (20 + number % 50) * DAY
        calls = [start + turn * step for turn in range(1, 1 + number % 7) if start + turn * step < self.now]
        facts = LeadFacts(
            activities=tuple(self._activity(number, place, lead, at) for place, at in enumerate(calls)),
            holds=(self._hold(number, lead, start + 10 * DAY),) if number % 9 == 0 else (),
        )
        due = settled(lead, facts).standing
        sent = None if due is None or due.reminder_due_at is None else due.reminder_due_at + DAY / 24
        if sent is None or sent > self.now or number % 4 == 0:
            return facts
        return facts.with_fact(self._notice(number, lead, sent))

    def _activity(self, number: int, place: int, lead: Lead, at: datetime) -> LeadActivity:
        return LeadActivity(
            id=LeadActivityId(self._id(2 + place, number)),
            assignment_id=lead.assignments[-1].id,
            kind=KINDS[(number + place) % len(KINDS)],
            occurred_at=at,
            recorded_at=at,
            recorded_by=_owner(lead),
        )

    def _hold(self, number: int, lead: Lead, at: datetime) -> PlacedHold:
        still = number % 27 == 0 and at > self.now - 60 * DAY
        begun = min(at, self.now)
        return PlacedHold(
            id=HoldId(self._id(10, number)),
            reason=tuple(HoldReason)[number % 3],
            start=begun,
            end=None if still else begun + number % 12 * DAY,
            placed_at=begun,
            placed_by=_owner(lead),
            effective_at=begun,
        )

    def _notice(self, number: int, lead: Lead, sent: datetime) -> NoticeAttempt:
        told = Attempt("start", Channel.EMAIL, 1, sent, sent, sent)
        return NoticeAttempt(
            id=NoticeId(self._id(11, number)), assignment_id=lead.assignments[-1].id, attempt=told
        )

    def _as_of_now(self, lead: Lead) -> Lead:
        lapse = None if lead.standing is None else lead.standing.lapse
        if lapse is None or releasable_from(lapse.at) > self.now:
            return lead
        return released(lead, releasable_from(lapse.at))

    def _id(self, part: int, number: int) -> UUID:
        return UUID(int=(self.base + 2) << 96 | part << 80 | 7 << 76 | 2 << 62 | number)


def _owner(lead: Lead) -> UserId:
    assert lead.owner_user_id is not None  # noqa: S101 - everybody of the crowd was registered by somebody
    return lead.owner_user_id
