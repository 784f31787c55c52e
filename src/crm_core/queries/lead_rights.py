"""What may I do with this lead? Asked for oneself, by the policies that every command asks."""

from attrs import frozen

from crm_core.domain.access.leads import LEAD_DECISIONS, LEAD_EVIDENCE, LEAD_KEEPING, LEADS
from crm_core.domain.access.policy import Operation, Policy
from crm_core.domain.access.role import Role
from crm_core.ports.lead_readings import LeadReading
from crm_core.queries.lead_access import EXPLAINED_TO

MAY_DECIDE = (Role.TEAM_LEAD, Role.MANAGER, Role.ADMIN)
MAY_BACKDATE = (Role.MANAGER, Role.ADMIN)


@frozen
class LeadRights:
    """`engage`: log what happened; `write`: change it and stop the clock for what the company owes; `keep`:
    part with it; `decide`: answer for it; `approve`: the same, of a lead that is not one's own."""

    engage: bool
    write: bool
    keep: bool
    decide: bool
    approve: bool
    prove: bool
    backdate: bool
    explain: bool


def lead_rights(reading: LeadReading) -> LeadRights:
    lead, scope = reading.lead, reading.scope

    def may(policy: Policy, operation: Operation) -> bool:
        return policy.permits(operation, scope, lead)

    decides = may(LEAD_DECISIONS, Operation.WRITE)
    return LeadRights(
        engage=may(LEADS, Operation.ENGAGE),
        write=may(LEADS, Operation.WRITE),
        keep=may(LEAD_KEEPING, Operation.WRITE),
        decide=decides,
        approve=decides and lead.owner_user_id != scope.actor.user,
        prove=may(LEAD_EVIDENCE, Operation.READ),
        backdate=scope.actor.holds(*MAY_BACKDATE) and may(LEADS, Operation.WRITE),
        explain=scope.actor.holds(*EXPLAINED_TO),
    )
