"""Who decides where: oneself for oneself, a team's lead for the region, an admin for the tenant."""

from crm_core.domain.access.actor import Actor
from crm_core.domain.access.role import Role
from crm_core.domain.settings.setting import Scope

# What holds for all tenants is set by who runs the installation, not by one tenant's administrator.
DECIDERS = {Scope.GLOBAL: (Role.SYSTEM,), Scope.TENANT: (Role.ADMIN, Role.SYSTEM)}
READERS_OF_HISTORY = (Role.MANAGER, Role.AUDITOR, Role.ADMIN, Role.SYSTEM)


def may_set(actor: Actor, scope: Scope, whose: str) -> bool:
    if scope is Scope.USER:
        return whose == str(actor.user) and not actor.is_system
    if scope is Scope.ORG:
        leads = actor.holds(Role.TEAM_LEAD) and whose in actor.regions
        return leads or actor.holds(*DECIDERS[Scope.TENANT])
    return actor.holds(*DECIDERS[scope])


def may_read_history(actor: Actor, scope: Scope, whose: str) -> bool:
    """Those who decide there, and those who answer for the tenant; what people prefer is their own."""
    if scope is Scope.USER:
        return may_set(actor, scope, whose)
    return may_set(actor, scope, whose) or actor.holds(*READERS_OF_HISTORY)
