"""What others are told when the fields of a tenant are declared anew."""

from typing import ClassVar
from uuid import UUID

from attrs import frozen

from crm_core.domain.events.fact import Fact
from crm_core.domain.ids import TenantId


@frozen
class FieldDefinitionChanged(Fact):
    """The tenant's catalogue is another one; of a restricted field not even the key is told."""

    type: ClassVar[str] = "field-definition.changed"
    tenant_id: TenantId
    key: str | None
    version: int

    @property
    def subject(self) -> UUID:
        return self.tenant_id
