"""How a colleague is called and reached: what the system knows of its own users, and no more."""

from attrs import field, frozen

from crm_core.domain.ids import TenantId, UserId
from crm_core.domain.language import Language


@frozen
class Card:
    """Kept when somebody signs in; whoever has no address is reached inside the system only."""

    tenant_id: TenantId
    user_id: UserId
    name: str = field(repr=False)
    email: str | None = field(default=None, repr=False)
    language: Language = Language.DE
