"""Granting a longer base period, in days or in months."""

from adapters.web.lead_steps.step import About, Values, control
from adapters.web.notice import Notice
from adapters.web.values.controls import Control
from crm_core.domain.leads.form import NEW_EXTENSION
from crm_core.use_cases.leads.extend_protection import ExtendProtection, extend_protection
from crm_core.use_cases.perform import perform


class Extension:
    name, icon = "extension", "plus"

    def is_offered(self, about: About) -> bool:
        return about.is_protected and about.rights.decide

    def controls(self, about: About, values: Values) -> tuple[Control, ...]:
        return (
            control(about, "number", "months", values, required=False),
            control(about, "number", "days", values, required=False),
            control(about, "long-text", "reason", values),
        )

    def run(self, about: About, values: Values, version: int) -> Notice:  # noqa: ARG002 - it asks for no version
        read = about.read(NEW_EXTENSION, values)
        told = {"months": int(read["months"] or 0), "days": int(read["days"] or 0)}
        command = ExtendProtection(about.lead.id, read["reason"], **told)
        perform(extend_protection, command, actor=about.visit.actor, world=about.visit.world)
        return Notice("notice.lead-extended", {"name": about.company})
