"""How a route is given its visit and its form."""

from typing import TypeAlias
from uuid import UUID

from litestar.di import NamedDependency
from litestar.params import SkipValidation
from litestar.response import Response

from adapters.web.posted import Posted
from adapters.web.visit import Visit
from crm_core.domain.ids import CustomerId
from crm_core.domain.party import LeadId
from crm_core.domain.refusals import NotFound

Here: TypeAlias = NamedDependency[SkipValidation[Visit]]
Form: TypeAlias = NamedDependency[SkipValidation[Posted]]
Page: TypeAlias = Response[bytes]


def customer_id_of(text: str) -> CustomerId:
    """An address with a mangled id leads nowhere, like any other address that leads nowhere."""
    try:
        return CustomerId(UUID(text))
    except ValueError:
        raise NotFound from None


def lead_id_of(text: str) -> LeadId:
    try:
        return LeadId(UUID(text))
    except ValueError:
        raise NotFound from None
