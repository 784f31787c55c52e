"""Other rules for running leads, looked at before anybody decides: how many would change, and which."""

from collections import Counter
from collections.abc import Mapping
from datetime import timedelta
from uuid import UUID

from attrs import evolve, field, frozen

from adapters.web.setting_desk import speaking_of
from adapters.web.values.controls import Control, Filling
from adapters.web.values.filled_in import filled_in
from adapters.web.values.speaking import in_language
from adapters.web.visit import Visit
from crm_core.domain.leads.intervals import DAY
from crm_core.domain.leads.protection import ProtectionState
from crm_core.domain.leads.rules import ProtectionRules
from crm_core.domain.leads.rules_form import RULES, rules_from, rules_record
from crm_core.domain.leads.what_if import Effect, Summary, summary
from crm_core.domain.party import LeadId
from crm_core.queries.rules_what_if import rules_today, rules_what_if

MOST = 2000  # leads that one look takes in; a page is no report
BATCH = 500
SHOWN = 25  # leads that are told by name
Move = tuple[ProtectionState, ProtectionState]


@frozen
class Differing:
    lead_id: LeadId
    company: str
    effect: Effect

    @property
    def days(self) -> int:
        """By how many days protection would be longer; below zero shorter."""
        gained = self.effect.gained
        return gained // DAY if gained >= timedelta() else -(-gained // DAY)


@frozen
class Outlook:
    """What the looked-at leads would have; `is_whole` where there are no others."""

    summary: Summary
    moves: tuple[tuple[Move, int], ...]
    differing: tuple[Differing, ...]
    is_whole: bool


@frozen
class RulesLab:
    visit: Visit
    today: ProtectionRules
    values: Mapping[str, str] = field(factory=dict)

    @classmethod
    def of(cls, visit: Visit) -> "RulesLab":
        return cls(visit, rules_today(actor=visit.actor, world=visit.world), dict(visit.request.query_params))

    def proposed(self) -> ProtectionRules:
        """As the form says; what it leaves out is as today."""
        told = {m.key: filled_in(m.kind, m.key, self.values, self.visit.tongue) for m in RULES.members}
        given = {key: value for key, value in RULES.read(told).items() if value is not None}
        return evolve(rules_from({**rules_record(self.today), **given}), name=self.today.name)

    @property
    def is_asked(self) -> bool:
        return any(self.values.get(member.key) for member in RULES.members)

    def controls(self) -> list[Control]:
        """The settings' own words and limits, with what was typed or what applies today."""
        stands, found = rules_record(self.today), []
        for member in RULES.members:
            setting = self.visit.world.settings.get(f"lead.protection.{member.key}")
            filling = Filling(speaking_of(setting, self.visit.tongue))
            label = in_language(setting, self.visit.tongue)
            shown = filling.control(member.kind, member.key, label, stands[member.key])
            shown = evolve(shown, value=self.values.get(member.key, shown.value), required=True)
            found.append(shown)
        return found

    def outlook(self, rules: ProtectionRules) -> Outlook:
        effects, after = list[Effect](), None
        while len(effects) < MOST:
            found = rules_what_if(
                rules, after=after, limit=BATCH, actor=self.visit.actor, world=self.visit.world
            )
            effects += found.effects
            after = found.next_after
            if after is None:
                break
        moves = Counter((one.now.state, one.proposed.state) for one in effects)
        changed = [one for one in effects if one.gained or one.now.state != one.proposed.state]
        return Outlook(
            summary(effects), tuple(moves.most_common()), self._named(changed), is_whole=after is None
        )

    def _named(self, changed: list[Effect]) -> tuple[Differing, ...]:
        """Those first that would lose most."""
        first = sorted(changed, key=lambda one: (one.gained, one.ref))[:SHOWN]
        ids = [LeadId(UUID(one.ref)) for one in first]
        names = self.visit.world.lead_readings.names(self.visit.actor, ids) if ids else {}
        return tuple(
            Differing(lead_id, names.get(lead_id, ""), one) for lead_id, one in zip(ids, first, strict=True)
        )
