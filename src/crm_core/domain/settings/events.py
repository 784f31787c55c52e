"""What others are told when a setting changes."""

from typing import ClassVar
from uuid import UUID

from attrs import frozen

from crm_core.domain.events.fact import Fact
from crm_core.domain.ids import TenantId


@frozen
class SettingsUpdated(Fact):
    type: ClassVar[str] = "settings.updated"
    tenant_id: TenantId
    key: str
    scope: str

    @property
    def subject(self) -> UUID:
        return self.tenant_id
