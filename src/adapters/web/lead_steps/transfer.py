"""Giving a lead to somebody else: the base period runs on, the days for progress start anew."""

from adapters.web.lead_steps.step import About, Values, control
from adapters.web.notice import Notice
from adapters.web.values.controls import Control
from crm_core.domain.ids import UserId
from crm_core.domain.leads.form import TRANSFER
from crm_core.use_cases.leads.transfer_lead import TransferLead, transfer_lead
from crm_core.use_cases.perform import perform


class Transfer:
    name, icon = "transfer", "swap"

    def is_offered(self, about: About) -> bool:
        return about.is_protected and about.rights.decide

    def controls(self, about: About, values: Values) -> tuple[Control, ...]:
        return (
            control(about, "choice", "userId", values, about.people()),
            control(about, "long-text", "reason", values),
        )

    def run(self, about: About, values: Values, version: int) -> Notice:
        read = about.read(TRANSFER, values)
        to = UserId(read["userId"])
        command = TransferLead(about.lead.id, to, read["reason"], version)
        perform(transfer_lead, command, actor=about.visit.actor, world=about.visit.world)
        whom = about.visit.name_of(to) or ""
        return Notice("notice.lead-transferred", {"name": about.company, "whom": whom})
