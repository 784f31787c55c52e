"""Whom an activity is about, taken up in the unit of work that records, corrects or withdraws it."""

from datetime import datetime

from attrs import evolve, frozen

from crm_core.domain.activities.activity import Activity
from crm_core.domain.activities.activity_type import OUTCOME
from crm_core.domain.customers.customer import Customer
from crm_core.domain.follow_ups.working_time import Place
from crm_core.domain.ids import UserId
from crm_core.domain.leads.lead import Lead
from crm_core.domain.leads.lifecycle import refuse_unless_protected
from crm_core.domain.leads.recorded import LeadActivity, LeadActivityId
from crm_core.domain.leads.refusals import ProtectionHasLapsed
from crm_core.domain.party import CUSTOMER, LEAD, Party
from crm_core.domain.refusals import NotFound, unknown_reference
from crm_core.ports.unit_of_work import UnitOfWork


@frozen
class Counterpart:
    """The customer or the lead, held against other writers until the end."""

    party: Party
    customer: Customer | None = None
    lead: Lead | None = None

    @property
    def owner(self) -> UserId | None:
        of = self.customer or self.lead
        return None if of is None else of.owner_user_id

    @property
    def is_forgotten(self) -> bool:
        """A lead of which nobody knows any more who it was."""
        return self.lead is not None and self.lead.pseudonymised_at is not None


def met(party: Party, uow: UnitOfWork) -> Counterpart:
    """Somebody whom an input names; one that the caller does not see is an unknown reference."""
    try:
        return met_again(party, uow)
    except NotFound:
        named = LEAD if party.customer_id is None else CUSTOMER
        raise unknown_reference(f"/{named.key}") from None


def met_again(party: Party, uow: UnitOfWork) -> Counterpart:
    """Somebody of whom something is recorded already; with an archived customer nothing is done any more,
    nor with a lead of which nobody knows who it was."""
    if party.lead_id is not None:
        lead = uow.leads.lock(party.lead_id)
        if lead.pseudonymised_at is not None:
            raise ProtectionHasLapsed
        return Counterpart(party, lead=lead)
    assert party.customer_id is not None  # noqa: S101 - a party is one of the two
    customer = uow.customers.engage(party.customer_id)
    customer.refuse_if_archived()
    return Counterpart(party, customer)


def customer_of(party: Party, uow: UnitOfWork) -> Customer | None:
    """The customer, if the party is one that the caller sees; held against nobody."""
    return None if party.customer_id is None else uow.customers.find(party.customer_id)


def refuse_if_archived(customer: Customer | None) -> None:
    """Nothing that is due to an archived customer is done, put off or let go on."""
    if customer is not None:
        customer.refuse_if_archived()


def place_of(party: Party, uow: UnitOfWork) -> Place:
    """Where the working days of a party are looked up; where it is unknown, in the whole country."""
    return place_at(customer_of(party, uow))


def place_at(customer: Customer | None) -> Place:
    return Place() if customer is None else Place.of(customer.details.address)


def credit(
    activity: Activity, lead: Lead, uow: UnitOfWork, now: datetime, *, outcome: str | None = None
) -> tuple[Lead, LeadActivity]:
    """The lead's own facts learn of it: by its kind and time it may restart the progress clock.
    The answers are the lead as this leaves it, and the fact; `outcome` is what kinds without any tell."""
    assignment = refuse_unless_protected(lead, now)
    entry = activity.entry
    fact = LeadActivity(
        id=LeadActivityId(activity.id),
        assignment_id=assignment.id,
        kind=entry.kind,
        occurred_at=min(entry.occurred_at, now),
        recorded_at=now,
        recorded_by=activity.author,
        outcome=outcome or activity.outcome,
    )
    saved = uow.leads.save(lead, uow.leads.facts(lead.id).with_fact(fact))
    if entry.note is not None:
        uow.leads.note(lead.id, fact.id, entry.note)
    return saved, fact


def restate(before: Activity, after: Activity, lead: Lead, uow: UnitOfWork) -> None:
    """The lead's own facts follow a correction or a withdrawal; when it happened is never rewritten there."""
    facts = uow.leads.facts(lead.id)
    known = next((one for one in facts.activities if one.id == after.id), None)
    if known is None:
        return
    gone = after.withdrawal
    fact = evolve(
        known,
        # Not every kind has outcomes; one that the lead alone was told stays.
        outcome=after.outcome if OUTCOME in after.entry.content else known.outcome,
        withdrawn_at=None if gone is None else gone.at,
        withdrawn_by=None if gone is None else gone.by,
    )
    uow.leads.save(lead, facts.with_fact(fact))
    if before.entry.note != after.entry.note:
        uow.leads.note(lead.id, known.id, after.entry.note or "")
