"""Who is signed in, as the session cookie tells it; it ends after a working day."""

import secrets
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from attrs import frozen

from adapters.web.parts import NO_CALL
from adapters.web.sealed_cookies import SealedCookies
from crm_core.domain.access.actor import Actor
from crm_core.domain.access.role import Role
from crm_core.domain.ids import TenantId, UserId

LASTS = timedelta(hours=12)
_PURPOSE = "session"


@frozen
class Session:
    """`token` proves that a form came from a page of ours; before signing in there is only that."""

    token: str
    ends_at: datetime
    actor: Actor | None = None
    name: str = ""

    @classmethod
    def begin(cls, now: datetime, actor: Actor | None = None, name: str = "") -> "Session":
        return cls(secrets.token_urlsafe(24), now + LASTS, actor, name)

    def seal(self, cookies: SealedCookies) -> str:
        who = None if self.actor is None else _written(self.actor)
        return cookies.seal(_PURPOSE, [self.token, self.ends_at.isoformat(), who, self.name])

    @classmethod
    def open(cls, cookies: SealedCookies, text: str | None, now: datetime) -> "Session | None":
        found = cookies.open(_PURPOSE, text)
        if not isinstance(found, list):
            return None
        token, ends_at, who, name = found
        session = cls(token, datetime.fromisoformat(ends_at), None if who is None else _read(who), name)
        return session if now < session.ends_at else None


def _written(actor: Actor) -> dict[str, object]:
    written: dict[str, object] = {
        "user": str(actor.user),
        "tenant": str(actor.tenant),
        "roles": sorted(actor.roles),
        "regions": sorted(actor.regions),
        "chains": sorted(str(chain) for chain in actor.chains),
        "scopes": sorted(actor.token_scopes),
    }
    for name in ("territories", "channels"):
        allowed = getattr(actor, name)
        written[name] = None if allowed is None else sorted(allowed)
    return written


def _read(who: Mapping[str, Any]) -> Actor:
    return Actor(
        user=UserId(UUID(who["user"])),
        tenant=TenantId(UUID(who["tenant"])),
        roles=frozenset(Role(role) for role in who["roles"]),
        correlation=NO_CALL,
        regions=frozenset(who["regions"]),
        chains=frozenset(UUID(chain) for chain in who["chains"]),
        territories=None if who["territories"] is None else frozenset(who["territories"]),
        channels=None if who["channels"] is None else frozenset(who["channels"]),
        token_scopes=frozenset(who["scopes"]),
    )
