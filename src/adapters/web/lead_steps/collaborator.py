"""Asking somebody to help with a lead, by the role they shall have on it."""

from adapters.web.lead_steps.step import About, Values, control
from adapters.web.notice import Notice
from adapters.web.values.controls import Control
from crm_core.domain.ids import UserId
from crm_core.domain.leads.form import NEW_COLLABORATOR
from crm_core.domain.leads.lead import CollaboratorRole
from crm_core.use_cases.leads.set_collaborator import SetCollaborator, set_collaborator
from crm_core.use_cases.perform import perform


class Collaborator:
    name, icon = "collaborator", "people"

    def is_offered(self, about: About) -> bool:
        return about.is_protected and about.rights.keep

    def controls(self, about: About, values: Values) -> tuple[Control, ...]:
        roles = tuple((str(one), about.say(f"lead-helper.{one}")) for one in CollaboratorRole)
        return (
            control(about, "choice", "userId", values, about.people()),
            control(about, "choice", "role", values, roles),
        )

    def run(self, about: About, values: Values, version: int) -> Notice:
        read = about.read(NEW_COLLABORATOR, values)
        user = UserId(read["userId"])
        command = SetCollaborator(about.lead.id, user, CollaboratorRole(read["role"]), version)
        perform(set_collaborator, command, actor=about.visit.actor, world=about.visit.world)
        return Notice("notice.lead-helper", {"whom": about.visit.name_of(user) or "", "name": about.company})
