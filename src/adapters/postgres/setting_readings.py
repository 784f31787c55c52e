"""The set values for questions, exact by default; who asks at every request may remember them briefly."""

from collections.abc import Sequence
from time import monotonic

from attrs import define, field

from adapters.postgres.pool import Connections
from adapters.postgres.question import asked
from adapters.postgres.setting_values import STORED, stored_from
from crm_core.domain.access.actor import Actor
from crm_core.domain.ids import TenantId
from crm_core.domain.settings.setting import StoredValue


@define
class PostgresSettingReadings:
    """`fresh_for` seconds a tenant's values are not asked again; 0 keeps the port's promise to the letter."""

    connections: Connections
    fresh_for: float = 0.0
    _remembered: dict[TenantId, tuple[float, Sequence[StoredValue]]] = field(factory=dict, init=False)

    def stored(self, actor: Actor) -> Sequence[StoredValue]:
        asked_at, values = self._remembered.get(actor.tenant, (float("-inf"), ()))
        if monotonic() - asked_at < self.fresh_for:
            return values
        rows, _ = asked(self.connections, actor, STORED, {"tenant": actor.tenant})
        values = stored_from(rows)
        if self.fresh_for:
            self._remembered[actor.tenant] = (monotonic(), values)
        return values
