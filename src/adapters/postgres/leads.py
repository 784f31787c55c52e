"""How commands hold, check and change leads: the row is locked by counting up, differences are written."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from secrets import token_hex
from uuid import UUID

from attrs import define, evolve, field
from psycopg.types.json import Jsonb

from adapters.postgres.forgetting import forget_notes, purge
from adapters.postgres.instants import utc_or_none
from adapters.postgres.lead_fact_rows import FACT_TABLES, differing, facts_from, row_of_fact
from adapters.postgres.lead_parts import FACTS, LEAD
from adapters.postgres.lead_rows import (
    BIRTH,
    COPY,
    DETAILS,
    KEYS,
    LIFE,
    PERSON,
    birth_of,
    details_of,
    lead_from,
    life_of,
    persons_of,
)
from adapters.postgres.transaction import Transaction
from crm_core.domain.access.leads import LEAD_KEEPING, LEADS
from crm_core.domain.access.policy import Operation, Policy
from crm_core.domain.access.scope import Scope
from crm_core.domain.access.system import refuse_people
from crm_core.domain.hiding import Hide
from crm_core.domain.ids import CustomerId
from crm_core.domain.leads import commitment
from crm_core.domain.leads.assignment import Assignment
from crm_core.domain.leads.commitment import digest_of, values_to_commit
from crm_core.domain.leads.contenders import Candidate, CandidateKind, CompanyKeys, Contender, ContenderKind
from crm_core.domain.leads.lead import NOBODY_KNOWN, Lead
from crm_core.domain.leads.lead_facts import NO_FACTS, LeadFacts, settled
from crm_core.domain.leads.lifecycle import refuse_unless_reserved
from crm_core.domain.leads.rules_form import rules_record
from crm_core.domain.party import LeadId
from crm_core.domain.refusals import NotAllowed, NotFound, Outdated
from crm_core.ports.unit_of_work import TryAgain


def _places(columns: str) -> str:
    return ", ".join(["%s"] * len(columns.split(",")))


# Every text is put together from names of ours; values travel as parameters.
_ALL = f"{BIRTH}, {DETAILS}, {KEYS}, {LIFE}, {COPY}"
ADD = f"INSERT INTO leads ({_ALL}) VALUES ({_places(_ALL)})"  # noqa: S608 - see above
FIND = f"SELECT {LEAD} FROM leads l WHERE l.tenant_id = %s AND l.id = %s"  # noqa: S608 - see above
LOCK = f"""UPDATE leads l SET version = l.version + 1 WHERE l.tenant_id = %s AND l.id = %s
    RETURNING {LEAD}"""  # noqa: S608 - see above
LOCK_VERSION = f"""UPDATE leads l SET version = l.version + 1
    WHERE l.tenant_id = %s AND l.id = %s AND l.version = %s
    RETURNING {LEAD}"""  # noqa: S608 - see above
FACTS_OF = f"SELECT {FACTS} FROM leads l WHERE l.tenant_id = %s AND l.id = %s"  # noqa: S608 - see above
_WHERE = "WHERE tenant_id = %s AND id = %s AND version = %s"
LIVE_ON = f"UPDATE leads SET ({LIFE}, {COPY}) = ROW ({_places(f'{LIFE}, {COPY}')}) {_WHERE}"  # noqa: S608 - see above
_DESCRIBED = f"{DETAILS}, {KEYS}"
DESCRIBE = f"UPDATE leads SET ({_DESCRIBED}) = ROW ({_places(_DESCRIBED)}) {_WHERE}"  # noqa: S608 - see above
KNOW = f"""INSERT INTO lead_persons (tenant_id, lead_id, {PERSON}) VALUES (%s, %s, {_places(PERSON)})
    ON CONFLICT (tenant_id, lead_id) DO UPDATE SET ({PERSON}) =
        ({", ".join(f"excluded.{name.strip()}" for name in PERSON.split(","))})"""  # noqa: S608 - see above
ASSIGN = """INSERT INTO lead_assignments
    (tenant_id, lead_id, id, user_id, assigned_at, ended_at, ended_because)
    VALUES (%s, %s, %s, %s, %s, %s, %s)"""
END_ASSIGNMENT = """UPDATE lead_assignments SET (ended_at, ended_because) = ROW (%s, %s)
    WHERE tenant_id = %s AND lead_id = %s AND id = %s"""
AGREE = """INSERT INTO lead_terms (tenant_id, lead_id, assignment_id, number, recorded_at, recorded_by,
    started_at, inactivity_from, rules, cause, evidence_id)
    VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)"""
JOIN = """INSERT INTO lead_collaborators (tenant_id, lead_id, user_id, role, added_at, added_by)
    VALUES (%s, %s, %s, %s, %s, %s) ON CONFLICT (tenant_id, lead_id, user_id) DO UPDATE
    SET (role, added_at, added_by) = (excluded.role, excluded.added_at, excluded.added_by)"""
LEAVE = "DELETE FROM lead_collaborators WHERE tenant_id = %s AND lead_id = %s AND user_id = %s"
NOTE = """INSERT INTO lead_notes (tenant_id, lead_id, about_id, text) VALUES (%s, %s, %s, %s)
    ON CONFLICT (tenant_id, lead_id, about_id) DO UPDATE SET text = excluded.text"""
PROMISE = """INSERT INTO lead_commitments (tenant_id, lead_id, about_id, made_at, id, field, digest, salt)
    SELECT %s::uuid, %s::uuid, %s::uuid, %s::timestamptz, *
    FROM unnest(%s::uuid[], %s::text[], %s::text[], %s::text[])"""
DESTROY_SALTS = "UPDATE lead_commitments SET salt = NULL WHERE tenant_id = %s AND lead_id = %s"
HAND_OVER = "SELECT app.hand_over_lead(%s::uuid, %s::uuid)"
CONTENDERS = """SELECT kind, mine, base_expiry_at, lapse_at
    FROM app.lead_contenders(%s::text, %s::text, %s::text, %s::text, %s::uuid)"""
# What was one's own one sees; of whom it was nobody knows more than the same keys would say again.
FORMER_HIDDEN = """SELECT 'FORMER', true, l.base_expiry_at, l.lapse_at FROM leads l
    WHERE l.tenant_id = %s AND l.former_owner_user_id = %s AND l.phase = 'RELEASED'
        AND l.pseudonymised_at IS NOT NULL AND EXISTS (
            SELECT FROM unnest(%s::text[], %s::text[], %s::text[], %s::text[])
                AS h (company, city, postal, email)
            WHERE l.company_key = h.company AND l.city_key = h.city
                    AND coalesce(l.postal_code = h.postal, true)
                OR l.email_key = h.email)"""
ALIKE = """SELECT 'LEAD', l.id, l.company_name, l.city, l.company_key, a.likeness
    FROM app.companies_alike(%(company)s) a JOIN leads l ON l.tenant_id = %(tenant)s AND l.id = a.id
    WHERE a.kind = 'LEAD'
    UNION ALL SELECT 'CUSTOMER', c.id, c.name, c.city, c.company_key, a.likeness
    FROM app.companies_alike(%(company)s) a JOIN customers c ON c.tenant_id = %(tenant)s AND c.id = a.id
    WHERE a.kind = 'CUSTOMER'
    ORDER BY 6 DESC, 2"""
ONE_AT_A_TIME = (
    "SELECT pg_advisory_xact_lock(hashtextextended(concat_ws(' ', 'probe', %s::uuid, %s::uuid), 0))"
)
PROBE = "INSERT INTO lead_probes (tenant_id, user_id, id, at) VALUES (%s, %s, %s, %s)"
PROBES = "SELECT count(*) FROM lead_probes WHERE tenant_id = %s AND user_id = %s AND at > %s"
_MINUTE = timedelta(minutes=1)


def _keep(table: str, columns: tuple[str, ...], *, once: bool) -> str:
    quoted = [f'"{name}"' for name in columns]
    told = f"""INSERT INTO {table} (tenant_id, lead_id, {", ".join(quoted)})
        VALUES ({", ".join(["%s"] * (len(columns) + 2))})"""  # noqa: S608 - see above
    changed = ", ".join(f"{name} = excluded.{name}" for name in quoted)
    key = "(tenant_id, lead_id, id)"
    return told if once else f"{told} ON CONFLICT {key} DO UPDATE SET {changed}"


_KEEP = {table.name: _keep(table.name, table.columns, once=table.once) for table in FACT_TABLES}


@define
class PostgresLeads:
    """Remembers what it has locked, so that only what differs is written."""

    transaction: Transaction
    _locked: dict[LeadId, Lead] = field(factory=dict)
    _facts: dict[LeadId, LeadFacts] = field(factory=dict)
    # What the unit looked at: an answer that is kept for its request may speak of it.
    touched: set[LeadId] = field(factory=set)

    def add(self, lead: Lead) -> Lead:
        self._refuse_unless(Operation.CREATE, lead)
        self.touched.add(lead.id)
        made = settled(lead, NO_FACTS)
        self.transaction.tell(ADD, (*birth_of(made), *details_of(made), *life_of(made)))
        if made.persons != NOBODY_KNOWN:
            self.transaction.tell(KNOW, (*self._key(made.id), *persons_of(made)))
        self._promise(made.id, made.id, values_to_commit(None, made))
        self._assign(evolve(made, assignments=()), made)
        return made

    def find(self, lead_id: LeadId) -> Lead | None:
        self.touched.add(lead_id)
        rows = self.transaction.ask(FIND, self._key(lead_id))
        return lead_from(rows[0]) if rows else None

    def foresee(self, lead_ids: Sequence[LeadId]) -> None:
        """In one flush, however many they are."""
        for lead_id in lead_ids:
            self.transaction.foresee(LOCK, self._key(lead_id))
            self.transaction.foresee(FACTS_OF, self._key(lead_id))

    def lock(self, lead_id: LeadId, *, version: int | None = None) -> Lead:
        self.touched.add(lead_id)
        key = self._key(lead_id)
        rows = self.transaction.ask(*((LOCK, key) if version is None else (LOCK_VERSION, (*key, version))))
        if not rows:
            raise self._why_not_locked(lead_id, version)
        self._locked[lead_id] = lead_from(rows[0])
        return self._locked[lead_id]

    def facts(self, lead_id: LeadId) -> LeadFacts:
        self._facts[lead_id] = facts_from(*self.transaction.ask(FACTS_OF, self._key(lead_id))[0])
        return self._facts[lead_id]

    def save(self, lead: Lead, facts: LeadFacts) -> Lead:
        before, kept = self._locked[lead.id], settled(lead, facts)
        self._assign(before, kept)
        for fact in differing(self._facts.get(lead.id, NO_FACTS), facts):
            table, values = row_of_fact(fact)
            self.transaction.tell(_KEEP[table.name], (*self._key(lead.id), *values))
        self._describe(before, kept)
        self._collaborate(before, kept)
        self.transaction.tell(LIVE_ON, (*life_of(kept), *self._key(kept.id), kept.version))
        self._locked[lead.id], self._facts[lead.id] = kept, facts
        return kept

    def hand_over(self, lead_id: LeadId, customer_id: CustomerId) -> None:
        self.transaction.tell(HAND_OVER, (lead_id, customer_id))

    def note(self, lead_id: LeadId, about_id: UUID, text: str) -> None:
        self.transaction.tell(NOTE, (*self._key(lead_id), about_id, text))
        self._promise(lead_id, about_id, {commitment.NOTE: text})

    def destroy_salts(self, lead_id: LeadId) -> None:
        refuse_people(self.transaction.actor, "destroy-salts", "lead", lead_id)
        self.transaction.tell(DESTROY_SALTS, self._key(lead_id))

    def forget_words(self, lead_id: LeadId, hide: Hide) -> None:
        refuse_people(self.transaction.actor, "forget", "lead", lead_id)
        forget_notes(self.transaction, lead_id, hide)

    def purge(self, lead_id: LeadId) -> None:
        refuse_people(self.transaction.actor, "purge", "lead", lead_id)
        refuse_unless_reserved(self._locked[lead_id])
        purge(self.transaction, lead_id)

    def contenders(
        self, keys: CompanyKeys, *, itself: LeadId | None = None, hidden: Sequence[CompanyKeys] = ()
    ) -> Sequence[Contender]:
        actor = self.transaction.actor
        asked = (keys.company, keys.city, keys.postal_code, keys.email, itself)
        names = ("company", "city", "postal_code", "email")
        parts = ([getattr(one, name) for one in hidden] for name in names)
        found, former = self.transaction.ask_both(
            (CONTENDERS, asked), (FORMER_HIDDEN, (actor.tenant, actor.user, *parts))
        )
        return [
            Contender(ContenderKind(kind), bool(mine), utc_or_none(base), utc_or_none(lapse))
            for kind, mine, base, lapse in (*found, *former)
        ]

    def alike(self, company_key: str) -> Sequence[Candidate]:
        asked = {"company": company_key, "tenant": self.transaction.actor.tenant}
        return [Candidate(CandidateKind(row[0]), *row[1:5]) for row in self.transaction.ask(ALIKE, asked)]

    def count_probe(self, at: datetime) -> int:
        actor = self.transaction.actor
        self.transaction.tell(ONE_AT_A_TIME, (actor.tenant, actor.user))
        self.transaction.tell(PROBE, (actor.tenant, actor.user, self.transaction.ids.new(), at))
        return int(self.transaction.ask(PROBES, (actor.tenant, actor.user, at - _MINUTE))[0][0])

    def _assign(self, before: Lead, lead: Lead) -> None:
        """An assignment that ended goes first: there is one current one at a time."""
        known = {one.id: one for one in before.assignments}
        for one in lead.assignments:
            if one.id in known and one.ended_at != known[one.id].ended_at:
                ended = (one.ended_at, None if one.ended_because is None else str(one.ended_because))
                self.transaction.tell(END_ASSIGNMENT, (*ended, *self._key(lead.id), one.id))
        for one in lead.assignments:
            if one.id not in known:
                because = None if one.ended_because is None else str(one.ended_because)
                told = (one.id, one.user_id, one.assigned_at, one.ended_at, because)
                self.transaction.tell(ASSIGN, (*self._key(lead.id), *told))
            self._agree(lead, one, len(known[one.id].terms) if one.id in known else 0)

    def _agree(self, lead: Lead, assignment: Assignment, known: int) -> None:
        for number, terms in enumerate(assignment.terms[known:], start=known + 1):
            recorded = (terms.recorded_at, terms.recorded_by, terms.started_at, terms.inactivity_from)
            rules = Jsonb(rules_record(terms.rules))
            told = (number, *recorded, rules, str(terms.cause), terms.evidence_id)
            self.transaction.tell(AGREE, (*self._key(lead.id), assignment.id, *told))

    def _describe(self, before: Lead, lead: Lead) -> None:
        if (before.details, before.persons) == (lead.details, lead.persons):
            return
        self._refuse_unless(Operation.WRITE, lead)
        self.transaction.tell(DESCRIBE, (*details_of(lead), *self._key(lead.id), lead.version))
        if before.persons != lead.persons:
            self.transaction.tell(KNOW, (*self._key(lead.id), *persons_of(lead)))
        self._promise(lead.id, lead.id, values_to_commit(before, lead))

    def _promise(self, lead_id: LeadId, about_id: UUID, values: Mapping[str, str]) -> None:
        """A commitment to each value, with a salt that nobody else has."""
        if not values:
            return
        salts = [token_hex(32) for _ in values]
        digests = [digest_of(value, salt) for value, salt in zip(values.values(), salts, strict=True)]
        ids = [self.transaction.ids.new() for _ in values]
        now = self.transaction.clock.now()
        self.transaction.tell(
            PROMISE, (*self._key(lead_id), about_id, now, ids, list(values), digests, salts)
        )

    def _collaborate(self, before: Lead, lead: Lead) -> None:
        if before.collaborators == lead.collaborators:
            return
        self._refuse_unless(Operation.WRITE, lead, LEAD_KEEPING)
        actor, now = self.transaction.actor, self.transaction.clock.now()
        for user in before.collaborators.keys() - lead.collaborators.keys():
            self.transaction.tell(LEAVE, (*self._key(lead.id), user))
        for user, role in lead.collaborators.items():
            if before.collaborators.get(user) != role:
                self.transaction.tell(JOIN, (*self._key(lead.id), user, str(role), now, actor.user))

    def _why_not_locked(self, lead_id: LeadId, version: int | None) -> Exception:
        """One more statement, whether the lead is absent, invisible, forbidden or changed."""
        lead = self.find(lead_id)
        if lead is None:
            return NotFound()
        self._refuse_unless(Operation.ENGAGE, lead)
        changed = version is not None and version != lead.version
        return Outdated(current=lead.version) if changed else TryAgain()

    def _refuse_unless(self, operation: Operation, lead: Lead, policy: Policy = LEADS) -> None:
        """The same policy as the database's; asked first, so that a refusal can say what it was about."""
        if not policy.permits(operation, Scope(self.transaction.actor), lead):
            raise NotAllowed(action=str(operation), resource="lead", resource_id=str(lead.id))

    def _key(self, lead_id: LeadId) -> tuple[object, ...]:
        return (self.transaction.actor.tenant, lead_id)
