"""How a colleague is called and reached: what the system knows of its own users, and no more."""

from attrs import field, frozen

from crm_core.domain.access.actor import Actor
from crm_core.domain.access.role import Role
from crm_core.domain.ids import TenantId, UserId
from crm_core.domain.language import Language
from crm_core.domain.refusals import NotAllowed


@frozen
class Card:
    """Kept when somebody signs in; whoever has no address is reached inside the system only."""

    tenant_id: TenantId
    user_id: UserId
    name: str = field(repr=False)
    email: str | None = field(default=None, repr=False)
    language: Language = Language.DE


def refuse_unless_theirs(card: Card, actor: Actor) -> None:
    """One keeps one's own card; admins and the system keep all of their tenant."""
    own = card.user_id == actor.user
    if card.tenant_id != actor.tenant or not (own or actor.holds(Role.ADMIN, Role.SYSTEM)):
        raise NotAllowed(action="introduce", resource="person", resource_id=str(card.user_id))
