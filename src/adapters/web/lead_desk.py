"""One lead on its page: how it stands at an instant and why, its facts, and what the reader may do."""

from datetime import datetime
from uuid import UUID

from attrs import frozen

from adapters.web.lead_bar import Bar, bar_of
from adapters.web.lead_facts import Facts, HoldRow, facts_of, hold_reason
from adapters.web.lead_steps.all_steps import offered
from adapters.web.lead_steps.step import About, Step
from adapters.web.lead_words import StateWords, state_words
from adapters.web.values.moments import moment_shown, moment_typed
from adapters.web.visit import Visit
from crm_core.domain.fields.faults import Faults
from crm_core.domain.fields.kinds import Instant
from crm_core.domain.language import Language
from crm_core.domain.leads.clocks import LapseReason
from crm_core.domain.leads.derivation import NextEvent
from crm_core.domain.leads.holding import FFZ
from crm_core.domain.leads.lifecycle import releasable_from
from crm_core.domain.leads.listing import LeadState
from crm_core.domain.leads.protection import ProtectionState, Verdict
from crm_core.domain.leads.recorded import HoldState
from crm_core.domain.leads.sentences import Told, tell
from crm_core.domain.party import LeadId
from crm_core.queries.lead_course import LeadCourse, lead_course
from crm_core.queries.lead_protection import Asked
from crm_core.queries.lead_rights import LeadRights, lead_rights


@frozen
class Deadline:
    """One of the dates that protection can turn on; `is_next` for the one that comes first."""

    name: str
    at: datetime | None
    note: str
    is_next: bool = False


@frozen
class LeadDesk:
    """Everything that the page of a lead tells, as of the instant asked."""

    visit: Visit
    found: LeadCourse
    asked: Asked
    rights: LeadRights
    facts: Facts
    bar: Bar | None
    told: Told | None

    @classmethod
    def of(cls, visit: Visit, lead_id: LeadId, asked: Asked) -> "LeadDesk":
        found = lead_course(lead_id, asked, actor=visit.actor, world=visit.world)
        seen, protection = found.seen, found.protection
        bar = told = None
        if found.course is not None and protection.assignment is not None:
            bar = bar_of(visit, found.course, seen.reading.facts, protection.assignment, seen.now)
        if found.derivation is not None and protection.state is not LeadState.CONVERTED:
            told = tell(found.derivation, Language(visit.tongue.code), spoken=True)
        rights = lead_rights(seen.reading)
        return cls(visit, found, asked, rights, facts_of(visit, seen), bar, told)

    @property
    def place(self) -> str:
        return f"/leads/{self.found.seen.lead.id}"

    @property
    def state(self) -> StateWords:
        return state_words(self.visit, self.found.protection.state)

    @property
    def is_past(self) -> bool:
        return self.asked.as_of is not None or self.asked.known_at is not None

    @property
    def verdict(self) -> Verdict | None:
        return self.found.protection.verdict

    @property
    def is_paused(self) -> bool:
        return self.verdict is not None and self.verdict.clock_paused

    @property
    def about(self) -> About:
        return About(self.visit, self.found.seen, self.rights)

    @property
    def is_protected_now(self) -> bool:
        """Whether commands are worth offering at all: what has lapsed is not revived."""
        return self.about.is_protected

    def steps(self) -> tuple[Step, ...]:
        return offered(self.about)

    def may_end(self, row: HoldRow) -> bool:
        """Its maker, or who answers for the lead; what is over stays as it is."""
        theirs = row.fact.placed_by == self.visit.actor.user or self.rights.decide
        return self.is_protected_now and theirs and row.state in {HoldState.PENDING, HoldState.EFFECTIVE}

    def may_decide(self, row: HoldRow) -> bool:
        """Who answers for it; what a record proposed because of us, whoever might place it as well."""
        fact = row.fact
        accepts = fact.origin is not None and fact.reason in FFZ and self.rights.write
        may = self.rights.approve or accepts
        return self.is_protected_now and may and row.state is HoldState.PENDING

    @property
    def free_from(self) -> datetime | None:
        """From when others may register the company, while it still is blocked."""
        lapse = self.found.seen.lead.lapsed_by(self.found.seen.now)
        return None if lapse is None else releasable_from(lapse.at)

    @property
    def pause(self) -> str | None:
        """Why the clock stands, in the words of its reason."""
        by = None if self.found.derivation is None else self.found.derivation.paused_by
        return None if by is None or not self.is_paused else hold_reason(self.visit, by.detail or "OTHER")

    def deadlines(self) -> list[Deadline]:
        verdict, derivation, say = self.verdict, self.found.derivation, self.visit.say
        if verdict is None or derivation is None:
            return []
        coming = None if self.is_paused else derivation.next_date
        following = None if coming is None else coming.event
        in_grace = verdict.state is ProtectionState.GRACE
        binding = in_grace or verdict.expired_reason is LapseReason.INACTIVITY
        days = verdict.progress_days
        used = "" if days is None else say("lead-deadline.used", used=days.used, paused=days.paused)
        base = say("lead-deadline.base-note", n=derivation.rules.base_months)
        grace = "grace-runs" if in_grace else "grace-over" if binding else "grace-waits"
        moves = say("lead-deadline.moves") if self.is_paused else None
        told = (
            ("reminder", verdict.reminder_due_at, moves or used, NextEvent.REMINDER_DUE),
            (
                "grace",
                verdict.grace_until if binding else None,
                say(f"lead-deadline.{grace}"),
                NextEvent.GRACE_ENDS,
            ),
            ("base", verdict.base_expiry_at, moves or base, NextEvent.BASE_PERIOD_ENDS),
        )
        is_over = verdict.state is ProtectionState.EXPIRED
        return [
            Deadline(name, at, note, event is following)
            for name, at, note, event in told
            if not is_over or (at is not None and at <= verdict.valid_until)
        ]

    def helpers(self) -> list[tuple[UUID, str, str]]:
        """Who else works on it: who, what they are called, and as what."""
        told = self.found.seen.lead.collaborators.items()
        named = [(user, self.visit.name_of(user) or "", str(role)) for user, role in told]
        return sorted(named, key=lambda one: one[1])

    def slider(self) -> tuple[int, int, int]:
        """Whole days from the start to now, and the one that is looked at."""
        start, now = self.found.protection.assignment, self.found.seen.now
        if start is None:
            return 0, 0, 0
        days = max((now - start.started_at).days, 1)
        at = self.asked.as_of or now
        return 0, days, min(max((at - start.started_at).days, 0), days)

    def shown_moment(self, at: datetime | None) -> str:
        return "" if at is None else moment_shown(at)


def asked_of(visit: Visit) -> Asked:
    """The instants of the address; an empty one means now, and everything."""
    faults, found = Faults(), dict[str, datetime | None]()
    for name in ("as_of", "known_at"):
        text = visit.request.query_params.get(name, "").strip()
        value = Instant().parse(moment_typed(text), f"/{name}", faults) if text else None
        found[name] = value if isinstance(value, datetime) else None
    faults.refuse_if_any()
    return Asked(found["as_of"], found["known_at"])
