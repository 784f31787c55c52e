"""Setting the start of protection back to what is evidenced, by a manager."""

from adapters.web.lead_steps.step import About, Values, control
from adapters.web.notice import Notice
from adapters.web.values.controls import Control
from crm_core.domain.leads.form import BACKDATING
from crm_core.use_cases.leads.backdate_lead import BackdateLead, backdate_lead
from crm_core.use_cases.perform import perform


class Backdate:
    name, icon = "backdate", "undo"

    def is_offered(self, about: About) -> bool:
        return about.is_protected and about.rights.backdate

    def controls(self, about: About, values: Values) -> tuple[Control, ...]:
        return (
            control(about, "moment", "startedAt", values),
            control(about, "text", "evidenceId", values),
            control(about, "long-text", "reason", values),
        )

    def run(self, about: About, values: Values, version: int) -> Notice:
        read = about.read(BACKDATING, values)
        told = (read["startedAt"], read["reason"], read["evidenceId"])
        command = BackdateLead(about.lead.id, *told, version)
        perform(backdate_lead, command, actor=about.visit.actor, world=about.visit.world)
        return Notice("notice.lead-backdated", {"name": about.company})
