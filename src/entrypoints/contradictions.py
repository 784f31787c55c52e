"""Decides which settings contradict each other, where each alone is fine."""

from collections.abc import Mapping
from typing import Any

from entrypoints.language import Text

LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})
REMOTE_LOCAL = Text(
    de="CRM_AUTH=local stellt selbst Zugänge aus und gehört auf diesen Rechner: BIND=127.0.0.1 setzen, "
    "CRM_AUTH=oidc wählen oder es mit CRM_ALLOW_REMOTE_LOCAL=1 ausdrücklich erlauben",
    en="CRM_AUTH=local hands out its own tokens and belongs on this machine: set BIND=127.0.0.1, choose "
    "CRM_AUTH=oidc, or allow it explicitly with CRM_ALLOW_REMOTE_LOCAL=1",
)
NEEDED = (
    "CRM_OIDC_ISSUER",
    "CRM_OIDC_AUDIENCE",
    "CRM_OIDC_JWKS_URL",
    "CRM_OIDC_CLIENT_ID",
    "CRM_OIDC_AUTHORIZATION_URL",
    "CRM_OIDC_TOKEN_URL",
    "CRM_PUBLIC_ORIGIN",
)
NEEDED_FOR_OIDC = Text(de="wird für CRM_AUTH=oidc gebraucht", en="is needed for CRM_AUTH=oidc")


def contradictions(values: Mapping[str, Any]) -> dict[str, Text]:
    """What each value alone does not show."""
    found: dict[str, Text] = {}
    if values.get("auth") == "oidc":
        found = {name: NEEDED_FOR_OIDC for name in NEEDED if values.get(name[4:].lower()) is None}
    elif values.get("bind", "localhost") not in LOOPBACK and not values.get("allow_remote_local"):
        found["BIND"] = REMOTE_LOCAL
    return found
