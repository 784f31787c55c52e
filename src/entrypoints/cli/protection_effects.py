"""How the effect of a rule set is told, lead by lead, and summed up while it streams by."""

import json

from attrs import asdict, define, evolve

from crm_core.domain.leads.codec import Question, write_instant, write_verdict
from crm_core.domain.leads.intervals import DAY
from crm_core.domain.leads.protection import evaluate
from crm_core.domain.leads.rules import ProtectionRules
from crm_core.domain.leads.rules_form import rules_record
from crm_core.domain.leads.what_if import Effect, Running, Summary, summary, what_if
from entrypoints.language import Text

EFFECT = Text(
    de="Zeile {ref}: geschützt bis {now}, dann bis {then} ({days:+.1f} Tage); {state} → {proposed}; {may}",
    en="line {ref}: protected until {now}, then until {then} ({days:+.1f} days); {state} → {proposed}; {may}",
)
MAY = Text(de="darf angewendet werden", en="may be applied")
MAY_NOT = Text(
    de="darf nicht angewendet werden, weil es verkürzen kann",
    en="may not be applied, because it may shorten",
)
LAPSED = Text(
    de="Zeile {ref}: seit {until} abgelaufen; das bleibt", en="line {ref}: lapsed since {until}; that stays"
)
TOTAL = Text(
    de="{running} laufend: {longer} länger, {same} gleich, {shorter} kürzer; {would_lapse} sofort abgelaufen",
    en="{running} running: {longer} longer, {same} the same, {shorter} shorter; {would_lapse} lapsed at once",
)


@define
class Effects:
    """The effects so far; none of them is kept, only how many there were of each sort."""

    rules: ProtectionRules
    as_json: bool = False
    total: Summary = Summary(0, 0, 0, 0, 0)

    def of(self, number: int, asked: Question) -> str:
        """The effect on one lead, at the instant its line names."""
        running = Running(str(number), asked.history, asked.rules)
        for effect in what_if((running,), self.rules, asked.at):
            one = asdict(summary((effect,)))
            self.total = evolve(
                self.total, **{name: getattr(self.total, name) + count for name, count in one.items()}
            )
            return json.dumps(_document(number, effect)) if self.as_json else _sentence(effect)
        return self._lapsed(number, asked)

    def told(self) -> str:
        facts = asdict(self.total)
        if not self.as_json:
            return TOTAL.say(**facts)
        would_lapse = facts.pop("would_lapse")
        return json.dumps({"rules": rules_record(self.rules), **facts, "wouldLapse": would_lapse})

    def _lapsed(self, number: int, asked: Question) -> str:
        verdict = evaluate(asked.history, asked.rules, asked.at)
        if self.as_json:
            return json.dumps({"line": number, "now": write_verdict(verdict), "proposed": None})
        return LAPSED.say(ref=number, until=write_instant(verdict.valid_until))


def _document(number: int, effect: Effect) -> dict[str, object]:
    return {
        "line": number,
        "now": write_verdict(effect.now),
        "proposed": write_verdict(effect.proposed),
        "gainedSeconds": effect.gained.total_seconds(),
        "wouldLapse": effect.would_lapse,
        "mayBeApplied": effect.may_be_applied,
    }


def _sentence(effect: Effect) -> str:
    return EFFECT.say(
        ref=effect.ref,
        now=write_instant(effect.now.valid_until),
        then=write_instant(effect.proposed.valid_until),
        days=effect.gained / DAY,
        state=effect.now.state.value,
        proposed=effect.proposed.state.value,
        may=(MAY if effect.may_be_applied else MAY_NOT).say(),
    )
