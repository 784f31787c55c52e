"""The identities of the business as distinct types: a user is never passed where a customer is meant."""

from typing import NewType
from uuid import UUID

TenantId = NewType("TenantId", UUID)
UserId = NewType("UserId", UUID)
CustomerId = NewType("CustomerId", UUID)
CorrelationId = NewType("CorrelationId", UUID)
EventId = NewType("EventId", str)
