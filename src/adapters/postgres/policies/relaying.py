"""How the relay crosses the tenants' wall: only the worker's role may, and only while it says so."""

from adapters.postgres.policies.session import TENANT
from adapters.postgres.policies.wall import forced, restriction
from adapters.postgres.roles import WORKER

# Moving facts sets it by taking the relay's lock, so that without its turn a relay sees an empty outbox.
RELAYING = "(SELECT current_setting('app.relay', true) = 'true')"


def crossed(table: str) -> list[str]:
    """The wall around every tenant's rows, with a door for the worker while it relays."""
    door = f"current_user = '{WORKER}' AND {RELAYING}"
    return [*forced(table), restriction(table, "tenant_wall", f"tenant_id = {TENANT} OR ({door})")]
