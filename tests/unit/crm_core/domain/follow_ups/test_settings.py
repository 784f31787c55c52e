"""Who leads a region is said for all of them, or for one."""

from uuid import UUID

from crm_core.domain.follow_ups.settings import TEAM_LEAD, team_lead_set
from crm_core.domain.settings.setting import Scope, StoredValue

FIRST, SECOND = UUID(int=0xA1), UUID(int=0xA2)


def test_the_regions_own_lead_goes_before_the_tenants() -> None:
    stored = [
        StoredValue(TEAM_LEAD.key, Scope.TENANT, str(FIRST), 1),
        StoredValue(TEAM_LEAD.key, Scope.ORG, str(SECOND), 1, "BERLIN"),
    ]

    assert team_lead_set(stored, "BERLIN") == SECOND
    assert team_lead_set(stored, "HAMBURG") == team_lead_set(stored, None) == FIRST
    assert team_lead_set([], "BERLIN") is None
