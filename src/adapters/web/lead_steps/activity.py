"""Noting what happened; whether it counts for protection its kind and its time decide, not the form."""

from adapters.web.lead_facts import activity_label
from adapters.web.lead_steps.step import About, Values, control
from adapters.web.notice import Notice
from adapters.web.values.controls import Control
from crm_core.domain.activities.core_types import CORE_ACTIVITY_TYPES
from crm_core.domain.leads.form import NEW_ACTIVITY, OUTCOMES
from crm_core.domain.leads.history import QUALIFYING_KINDS
from crm_core.domain.leads.recorded import LeadActivity
from crm_core.use_cases.leads.log_lead_activity import LogLeadActivity, log_lead_activity
from crm_core.use_cases.perform import perform


class LogActivity:
    name, icon = "activity", "note"

    def is_offered(self, about: About) -> bool:
        return about.is_protected and about.rights.engage

    def controls(self, about: About, values: Values) -> tuple[Control, ...]:
        """Those that count come first."""
        kinds = sorted(CORE_ACTIVITY_TYPES, key=lambda one: not one.is_progress)
        words = tuple((one.kind, self._word(about, one.kind)) for one in kinds)
        outcomes = tuple((one, about.say(f"lead-outcome.{one}")) for one in OUTCOMES)
        return (
            control(about, "choice", "kind", values, words),
            control(about, "moment", "occurredAt", values, required=False),
            control(about, "choice", "outcome", values, outcomes, required=False),
            control(about, "long-text", "note", values, required=False),
        )

    def run(self, about: About, values: Values, version: int) -> Notice:  # noqa: ARG002 - it asks for no version
        read = about.read(NEW_ACTIVITY, values)
        told = (read["occurredAt"], read["note"] or None, read["outcome"])
        command = LogLeadActivity(about.lead.id, read["kind"], *told)
        logged = perform(log_lead_activity, command, actor=about.visit.actor, world=about.visit.world)
        return Notice(f"notice.lead-activity-{_effect(logged.activity)}", {"name": about.company})

    def _word(self, about: About, kind: str) -> str:
        label = activity_label(about.visit, kind)
        return f"{label} · {about.say('lead-input.counts')}" if kind in QUALIFYING_KINDS else label


def _effect(fact: LeadActivity) -> str:
    if not fact.qualifies:
        return "noted"
    return "waits" if fact.waits_for_confirmation else "counts"
