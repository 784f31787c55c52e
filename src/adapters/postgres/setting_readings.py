"""The set values for questions: known until somebody changes one, and asked for otherwise."""

from collections.abc import Sequence

from attrs import field, frozen

from adapters.postgres.known_settings import KnownSettings
from adapters.postgres.pool import Connections
from adapters.postgres.question import asked
from adapters.postgres.setting_statements import HISTORY, STORED
from adapters.postgres.setting_values import restored, stored_from, whose_values
from crm_core.domain.access.actor import Actor
from crm_core.domain.ids import CorrelationId, UserId
from crm_core.domain.settings.change import SettingChange
from crm_core.domain.settings.setting import Scope, StoredValue

_NEWEST = 2**62


@frozen
class PostgresSettingReadings:
    connections: Connections
    known: KnownSettings = field(factory=KnownSettings)

    def stored(self, actor: Actor) -> Sequence[StoredValue]:
        known = self.known.recall(actor)
        if known is not None:
            return known
        age = self.known.age
        rows, _ = asked(self.connections, actor, STORED, whose_values(actor))
        found = stored_from(rows)
        self.known.remember(actor, found, age=age)
        return found

    def recall(self, actor: Actor) -> Sequence[StoredValue] | None:
        return self.known.recall(actor)

    def history(
        self, actor: Actor, key: str, scope: Scope, whose: str, *, before: int | None, limit: int
    ) -> Sequence[SettingChange]:
        told = {
            "tenant": actor.tenant,
            "scope": str(scope),
            "whose": whose,
            "key": key,
            "before": _NEWEST if before is None else before,
            "limit": limit,
        }
        rows, _ = asked(self.connections, actor, HISTORY[scope], told)
        return [
            SettingChange(
                key=key,
                scope=scope,
                whose=whose,
                version=version,
                before=restored(stood),
                after=restored(stands),
                at=at,
                by=UserId(by),
                correlation=CorrelationId(correlation),
            )
            for version, stood, stands, at, by, correlation in rows
        ]
