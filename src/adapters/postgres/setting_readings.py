"""The set values for questions, asked anew each time, so that a change is seen by the next question."""

from collections.abc import Sequence

from attrs import frozen

from adapters.postgres.pool import Connections
from adapters.postgres.question import asked
from adapters.postgres.setting_values import STORED, stored_from
from crm_core.domain.access.actor import Actor
from crm_core.domain.settings.setting import StoredValue


@frozen
class PostgresSettingReadings:
    connections: Connections

    def stored(self, actor: Actor) -> Sequence[StoredValue]:
        rows, _ = asked(self.connections, actor, STORED, {"tenant": actor.tenant})
        return stored_from(rows)
