"""Leads in memory: the lead, its facts and its notes, under the policies of the core."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from secrets import token_hex
from uuid import UUID

from attrs import evolve, field, frozen

from adapters.memory.store import KeptLead, State
from crm_core.domain.access.leads import LEAD_KEEPING, LEAD_PERSONS, LEADS
from crm_core.domain.access.policy import CUSTOMERS, Operation, Policy
from crm_core.domain.access.scope import Scope
from crm_core.domain.access.system import refuse_people
from crm_core.domain.activities.activity import Activity
from crm_core.domain.company_names import company_key, email_key, place_key, similarity
from crm_core.domain.customers.customer import Customer
from crm_core.domain.hiding import Hide
from crm_core.domain.ids import CustomerId
from crm_core.domain.leads.commitment import NOTE, Commitment, digest_of, values_to_commit
from crm_core.domain.leads.contenders import Candidate, CandidateKind, CompanyKeys, Contender, ContenderKind
from crm_core.domain.leads.lead import NOBODY_KNOWN, Lead, Phase
from crm_core.domain.leads.lead_facts import NO_FACTS, LeadFacts, settled
from crm_core.domain.leads.lifecycle import refuse_unless_reserved
from crm_core.domain.party import LeadId, Party
from crm_core.domain.refusals import NotAllowed, NotFound, Outdated
from crm_core.ports.clock import Clock
from crm_core.ports.ids import Ids

_MINUTE = timedelta(minutes=1)
_A_LITTLE_ALIKE = 0.4
_ALIVE = frozenset({Phase.RESERVED, Phase.RUNNING})


def seen_lead(lead: Lead, scope: Scope) -> Lead | None:
    """The lead as the wall lets it through: None when invisible, without persons for whom they are not."""
    if not LEADS.permits(Operation.READ, scope, lead):
        return None
    known = LEAD_PERSONS.permits(Operation.READ, scope, lead)
    return lead if known else evolve(lead, persons=NOBODY_KNOWN)


def _now_of(activity: Activity, customer_id: CustomerId) -> Activity:
    return evolve(activity, entry=evolve(activity.entry, party=Party(customer_id)))


@frozen
class MemoryLeads:
    state: State
    scope: Scope
    clock: Clock
    ids: Ids
    # What the unit looked at: an answer that is kept for its request may speak of it.
    touched: set[LeadId] = field(factory=set)

    def add(self, lead: Lead) -> Lead:
        self.touched.add(lead.id)
        self._refuse_unless(Operation.CREATE, lead)
        made = settled(lead, NO_FACTS)
        self.state.leads[made.id] = KeptLead(
            made, commitments=self._committed(values_to_commit(None, made), made.id)
        )
        return made

    def find(self, lead_id: LeadId) -> Lead | None:
        self.touched.add(lead_id)
        kept = self.state.leads.get(lead_id)
        return None if kept is None else seen_lead(kept.lead, self.scope)

    def foresee(self, lead_ids: Sequence[LeadId]) -> None:
        """Everything is at hand."""

    def lock(self, lead_id: LeadId, *, version: int | None = None) -> Lead:
        lead = self.find(lead_id)
        if lead is None:
            raise NotFound
        self._refuse_unless(Operation.ENGAGE, lead)
        if version is not None and version != lead.version:
            raise Outdated(current=lead.version)
        locked = evolve(lead, version=lead.version + 1)
        self.state.leads[lead_id] = evolve(self.state.leads[lead_id], lead=locked)
        return locked

    def facts(self, lead_id: LeadId) -> LeadFacts:
        return self.state.leads[lead_id].facts

    def save(self, lead: Lead, facts: LeadFacts) -> Lead:
        kept, saved = self.state.leads[lead.id], settled(lead, facts)
        before = kept.lead
        if (before.details, before.persons) != (lead.details, lead.persons):
            self._refuse_unless(Operation.WRITE, lead)
        if before.collaborators != lead.collaborators:
            self._refuse_unless(Operation.WRITE, lead, LEAD_KEEPING)
        promised = (*kept.commitments, *self._committed(values_to_commit(before, lead), lead.id))
        self.state.leads[lead.id] = evolve(kept, lead=saved, facts=facts, commitments=promised)
        return saved

    def hand_over(self, lead_id: LeadId, customer_id: CustomerId) -> None:
        agreed = self.state.leads[lead_id].lead.conversion
        became = agreed is not None and agreed.customer_id == customer_id
        for key, one in list(self.state.follow_ups.items()):
            if became and one.party.lead_id == lead_id:
                moved = evolve(one, party=Party(customer_id), version=one.version + 1)
                self.state.follow_ups[key] = moved

        for name, of_activity in list(self.state.activities.items()):
            if became and of_activity[0].party.lead_id == lead_id:
                self.state.activities[name] = tuple(_now_of(one, customer_id) for one in of_activity)
        for shelved, kept in list(self.state.of_packs.items()):
            if became and getattr(kept, "party", None) == Party(lead_id=lead_id):
                changed = evolve(kept, party=Party(customer_id), version=kept.version + 1)
                self.state.of_packs[shelved] = changed

    def note(self, lead_id: LeadId, about_id: UUID, text: str) -> None:
        kept = self.state.leads[lead_id]
        promised = (*kept.commitments, *self._committed({NOTE: text}, about_id))
        notes = {**kept.notes, about_id: text}
        self.state.leads[lead_id] = evolve(kept, notes=notes, commitments=promised)

    def destroy_salts(self, lead_id: LeadId) -> None:
        refuse_people(self.scope.actor, "destroy-salts", "lead", lead_id)
        kept = self.state.leads[lead_id]
        bare = tuple(evolve(one, salt=None) for one in kept.commitments)
        self.state.leads[lead_id] = evolve(kept, commitments=bare)

    def forget_words(self, lead_id: LeadId, hide: Hide) -> None:
        refuse_people(self.scope.actor, "forget", "lead", lead_id)
        kept = self.state.leads[lead_id]
        notes = {about: hide(text) for about, text in kept.notes.items()}
        self.state.leads[lead_id] = evolve(kept, notes=notes)
        for key, leads in list(self.state.answered_about.items()):
            if lead_id in leads:
                del self.state.answered_about[key], self.state.answers[key]

    def purge(self, lead_id: LeadId) -> None:
        refuse_people(self.scope.actor, "purge", "lead", lead_id)
        refuse_unless_reserved(self.state.leads[lead_id].lead)
        self.forget_words(lead_id, lambda text: text)
        self.state.lead_looks.pop(lead_id, None)
        del self.state.leads[lead_id]

    def contenders(
        self, keys: CompanyKeys, *, itself: LeadId | None = None, hidden: Sequence[CompanyKeys] = ()
    ) -> Sequence[Contender]:
        others = [lead for lead in self._of_tenant() if lead.id != itself]
        known = ((lead, keys) for lead in others if lead.pseudonymised_at is None)
        unknown = ((lead, one) for lead in others if lead.pseudonymised_at is not None for one in hidden)
        found = [self._contender(lead, sought) for lead, sought in (*known, *unknown)]
        customers = [
            Contender(ContenderKind.CUSTOMER)
            for customer in self._live_customers()
            if keys.same(_keys_of(customer))
        ]
        return [*(one for one in found if one is not None), *customers]

    def alike(self, company_key: str) -> Sequence[Candidate]:
        leads = [
            Candidate(CandidateKind.LEAD, lead.id, lead.details.company_name, lead.details.city, key)
            for lead in self._of_tenant()
            if lead.phase in _ALIVE and LEADS.permits(Operation.READ, self.scope, lead)
            for key in (CompanyKeys.of(lead.details, lead.persons).company,)
        ]
        customers = [
            Candidate(CandidateKind.CUSTOMER, one.id, one.details.name, one.details.address.city, key)
            for one in self._live_customers()
            if CUSTOMERS.permits(Operation.READ, self.scope, one)
            for key in (_keys_of(one).company,)
        ]
        found = [(similarity(one.company_key, company_key), one) for one in (*leads, *customers)]
        by_likeness = sorted(found, key=lambda one: (-one[0], one[1].id))
        return [one for likeness, one in by_likeness if likeness >= _A_LITTLE_ALIKE]

    def count_probe(self, at: datetime) -> int:
        who = (self.scope.actor.tenant, self.scope.actor.user)
        probes = (*self.state.lead_probes.get(who, ()), at)
        self.state.lead_probes[who] = probes
        return sum(one > at - _MINUTE for one in probes)

    def _committed(self, values: Mapping[str, str], about: UUID) -> tuple[Commitment, ...]:
        salts = {name: token_hex(32) for name in values}
        return tuple(
            Commitment(
                id=self.ids.new(),
                about_id=about,
                field=name,
                made_at=self.clock.now(),
                digest=digest_of(value, salts[name]),
                salt=salts[name],
            )
            for name, value in values.items()
        )

    def _contender(self, lead: Lead, keys: CompanyKeys) -> Contender | None:
        if not keys.same(CompanyKeys.of(lead.details, lead.persons)):
            return None
        user, held = self.scope.actor.user, lead.standing
        told = (None, None) if held is None else (held.base_expiry_at, held.lapse.at if held.lapse else None)
        if lead.phase is Phase.RUNNING:
            return Contender(ContenderKind.PROTECTED, lead.owner_user_id == user, *told)
        former = lead.phase is Phase.RELEASED and lead.former_owner_user_id == user
        return Contender(ContenderKind.FORMER, True, *told) if former else None

    def _of_tenant(self) -> list[Lead]:
        kept = (one.lead for one in self.state.leads.values())
        return [lead for lead in kept if lead.tenant_id == self.scope.actor.tenant]

    def _live_customers(self) -> list[Customer]:
        ours = (c for c in self.state.customers.values() if c.tenant_id == self.scope.actor.tenant)
        return [customer for customer in ours if customer.archived_at is None]

    def _refuse_unless(self, operation: Operation, lead: Lead, policy: Policy = LEADS) -> None:
        if not policy.permits(operation, self.scope, lead):
            raise NotAllowed(action=str(operation), resource="lead", resource_id=str(lead.id))


def _keys_of(customer: Customer) -> CompanyKeys:
    """A customer without a city is recognised by its mailbox alone."""
    d = customer.details
    return CompanyKeys(
        company=company_key(d.name),
        city="" if d.address.city is None else place_key(d.address.city),
        postal_code=d.address.postal_code,
        email=None if d.contact_email is None else email_key(d.contact_email),
    )
